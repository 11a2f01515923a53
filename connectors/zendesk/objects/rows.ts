import { z } from 'zod';

const id = z.int();
const time = z.string().nullish();

export const ticket = z.looseObject({
  id,
  subject: z.string().nullish(),
  description: z.string().nullish(),
  status: z.string(),
  priority: z.string().nullish(),
  type: z.string().nullish(),
  requester_id: id.nullish(),
  submitter_id: id.nullish(),
  assignee_id: id.nullish(),
  organization_id: id.nullish(),
  group_id: id.nullish(),
  brand_id: id.nullish(),
  ticket_form_id: id.nullish(),
  external_id: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  custom_status_id: id.nullish(),
  via: z.looseObject({ channel: z.union([z.string(), z.number()]).nullish() }).nullish(),
  /** Ours: the values of `custom_fields` by the field's id, so that each has a place of its own. */
  custom: z.record(z.string(), z.unknown()),
  due_at: time,
  created_at: time,
  updated_at: time,
});

export const user = z.looseObject({
  id,
  name: z.string(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  role: z.string().nullish(),
  active: z.boolean().optional(),
  suspended: z.boolean().nullish(),
  organization_id: id.nullish(),
  default_group_id: id.nullish(),
  external_id: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  user_fields: z.record(z.string(), z.unknown()).nullish(),
  created_at: time,
  updated_at: time,
});

export const organization = z.looseObject({
  id,
  name: z.string(),
  domain_names: z.array(z.string()).nullish(),
  details: z.string().nullish(),
  notes: z.string().nullish(),
  group_id: id.nullish(),
  external_id: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  organization_fields: z.record(z.string(), z.unknown()).nullish(),
  created_at: time,
  updated_at: time,
  deleted_at: time,
});

export const group = z.looseObject({
  id,
  name: z.string(),
  description: z.string().nullish(),
  default: z.boolean().optional(),
  is_public: z.boolean().nullish(),
  deleted: z.boolean().optional(),
  created_at: time,
  updated_at: time,
});

export const comment = z.looseObject({
  id,
  /** Ours: the ticket that it stands under. */
  ticket_id: id,
  author_id: id.nullish(),
  body: z.string().nullish(),
  html_body: z.string().nullish(),
  public: z.boolean().nullish(),
  created_at: time,
});

const customFields = z.object({
  custom_fields: z.array(z.object({ id, value: z.unknown() })).catch([]),
});

/** A ticket as Zendesk sends it, and its custom values by id. What is no ticket at all stays as it is. */
export function withCustom(row: unknown): unknown {
  if (typeof row !== 'object' || row === null) return row;
  const { custom_fields = [] } = customFields.safeParse(row).data ?? {};
  return { ...row, custom: Object.fromEntries(custom_fields.map((one) => [String(one.id), one.value ?? null])) };
}
