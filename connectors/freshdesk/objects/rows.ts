import { z } from 'zod';

const id = z.int();
const time = z.string().nullish();
const own = z.record(z.string(), z.unknown()).nullish();

export const ticket = z.looseObject({
  id,
  subject: z.string().nullish(),
  description: z.string().nullish(),
  description_text: z.string().nullish(),
  status: z.int(),
  priority: z.int().nullish(),
  source: z.int().nullish(),
  type: z.string().nullish(),
  requester_id: id.nullish(),
  responder_id: id.nullish(),
  group_id: id.nullish(),
  company_id: id.nullish(),
  product_id: id.nullish(),
  tags: z.array(z.string()).nullish(),
  cc_emails: z.array(z.string()).nullish(),
  spam: z.boolean().nullish(),
  custom_fields: own,
  due_by: time,
  fr_due_by: time,
  created_at: time,
  updated_at: time,
});

export const conversation = z.looseObject({
  id,
  ticket_id: id,
  body: z.string().nullish(),
  body_text: z.string().nullish(),
  incoming: z.boolean().nullish(),
  private: z.boolean().nullish(),
  user_id: id.nullish(),
  source: z.int().nullish(),
  created_at: time,
  updated_at: time,
});

export const contact = z.looseObject({
  id,
  name: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  mobile: z.string().nullish(),
  company_id: id.nullish(),
  job_title: z.string().nullish(),
  unique_external_id: z.string().nullish(),
  active: z.boolean().nullish(),
  tags: z.array(z.string()).nullish(),
  custom_fields: own,
  created_at: time,
  updated_at: time,
});

export const company = z.looseObject({
  id,
  name: z.string(),
  description: z.string().nullish(),
  note: z.string().nullish(),
  domains: z.array(z.string()).nullish(),
  custom_fields: own,
  created_at: time,
  updated_at: time,
});

export const agent = z.looseObject({
  id,
  type: z.string().nullish(),
  available: z.boolean().nullish(),
  occasional: z.boolean().nullish(),
  group_ids: z.array(id).nullish(),
  contact: z.looseObject({ name: z.string().nullish(), email: z.string().nullish() }),
  created_at: time,
  updated_at: time,
});

export const group = z.looseObject({
  id,
  name: z.string(),
  description: z.string().nullish(),
  agent_ids: z.array(id).nullish(),
  created_at: time,
  updated_at: time,
});
