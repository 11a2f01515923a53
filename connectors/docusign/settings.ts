import { z } from 'zod';

export const settings = z.object({
  since: z
    .union([z.literal(''), z.iso.date('A day such as 2026-01-01.')])
    .default('')
    .meta({ title: 'Envelopes since', description: 'The day of their last change. Empty: all that there are.' }),
});

export type Settings = z.output<typeof settings>;
