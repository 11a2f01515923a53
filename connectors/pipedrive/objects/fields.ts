import { z } from 'zod';
import { allPages, type ConnectorContext, type ObjectField } from '../../kit/index.ts';
import { byCursor } from './lists.ts';

const field = z.object({
  field_name: z.string(),
  field_code: z.string(),
  field_type: z.string(),
  is_custom_field: z.boolean(),
  /** Comes only with rows that were asked for it. */
  is_optional_response_field: z.boolean().default(false),
  options: z
    .array(z.object({ id: z.union([z.int(), z.string()]), label: z.string() }))
    .nullish()
    .catch(null),
});
type Field = z.output<typeof field>;

const types: Record<string, ObjectField['type']> = {
  int: 'number',
  double: 'number',
  boolean: 'boolean',
  date: 'date',
  enum: 'choice',
  status: 'choice',
  visible_to: 'choice',
  billing_frequency: 'choice',
  set: 'choices',
  monetary: 'object',
  address: 'object',
  daterange: 'object',
  timerange: 'object',
  json: 'object',
};
/** Kinds of fields that point to another record. */
const references: Record<string, string> = {
  user: 'user',
  people: 'person',
  org: 'organization',
  stage: 'stage',
  deal: 'deal',
  lead: 'lead',
  activity: 'activity',
};
const readOnly = new Set(['id', 'add_time', 'update_time', 'is_deleted', 'stage_change_time', 'creator_user_id']);
/** Named otherwise in the rows than among the fields; and there are several of each. */
const names: Record<string, string> = { email: 'emails', phone: 'phones' };
const listed = new Set(Object.values(names));

/** Every field of an object as this company has it. Values of custom fields stand below `custom_fields`. */
export async function describeFields(
  context: ConnectorContext<unknown>,
  list: 'dealFields' | 'personFields' | 'organizationFields' | 'productFields' | 'activityFields',
): Promise<ObjectField[]> {
  const found: ObjectField[] = [];
  for await (const rows of allPages(context, { pager: byCursor, request: { path: `/api/v2/${list}` }, rows: 'data' }))
    found.push(
      ...z
        .array(field)
        .parse(rows)
        .filter((one) => !one.is_optional_response_field)
        .map(fieldOf),
    );
  return found;
}

function fieldOf(one: Field): ObjectField {
  const { field_code: code, field_type: type, is_custom_field: custom, options } = one;
  const name = names[code] ?? code;
  return {
    name: custom ? `custom_fields.${code}` : name,
    label: one.field_name,
    type: listed.has(name) ? 'list' : references[type] !== undefined ? 'reference' : (types[type] ?? 'text'),
    readOnly: readOnly.has(code),
    custom,
    ...(references[type] !== undefined && { references: references[type] }),
    ...(options && options.length > 0 && { choices: options.map(({ id, label }) => ({ value: String(id), label })) }),
  };
}
