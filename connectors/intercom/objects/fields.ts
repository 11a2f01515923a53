import { z } from 'zod';
import type { ConnectorContext, ObjectField } from '../../kit/index.ts';

const attribute = z.object({
  full_name: z.string(),
  label: z.string().nullish(),
  data_type: z.string(),
  api_writable: z.boolean().nullish(),
  custom: z.boolean().nullish(),
  archived: z.boolean().nullish(),
  options: z.array(z.unknown()).nullish(),
});
const list = z.object({ data: z.array(attribute) });

const types: Record<string, ObjectField['type']> = {
  string: 'text',
  integer: 'number',
  float: 'number',
  boolean: 'boolean',
  date: 'datetime',
};

/** A text, or an object with the text in it: it depends on the version. */
const choice = z.union([z.string(), z.object({ value: z.string() }).transform(({ value }) => value)]);

/** The attributes of this workspace, its own ones too. */
export async function describeFields(
  { http }: ConnectorContext<unknown>,
  model: 'contact' | 'company',
): Promise<ObjectField[]> {
  const { body } = await http.get('/data_attributes', list, { query: { model } });
  const id: ObjectField = { name: 'id', label: 'ID', type: 'text', required: true, readOnly: true };
  const known = body.data.filter(({ archived, full_name }) => !archived && full_name !== 'id');
  return [id, ...known.map(fieldOf)];
}

function fieldOf({
  full_name,
  label,
  data_type,
  api_writable,
  custom,
  options,
}: z.output<typeof attribute>): ObjectField {
  const choices = z.array(choice).safeParse(options).data ?? [];
  return {
    name: full_name,
    label: label || full_name,
    type: choices.length > 0 ? 'choice' : (types[data_type] ?? 'text'),
    readOnly: api_writable === false,
    custom: custom === true,
    ...(choices.length > 0 && { choices: choices.map((value) => ({ value, label: value })) }),
  };
}
