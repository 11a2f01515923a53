import { z } from 'zod';

export const settings = z.object({
  prefix: z.string().default('').meta({
    title: 'Which folder?',
    description: 'Everything below it; the whole bucket where it is empty.',
    options: 'folders',
    placeholder: 'exports/',
  }),
});

export type Settings = z.output<typeof settings>;
