import { z } from 'zod';

export const settings = z.object({
  since: z.iso.date().default('2025-01-01').meta({
    title: 'Transactions since',
    description: 'PayPal keeps three years.',
  }),
  lookBackDays: z.int().min(1).max(90).default(10).meta({
    title: 'Days to look back',
    description: 'Transactions may change for some days after they began. So many days are read again each time.',
  }),
});

export type Settings = z.output<typeof settings>;
