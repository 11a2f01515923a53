import { z } from 'zod';

const text = z.string().nullish();

export const contact = z.looseObject({
  id: z.string().min(1),
  email_address: z.string(),
  unique_email_id: text,
  contact_id: text,
  full_name: text,
  /** subscribed, unsubscribed, cleaned, pending, transactional, archived. */
  status: z.string(),
  merge_fields: z.record(z.string(), z.unknown()).nullish(),
  tags: z.array(z.looseObject({ id: z.int(), name: z.string() })).nullish(),
  vip: z.boolean().nullish(),
  language: text,
  list_id: text,
  timestamp_signup: text,
  timestamp_opt: text,
  last_changed: text,
});

export const audience = z.looseObject({
  id: z.string().min(1),
  name: z.string(),
  date_created: text,
  stats: z.looseObject({ member_count: z.int().nullish() }).nullish(),
});

export const campaign = z.looseObject({
  id: z.string().min(1),
  type: z.string(),
  status: z.string(),
  create_time: text,
  send_time: text,
  emails_sent: z.int().nullish(),
  recipients: z.looseObject({ list_id: text }).nullish(),
  settings: z.looseObject({ subject_line: text, title: text, from_name: text, reply_to: text }).nullish(),
});

export const mergeField = z.looseObject({
  tag: z.string(),
  name: z.string(),
  type: z.string(),
  required: z.boolean().nullish(),
  options: z.looseObject({ choices: z.array(z.string()).nullish() }).nullish(),
});
