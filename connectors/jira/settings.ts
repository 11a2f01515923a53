import { z } from 'zod';

export const settings = z.object({
  project: z
    .string()
    .trim()
    .default('')
    .meta({ title: 'Project', options: 'projects', description: 'Empty: all projects that you can see.' }),
});

export type Settings = z.output<typeof settings>;
