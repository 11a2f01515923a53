import { z } from 'zod';

export const settings = z.object({
  folder: z
    .string()
    .trim()
    .regex(/^(\/[^/].*)?$/s, 'A path such as /Invoices.')
    .default('')
    .meta({
      title: 'Folder',
      options: 'folders',
      pick: 'folder',
      description: 'With all that is in it. Empty: everything.',
    }),
});

export type Settings = z.output<typeof settings>;
