import { z } from 'zod';

export const appFields = z.object({
  webhookSecret: z.string().trim().default('').meta({
    title: 'Verification token of the webhook',
    secret: true,
    description: 'Notion sends it once when the webhook is set up. Without it no event is accepted.',
  }),
});
