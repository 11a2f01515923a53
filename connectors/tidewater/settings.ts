import { z } from 'zod';

export const everyList = 'all';

export const settings = z.object({
  list: z.string().min(1).default(everyList).meta({
    title: 'Which contacts should arrive?',
    description: 'All of them, or those of one list.',
    options: 'lists',
  }),
});

export type Settings = z.output<typeof settings>;
