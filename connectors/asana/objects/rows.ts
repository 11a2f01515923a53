import { z } from 'zod';

const time = z.string().nullish();
const ref = z.looseObject({ gid: z.string(), name: z.string().nullish() });
const base = { gid: z.string().min(1), resource_type: z.string().optional() };

/** Without its own gid a choice is one that is not set. */
const customValue = z.looseObject({
  gid: z.string(),
  name: z.string().nullish(),
  type: z.string().nullish(),
  resource_subtype: z.string().nullish(),
  display_value: z.string().nullish(),
});

export const task = z.looseObject({
  ...base,
  name: z.string(),
  resource_subtype: z.string().nullish(),
  notes: z.string().nullish(),
  completed: z.boolean(),
  completed_at: time,
  created_at: time,
  modified_at: time,
  due_on: time,
  due_at: time,
  start_on: time,
  start_at: time,
  approval_status: z.string().nullish(),
  permalink_url: z.string().nullish(),
  num_subtasks: z.number().nullish(),
  assignee: ref.nullish(),
  parent: ref.nullish(),
  followers: z.array(ref).nullish(),
  tags: z.array(ref).nullish(),
  memberships: z.array(z.looseObject({ project: ref.nullish(), section: ref.nullish() })).nullish(),
  custom_fields: z.array(customValue).nullish(),
  /** Ours: the values of `custom_fields` by the field's gid, each as it is written: a choice by its gid, people by theirs. */
  custom: z.record(z.string(), z.unknown()),
});

export const project = z.looseObject({
  ...base,
  name: z.string(),
  notes: z.string().nullish(),
  archived: z.boolean().nullish(),
  completed: z.boolean().nullish(),
  color: z.string().nullish(),
  created_at: time,
  modified_at: time,
  due_on: time,
  start_on: time,
  permalink_url: z.string().nullish(),
  owner: ref.nullish(),
  team: ref.nullish(),
});

export const user = z.looseObject({ ...base, name: z.string().nullish(), email: z.string().nullish() });
export const tag = z.looseObject({
  ...base,
  name: z.string(),
  color: z.string().nullish(),
  notes: z.string().nullish(),
});

const refs = 'assignee.name,parent.name,followers.name,tags.name,memberships.project.name,memberships.section.name';
const custom = ['name', 'type', 'resource_subtype', 'display_value', 'text_value', 'number_value', 'date_value']
  .concat('enum_value.name', 'multi_enum_values.name', 'people_value.name')
  .map((name) => `custom_fields.${name}`);
const plain =
  'name,resource_subtype,notes,completed,completed_at,created_at,modified_at,due_on,due_at,start_on,start_at';

/** What is not asked for is left out by Asana. */
export const taskFields = `${plain},approval_status,permalink_url,num_subtasks,external,${refs},${custom.join(',')}`;
export const projectFields =
  'name,notes,archived,completed,color,created_at,modified_at,due_on,start_on,permalink_url,owner.name,team.name';

const one = z.looseObject({ gid: z.string() });
const values = z.looseObject({
  gid: z.string(),
  type: z.string().nullish(),
  resource_subtype: z.string().nullish(),
  text_value: z.unknown().optional(),
  number_value: z.unknown().optional(),
  date_value: z.unknown().optional(),
  enum_value: one.nullish(),
  multi_enum_values: z.array(one).nullish(),
  people_value: z.array(one).nullish(),
  display_value: z.unknown().optional(),
});

function fieldValue(field: z.output<typeof values>): unknown {
  const gids = (list: { gid: string }[] | null | undefined) => (list ?? []).map(({ gid }) => gid);
  switch (field.resource_subtype ?? field.type) {
    case 'number':
      return field.number_value ?? null;
    case 'text':
      return field.text_value ?? null;
    case 'enum':
      return field.enum_value?.gid ?? null;
    case 'multi_enum':
      return gids(field.multi_enum_values);
    case 'date':
      return field.date_value ?? null;
    case 'people':
      return gids(field.people_value);
    default:
      return field.display_value ?? null;
  }
}

const withFields = z.looseObject({ custom_fields: z.array(values).nullish().catch(null) });

/** A task as Asana sends it, and its custom values by gid. What is no task at all stays as it is. */
export function withCustom(row: unknown): unknown {
  if (typeof row !== 'object' || row === null) return row;
  const fields = withFields.safeParse(row).data?.custom_fields ?? [];
  return { ...row, custom: Object.fromEntries(fields.map((field) => [field.gid, fieldValue(field)])) };
}
