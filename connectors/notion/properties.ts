import { z } from 'zod';
import { AppCallError, type ConnectorHttp, type ObjectField } from '../kit/index.ts';

const option = z.object({ name: z.string() });
const property = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  select: z.looseObject({ options: z.array(option).optional() }).optional(),
  multi_select: z.looseObject({ options: z.array(option).optional() }).optional(),
  status: z.looseObject({ options: z.array(option).optional() }).optional(),
});
const source = z.object({ properties: z.record(z.string(), property) });

export type Properties = Record<string, z.output<typeof property>>;

export async function propertiesOf(http: ConnectorHttp, dataSource: string): Promise<Properties> {
  return (await http.get(`/v1/data_sources/${encodeURIComponent(dataSource)}`, source)).body.properties;
}

const readOnly = new Set([
  'formula',
  'rollup',
  'created_time',
  'created_by',
  'last_edited_time',
  'last_edited_by',
  'unique_id',
  'button',
  'verification',
]);
const types: Record<string, ObjectField['type']> = {
  number: 'number',
  checkbox: 'boolean',
  date: 'object',
  select: 'choice',
  status: 'choice',
  multi_select: 'choices',
  relation: 'list',
  people: 'list',
  files: 'list',
  created_time: 'datetime',
  last_edited_time: 'datetime',
  formula: 'object',
  rollup: 'object',
};

export function fieldsOf(properties: Properties): ObjectField[] {
  return Object.values(properties).map((one) => {
    const choices = (one.select ?? one.multi_select ?? one.status)?.options;
    return {
      name: `properties.${one.name}`,
      label: one.name,
      type: types[one.type] ?? 'text',
      custom: true,
      ...(one.type === 'title' && { required: true }),
      ...(readOnly.has(one.type) && { readOnly: true }),
      ...(choices && { choices: choices.map(({ name }) => ({ value: name, label: name })) }),
    };
  });
}

const textParts = (value: unknown) => [{ type: 'text', text: { content: String(value) } }];
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** A plain value in the form that a property of this type takes; what is in Notion's own form already stays as it is. */
const writers: Record<string, (value: unknown) => unknown> = {
  title: (value) => ({ title: textParts(value) }),
  rich_text: (value) => ({ rich_text: textParts(value) }),
  number: (value) => ({ number: Number(value) }),
  checkbox: (value) => ({ checkbox: value === true || value === 'true' }),
  select: (value) => ({ select: { name: String(value) } }),
  status: (value) => ({ status: { name: String(value) } }),
  multi_select: (value) => ({ multi_select: list(value).map((name) => ({ name: String(name) })) }),
  date: (value) => ({ date: { start: String(value) } }),
  url: (value) => ({ url: String(value) }),
  email: (value) => ({ email: String(value) }),
  phone_number: (value) => ({ phone_number: String(value) }),
  relation: (value) => ({ relation: list(value).map((id) => ({ id: String(id) })) }),
  people: (value) => ({ people: list(value).map((id) => ({ id: String(id) })) }),
};

const empty: Record<string, unknown> = {
  title: [],
  rich_text: [],
  multi_select: [],
  relation: [],
  people: [],
  files: [],
  checkbox: false,
};

/** Values by the names of the properties, as Notion takes them. A name that is not there is told. */
export function valuesFor(properties: Properties, given: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(given).map(([name, value]) => {
    const known = properties[name];
    if (known === undefined)
      throw refused(name, `The database has no property ${name}. It has: ${Object.keys(properties).join(', ')}.`);
    if (readOnly.has(known.type)) throw refused(name, `Notion fills ${name} itself.`);
    if (value === null) return [name, { [known.type]: empty[known.type] ?? null }] as const;
    const isNative = typeof value === 'object' && !Array.isArray(value) && known.type in value;
    const write = writers[known.type];
    return [name, isNative || write === undefined ? value : write(value)] as const;
  });
  return Object.fromEntries(entries);
}

const refused = (name: string, message: string) =>
  new AppCallError(message, {
    class: 'invalid',
    code: 'no_property',
    appMessage: message,
    field: `properties.${name}`,
  });
