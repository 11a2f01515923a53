import { z } from 'zod';
import { keysSchema } from './oauth/keys.ts';
import { webhookSchema } from './webhooks/webhook.ts';

const customValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const text = z.string().nullable();

const contactContentSchema = z.object({
  id: z.string(),
  first_name: text,
  last_name: z.string(),
  email: text,
  phone: text,
  title: text,
  company_id: text,
  owner_id: text,
  lists: z.array(z.string()),
  custom: z.record(z.string(), customValue),
  created_at: z.string(),
});

const contactsSchema = z.object({
  seeded: z.int().min(0),
  rows: z.int().min(0),
  changed: z.array(z.object({ row: z.int().min(1), time: z.int().min(1), content: contactContentSchema.nullable() })),
});

/** What the data file holds. */
export const snapshotSchema = z.object({
  version: z.literal(1),
  keys: keysSchema,
  oauth: z.object({
    entries: z.array(
      z.object({ key: z.string(), payload: z.record(z.string(), z.unknown()), expiresAt: z.number().optional() }),
    ),
  }),
  webhooks: z.array(webhookSchema),
  accounts: z.record(z.string(), contactsSchema),
});

export type SandboxSnapshot = z.infer<typeof snapshotSchema>;
