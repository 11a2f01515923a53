import { z } from 'zod';

export const settings = z.object({
  audience: z
    .string()
    .min(1)
    .meta({ title: 'Audience', description: 'Whose contacts are brought.', options: 'audiences' }),
});

export type Settings = z.output<typeof settings>;
