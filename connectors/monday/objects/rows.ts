import { z } from 'zod';

const time = z.string().nullish();
const id = z.string().min(1);
const of = z.looseObject({ id }).nullish();

const columnValue = z.looseObject({
  id,
  type: z.string(),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  display_value: z.string().nullish(),
});

export const item = z.looseObject({
  id,
  name: z.string(),
  state: z.string().nullish(),
  created_at: time,
  updated_at: time,
  creator_id: z.string().nullish(),
  url: z.string().nullish(),
  group: z.looseObject({ id, title: z.string().nullish() }).nullish(),
  board: of,
  column_values: z.array(columnValue),
  /** Ours: the values of `column_values` by the column's id. */
  columns: z.record(z.string(), z.unknown()),
});

export const board = z.looseObject({
  id,
  name: z.string(),
  description: z.string().nullish(),
  state: z.string(),
  board_kind: z.string(),
  type: z.string().nullish(),
  items_count: z.int().nullish(),
  workspace_id: z.string().nullish(),
  updated_at: time,
  url: z.string().nullish(),
});

export const group = z.looseObject({
  id,
  title: z.string(),
  color: z.string().nullish(),
  position: z.string().nullish(),
  archived: z.boolean().nullish(),
});

export const user = z.looseObject({
  id,
  name: z.string(),
  email: z.string(),
  kind: z.string().nullish(),
  status: z.string().nullish(),
  title: z.string().nullish(),
});

export const update = z.looseObject({
  id,
  body: z.string(),
  text_body: z.string().nullish(),
  item_id: z.string().nullish(),
  creator_id: z.string().nullish(),
  created_at: time,
  updated_at: time,
  replies: z.array(z.looseObject({ id, body: z.string() })).nullish(),
});

const checked = z.looseObject({ checked: z.union([z.boolean(), z.string()]).nullish() });

/** `value` is JSON in a text. */
function parsedValue(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** As people see it; numbers and ticks as such. */
function shown({ type, text, value, display_value }: z.output<typeof columnValue>): unknown {
  if (type === 'checkbox') return String(checked.safeParse(parsedValue(value)).data?.checked) === 'true';
  const words = display_value ?? text;
  if (words === undefined || words === null || words === '') return null;
  const number = Number(words);
  return ['numbers', 'rating', 'auto_number'].includes(type) && Number.isFinite(number) ? number : words;
}

const withValues = z.looseObject({ column_values: z.array(columnValue) });

/** An item as monday sends it, and its values by column. What is no item stays as it is. */
export function withColumns(row: unknown): unknown {
  const parsed = withValues.safeParse(row).data;
  if (parsed === undefined) return row;
  return { ...parsed, columns: Object.fromEntries(parsed.column_values.map((value) => [value.id, shown(value)])) };
}
