import { z } from 'zod';
import { AppCallError, type ConnectorHttp, type ObjectField } from '../kit/index.ts';

const field = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  options: z
    .looseObject({
      choices: z.array(z.looseObject({ name: z.string() })).optional(),
      linkedTableId: z.string().optional(),
    })
    .optional(),
});
const table = z.looseObject({
  id: z.string(),
  name: z.string(),
  primaryFieldId: z.string().optional(),
  fields: z.array(field),
});
const schema = z.object({ tables: z.array(table) });

export type Table = z.output<typeof table>;

export async function tablesOf(http: ConnectorHttp, base: string): Promise<Table[]> {
  return (await http.get(`/v0/meta/bases/${encodeURIComponent(base)}/tables`, schema)).body.tables;
}

export async function tableNamed(http: ConnectorHttp, base: string, name: string): Promise<Table> {
  const tables = await tablesOf(http, base);
  const found = tables.find((one) => one.id === name || one.name === name);
  if (found) return found;
  const names = tables.map((one) => one.name).join(', ');
  throw new AppCallError(`The base has no such table any more. It has: ${names}.`, {
    class: 'not_found',
    code: 'no_table',
    field: 'table',
  });
}

const types: Record<string, ObjectField['type']> = {
  number: 'number',
  currency: 'number',
  percent: 'number',
  duration: 'number',
  rating: 'number',
  count: 'number',
  autoNumber: 'number',
  checkbox: 'boolean',
  date: 'date',
  dateTime: 'datetime',
  createdTime: 'datetime',
  lastModifiedTime: 'datetime',
  singleSelect: 'choice',
  multipleSelects: 'choices',
  multipleRecordLinks: 'list',
  multipleAttachments: 'list',
  multipleCollaborators: 'list',
  singleCollaborator: 'object',
  barcode: 'object',
};
const computed = new Set([
  'formula',
  'rollup',
  'count',
  'lookup',
  'multipleLookupValues',
  'autoNumber',
  'createdTime',
  'lastModifiedTime',
  'createdBy',
  'lastModifiedBy',
  'button',
  'externalSyncSource',
  'aiText',
]);

export const fieldsOf = ({ fields }: Table): ObjectField[] =>
  fields.map(({ name, type, options }) => ({
    name: `fields.${name}`,
    label: name,
    type: types[type] ?? 'text',
    custom: true,
    ...(computed.has(type) && { readOnly: true }),
    ...(options?.choices && { choices: options.choices.map((choice) => ({ value: choice.name, label: choice.name })) }),
    ...(options?.linkedTableId && { references: options.linkedTableId }),
  }));
