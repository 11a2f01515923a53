import { z } from 'zod';

const text = z.string().nullish();
const number = z.int().nullish();
const id = z.int();
/** A time; what is none is kept as it is. */
const when = z.union([z.iso.datetime({ offset: true }), z.string()]).nullish();
const contacts = z.array(z.looseObject({ value: text, type: text })).nullish();
/** By their stable names: `{ name, type, value }`. */
const custom_fields = z.record(z.string(), z.unknown()).nullish();

export const candidate = z.looseObject({
  id,
  first_name: text,
  last_name: text,
  preferred_name: text,
  company: text,
  title: text,
  private: z.boolean().nullish(),
  can_email: z.boolean().nullish(),
  tags: z.array(z.string()).nullish(),
  email_addresses: contacts,
  phone_numbers: contacts,
  addresses: contacts,
  website_addresses: contacts,
  social_media_addresses: contacts,
  linked_user_ids: z.array(z.int()).nullish(),
  last_activity_at: when,
  created_at: when,
  updated_at: when,
  custom_fields,
});

export const application = z.looseObject({
  id,
  candidate_id: number,
  job_id: number,
  job_post_id: number,
  status: text,
  stage_id: number,
  stage_name: text,
  prospect: z.boolean().nullish(),
  needs_decision: z.boolean().nullish(),
  recruiter_id: number,
  coordinator_id: number,
  source_id: number,
  referrer_id: number,
  rejected_at: when,
  last_activity_at: when,
  created_at: when,
  updated_at: when,
  custom_fields,
});

export const job = z.looseObject({
  id,
  name: text,
  requisition_id: text,
  status: text,
  confidential: z.boolean().nullish(),
  department_id: number,
  office_ids: z.array(z.int()).nullish(),
  notes: text,
  opened_at: when,
  closed_at: when,
  created_at: when,
  updated_at: when,
  custom_fields,
});

export const offer = z.looseObject({
  id,
  version: number,
  application_id: number,
  job_id: number,
  candidate_id: number,
  opening_id: number,
  status: text,
  starts_on: text,
  sent_on: text,
  resolved_at: when,
  created_at: when,
  updated_at: when,
  custom_fields,
});

export const user = z.looseObject({
  id,
  name: text,
  first_name: text,
  last_name: text,
  primary_email: text,
  job_title: text,
  employee_id: text,
  deactivated: z.boolean().nullish(),
  site_admin: z.boolean().nullish(),
  created_at: when,
  updated_at: when,
});
