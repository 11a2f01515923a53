import { z } from 'zod';

export const settings = z.object({
  customAttributes: z.boolean().default(false).meta({
    title: 'Custom attributes of customers',
    description: 'One more call for each customer, so syncs take longer.',
  }),
});

export type Settings = z.output<typeof settings>;
