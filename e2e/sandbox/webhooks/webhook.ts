import { z } from 'zod';

export const webhookEvents = ['contact.created', 'contact.updated', 'contact.deleted'] as const;

export const webhookSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  clientId: z.string(),
  url: z.string(),
  events: z.array(z.enum(webhookEvents)),
  secret: z.string(),
  createdAt: z.string(),
});

/** Where an app wants to hear of an account's changes. */
export type Webhook = z.infer<typeof webhookSchema>;
