import { z } from 'zod';

const id = z.int();
const link = id.nullish();
const text = z.string().nullish();
const own = z.record(z.string(), z.unknown()).nullish();
const times = { add_time: text, update_time: text };
const contactWay = z.looseObject({ value: text, label: text, primary: z.boolean().nullish() });

export const deal = z.looseObject({
  id,
  title: z.string(),
  status: z.string().optional(),
  value: z.number().nullish(),
  currency: text,
  owner_id: link,
  person_id: link,
  org_id: link,
  pipeline_id: link,
  stage_id: link,
  probability: z.number().nullish(),
  lost_reason: text,
  expected_close_date: text,
  won_time: text,
  lost_time: text,
  is_archived: z.boolean().nullish(),
  is_deleted: z.boolean().nullish(),
  label_ids: z.array(id).nullish(),
  custom_fields: own,
  ...times,
});

export const person = z.looseObject({
  id,
  name: text,
  first_name: text,
  last_name: text,
  emails: z.array(contactWay).nullish(),
  phones: z.array(contactWay).nullish(),
  owner_id: link,
  org_id: link,
  job_title: text,
  label_ids: z.array(id).nullish(),
  custom_fields: own,
  ...times,
});

export const organization = z.looseObject({
  id,
  name: text,
  owner_id: link,
  website: text,
  address: z.unknown().optional(),
  label_ids: z.array(id).nullish(),
  custom_fields: own,
  ...times,
});

export const activity = z.looseObject({
  id,
  subject: text,
  type: text,
  owner_id: link,
  deal_id: link,
  lead_id: text,
  person_id: link,
  org_id: link,
  due_date: text,
  due_time: text,
  duration: text,
  done: z.boolean().nullish(),
  note: text,
  ...times,
});

export const product = z.looseObject({
  id,
  name: z.string(),
  code: text,
  unit: text,
  tax: z.number().nullish(),
  owner_id: link,
  prices: z.array(z.unknown()).nullish(),
  custom_fields: own,
  ...times,
});

/** Custom fields of leads are those of deals, and stand beside the others. */
export const lead = z.looseObject({
  id: z.string().min(1),
  title: z.string(),
  owner_id: link,
  person_id: link,
  organization_id: link,
  value: z.looseObject({ amount: z.number().nullish(), currency: text }).nullish(),
  expected_close_date: text,
  is_archived: z.boolean().nullish(),
  label_ids: z.array(z.string()).nullish(),
  ...times,
});

export const note = z.looseObject({
  id,
  content: text,
  deal_id: link,
  lead_id: text,
  person_id: link,
  org_id: link,
  user_id: link,
  active_flag: z.boolean().nullish(),
  ...times,
});

export const pipeline = z.looseObject({ id, name: z.string(), order_nr: id.nullish(), ...times });

export const stage = z.looseObject({
  id,
  name: z.string(),
  pipeline_id: id,
  order_nr: id.nullish(),
  deal_probability: z.number().nullish(),
  ...times,
});

export const user = z.looseObject({
  id,
  name: z.string(),
  email: text,
  active_flag: z.boolean().nullish(),
  is_deleted: z.boolean().nullish(),
});
