import { z } from 'zod';

export const settings = z.object({
  group: z
    .string()
    .min(1)
    .meta({ title: 'Which contacts should arrive?', description: 'Those of one group.', options: 'groups' }),
});

export type Settings = z.output<typeof settings>;
