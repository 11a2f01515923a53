import { z } from 'zod';

/** Milliseconds since 1970, as text. */
const time = z.union([z.string(), z.number()]).nullish();
const id = z.union([z.string(), z.number()]).transform(String);
const place = z.looseObject({ id, name: z.string().nullish() });
const person = z.looseObject({ id: z.number(), username: z.string().nullish(), email: z.string().nullish() });

export const task = z.looseObject({
  id: z.string().min(1),
  custom_id: z.string().nullish(),
  name: z.string(),
  text_content: z.string().nullish(),
  description: z.string().nullish(),
  status: z.looseObject({ status: z.string(), type: z.string().nullish(), color: z.string().nullish() }).nullish(),
  date_created: time,
  date_updated: time,
  date_closed: time,
  date_done: time,
  due_date: time,
  start_date: time,
  archived: z.boolean().nullish(),
  creator: person.nullish(),
  assignees: z.array(person).nullish(),
  tags: z.array(z.looseObject({ name: z.string() })).nullish(),
  parent: z.string().nullish(),
  priority: z.looseObject({ id: z.string().nullish(), priority: z.string().nullish() }).nullish(),
  points: z.number().nullish(),
  time_estimate: z.number().nullish(),
  url: z.string().nullish(),
  list: place.nullish(),
  folder: place.nullish(),
  space: z.looseObject({ id }).nullish(),
  custom_fields: z.array(z.looseObject({ id: z.string(), name: z.string().nullish() })).nullish(),
  /** Ours: the values of `custom_fields` by the field's id, each as it is written: a choice by the id of its option. */
  custom: z.record(z.string(), z.unknown()),
});

export const list = z.looseObject({
  id: z.string(),
  name: z.string(),
  archived: z.boolean().nullish(),
  task_count: z.union([z.number(), z.string()]).nullish(),
  due_date: time,
  start_date: time,
  folder: place.nullish(),
  space: place.nullish(),
});

export const space = z.looseObject({
  id: z.string(),
  name: z.string(),
  private: z.boolean().nullish(),
  archived: z.boolean().nullish(),
  statuses: z.array(z.looseObject({ status: z.string() })).nullish(),
});

export const user = person;

const customField = z.looseObject({
  id: z.string(),
  type: z.string().nullish(),
  value: z.unknown().optional(),
  type_config: z
    .looseObject({ options: z.array(z.looseObject({ id: z.string(), orderindex: z.number().nullish() })).nullish() })
    .nullish()
    .catch(null),
});

/** A dropdown is read by the place of its option, and written by the option's id. */
function fieldValue({ type, value, type_config }: z.output<typeof customField>): unknown {
  if (value === undefined || value === null) return null;
  if (type !== 'drop_down' || typeof value !== 'number') return value;
  const options = type_config?.options ?? [];
  return (options.find(({ orderindex }) => orderindex === value) ?? options[value])?.id ?? value;
}

const withFields = z.looseObject({ custom_fields: z.array(customField).nullish().catch(null) });

/** A task as ClickUp sends it, and its custom values by id. What is no task at all stays as it is. */
export function withCustom(row: unknown): unknown {
  if (typeof row !== 'object' || row === null) return row;
  const fields = withFields.safeParse(row).data?.custom_fields ?? [];
  return { ...row, custom: Object.fromEntries(fields.map((field) => [field.id, fieldValue(field)])) };
}
