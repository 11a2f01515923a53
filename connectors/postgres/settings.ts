import { z } from 'zod';

/** The column is found anew at each pass. */
export const foundColumn = 'auto';

export const settings = z.object({
  table: z.string().min(1).meta({
    title: 'Which table should arrive?',
    description: 'Tables that have a key and a column with the time of the last change.',
    options: 'tables',
  }),
  updatedAt: z.string().min(1).default(foundColumn).meta({
    title: 'Which column tells when a row changed?',
    description: 'Usually updated_at, which is found by itself.',
    options: 'timestampColumns',
    dependsOn: 'table',
  }),
});

export type Settings = z.output<typeof settings>;
