import { z } from 'zod';
import { AppCallError, type ConnectorContext, type ObjectField } from '../kit/index.ts';

type Context = Pick<ConnectorContext<unknown>, 'http'>;

/** Names of record types stand in addresses: `salesOrder`, `customrecord_region`. */
export const recordType = z.string().regex(/^[a-zA-Z][\w-]*$/, 'A record type, such as salesOrder.');
export const internalId = z
  .string()
  .trim()
  .regex(/^-?\d+$/, 'An internal ID is a number.');

const property = z.looseObject({
  title: z.string().optional(),
  type: z.string().optional(),
  format: z.string().optional(),
  nullable: z.boolean().optional(),
  readOnly: z.boolean().optional(),
  'x-ns-custom-field': z.boolean().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  $ref: z.string().optional(),
});
type Property = z.output<typeof property>;
const schema = z.looseObject({ properties: z.record(z.string(), property) });

/** A record type as this account and role have it, custom fields too. */
export async function schemaOf({ http }: Context, type: string): Promise<Record<string, Property>> {
  const { body } = await http.get(`/record/v1/metadata-catalog/${type}`, schema, {
    headers: { accept: 'application/schema+json' },
  });
  return body.properties;
}

/** A line list holds `items`; a reference an `id`. */
const isList = ({ properties }: Property): boolean => properties !== undefined && 'items' in properties;
const isReference = ({ properties, $ref }: Property): boolean =>
  (properties !== undefined && 'id' in properties && !('items' in properties)) || ($ref ?? '').endsWith('nsResource');

function typeOf(one: Property): ObjectField['type'] {
  if (isReference(one)) return 'reference';
  const { type, format } = one;
  if (type === 'string') return format === 'date' ? 'date' : format === 'date-time' ? 'datetime' : 'text';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'boolean') return 'boolean';
  return type === 'array' ? 'list' : 'object';
}

/** The fields of a row, which SuiteQL writes in small letters. */
export async function describeRecord(context: Context, type: string): Promise<ObjectField[]> {
  const fields = Object.entries(await schemaOf(context, type)).filter(
    ([name, one]) => name !== 'links' && !isList(one),
  );
  return fields.map(([name, one]) => ({
    name: name.toLowerCase(),
    label: one.title ?? name,
    type: typeOf(one),
    custom: one['x-ns-custom-field'] ?? false,
    ...(one.readOnly && { readOnly: true }),
  }));
}

/** From a row to what a record takes: names in their own letters, T and F as what they mean, ids as references. */
export function asRecord(data: Record<string, unknown>, fields: Record<string, Property>): Record<string, unknown> {
  const names = new Map(Object.keys(fields).map((name) => [name.toLowerCase(), name]));
  const entries = Object.entries(data)
    .filter(([name]) => !['id', 'links', 'lastmodifieddate'].includes(name.toLowerCase()))
    .map(([name, value]) => {
      const own = names.get(name.toLowerCase()) ?? name;
      return [own, valueFor(fields[own], value)] as const;
    });
  return Object.fromEntries(entries);
}

function valueFor(field: Property | undefined, value: unknown): unknown {
  if (field === undefined || value === null) return value;
  if (field.type === 'boolean' && (value === 'T' || value === 'F')) return value === 'T';
  const isNumber = field.type === 'integer' || field.type === 'number';
  if (isNumber && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
    return Number(value);
  const isId = typeof value === 'string' || typeof value === 'number';
  return isReference(field) && isId ? { id: String(value) } : value;
}

/** NetSuite answers a write with nothing but the address of the record. */
export function locationId(headers: Headers): string | undefined {
  return /\/(-?\d+)\/?$/.exec(headers.get('location') ?? '')?.[1];
}

export async function create({ http }: Context, type: string, json: Record<string, unknown>): Promise<{ id: string }> {
  const id = locationId((await http.post(`/record/v1/${type}`, z.unknown(), { json })).headers);
  if (id !== undefined) return { id };
  const sentence = 'NetSuite did not say where the record is that it made.';
  throw new AppCallError(sentence, { class: 'protocol', code: 'no_location' });
}

export async function update({ http }: Context, type: string, id: string, json: Record<string, unknown>) {
  await http.patch(`/record/v1/${type}/${encodeURIComponent(id)}`, z.unknown(), { json, repeatable: true });
  return { id };
}

const withId = z.object({ id: z.coerce.string().min(1) });

/** An external ID finds the record, or makes it. */
export async function put({ http }: Context, type: string, externalId: string, json: Record<string, unknown>) {
  const path = `/record/v1/${type}/eid:${encodeURIComponent(externalId)}`;
  const { headers } = await http.put(path, z.unknown(), { json, repeatable: true });
  return { id: locationId(headers) ?? (await http.get(path, withId)).body.id };
}
