import { z } from 'zod';

export const settings = z.object({
  drive: z.string().trim().default('').meta({
    title: 'Drive',
    options: 'drives',
    description: 'A shared drive. Empty: your own, and what is shared with you.',
  }),
});

export type Settings = z.output<typeof settings>;
