import { z } from 'zod';

/** Most ids are texts; some are numbers, and which one is not the same in all of Intercom's versions. */
const reference = z.union([z.string(), z.int()]).nullish();
const id = z.string().min(1);
const text = z.string().nullish();
/** Seconds since 1970. */
const time = z.int().nullish();
const own = z.record(z.string(), z.unknown()).nullish();

export const contact = z.looseObject({
  id,
  role: text,
  external_id: text,
  email: text,
  phone: text,
  name: text,
  owner_id: reference,
  unsubscribed_from_emails: z.boolean().nullish(),
  custom_attributes: own,
  created_at: time,
  updated_at: time,
  signed_up_at: time,
  last_seen_at: time,
});

export const company = z.looseObject({
  id,
  /** The customer's own key; `id` is Intercom's. */
  company_id: text,
  name: text,
  website: text,
  industry: text,
  size: z.number().nullish(),
  monthly_spend: z.number().nullish(),
  user_count: z.number().nullish(),
  custom_attributes: own,
  created_at: time,
  updated_at: time,
});

const author = z.looseObject({ type: text, id: reference, name: text, email: text }).nullish();

export const conversation = z.looseObject({
  id,
  title: text,
  state: text,
  open: z.boolean().nullish(),
  read: z.boolean().nullish(),
  priority: z.unknown().optional(),
  admin_assignee_id: reference,
  team_assignee_id: reference,
  source: z.looseObject({ type: text, subject: text, body: text, author }).nullish(),
  contacts: z.looseObject({}).nullish(),
  custom_attributes: own,
  waiting_since: time,
  snoozed_until: time,
  created_at: time,
  updated_at: time,
});

export const part = z.looseObject({
  id,
  /** Ours: the conversation that it stands in. */
  conversation_id: id,
  part_type: text,
  body: text,
  author,
  created_at: time,
  updated_at: time,
});

export const ticket = z.looseObject({
  id,
  /** The number that people see. */
  ticket_id: text,
  category: text,
  ticket_attributes: own,
  ticket_type: z.looseObject({ id: reference, name: text }).nullish(),
  ticket_state: z.unknown().optional(),
  contacts: z.looseObject({}).nullish(),
  admin_assignee_id: reference,
  team_assignee_id: reference,
  open: z.boolean().nullish(),
  created_at: time,
  updated_at: time,
});

export const article = z.looseObject({
  id,
  title: text,
  description: text,
  body: text,
  author_id: reference,
  state: text,
  url: text,
  created_at: time,
  updated_at: time,
});

export const admin = z.looseObject({ id, name: text, email: text, away_mode_enabled: z.boolean().nullish() });
export const team = z.looseObject({ id, name: text, admin_ids: z.array(reference).nullish() });
export const tag = z.looseObject({ id, name: text });
