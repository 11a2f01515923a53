import { z } from 'zod';
import {
  type ConnectorContext,
  defineObject,
  type ObjectField,
  pullPages,
  type Upsert,
  type WriteItem,
  type WriteResult,
} from '../../kit/index.ts';
import { given, onceKey } from '../once.ts';
import type { Settings } from '../settings.ts';
import { errorOf, problem } from '../translate-error.ts';
import { attributesOf, definitions, fieldOf } from './custom-attributes.ts';
import { getOne } from './get-one.ts';
import { customer } from './rows.ts';

const loose = z.looseObject({});
const results = z.object({
  responses: z
    .record(
      z.string(),
      z.object({ customer: z.object({ id: z.string() }).nullish(), errors: z.array(problem).nullish() }),
    )
    .nullish(),
});
const matched = z.object({ customers: z.array(z.object({ id: z.string() })).nullish() });

const text = (name: string, label: string): ObjectField => ({ name, label, type: 'text' });
const known: ObjectField[] = [
  { ...text('id', 'ID'), readOnly: true },
  text('given_name', 'First name'),
  text('family_name', 'Last name'),
  text('company_name', 'Company'),
  text('nickname', 'Nickname'),
  text('email_address', 'Email'),
  text('phone_number', 'Phone'),
  { name: 'address', label: 'Address', type: 'object' },
  text('reference_id', 'Reference'),
  text('note', 'Note'),
  { name: 'birthday', label: 'Birthday', type: 'date' },
  { name: 'group_ids', label: 'Groups', type: 'list', readOnly: true },
  { name: 'created_at', label: 'Created', type: 'datetime', readOnly: true },
  { name: 'updated_at', label: 'Changed', type: 'datetime', readOnly: true },
];

/** In the order of creation, which no change moves: none is passed over while pages are read. Search finds a change up to a minute late. */
const pull = pullPages<Settings>({
  pager: { kind: 'cursor', parameter: 'cursor', from: 'cursor' },
  pagerIn: 'json',
  rows: 'customers?',
  watermark: { kind: 'clock', overlapMs: 5 * 60_000 },
  request: ({ since }) => ({
    method: 'POST',
    path: '/v2/customers/search',
    json: {
      limit: 100,
      query: {
        ...(since !== null && { filter: { updated_at: { start_at: since } } }),
        sort: { field: 'CREATED_AT', order: 'ASC' },
      },
    },
  }),
});

async function withAttributes(context: ConnectorContext<Settings>, rows: unknown[]): Promise<unknown[]> {
  if (!context.settings.customAttributes || (await definitions(context)).length === 0) return rows;
  const whole: unknown[] = [];
  for (const row of rows) {
    const one = customer.safeParse(row).data;
    const custom = one && (await attributesOf(context, one.id));
    whole.push(one === undefined ? row : { ...one, custom_attributes: custom });
  }
  return whole;
}

export const customerObject = defineObject<typeof customer, Settings>({
  label: 'customers',
  row: customer,
  key: (row) => row.id,
  incremental: true,
  reportsDeletes: false,
  describe: async (context) =>
    context.settings.customAttributes ? [...known, ...(await definitions(context)).map(fieldOf)] : known,
  pull: async (context, request) => {
    const page = await pull(context, request);
    return { ...page, rows: await withAttributes(context, page.rows) };
  },
  get: async (context, key) => {
    const row = await getOne('/v2/customers', 'customer')(context, key);
    return row === null ? null : (await withAttributes(context, [row]))[0];
  },
  upsert: {
    batch: 100,
    matchBy: ['reference_id'],
    write,
    example: [
      { data: { given_name: 'Mara', email_address: 'mara@globex.example', reference_id: 'crm-42' } },
      { key: 'JDKYHBWT1D4F8MFH63DBMEN8Y4', data: { note: 'Prefers brass' } },
    ],
  } satisfies Upsert<Settings>,
});

async function keyOf({ http }: ConnectorContext<Settings>, { key, data }: WriteItem): Promise<string | undefined> {
  const reference = data.reference_id;
  if (key !== undefined || typeof reference !== 'string' || reference === '') return key;
  const json = { limit: 1, query: { filter: { reference_id: { exact: reference } } } };
  const { body } = await http.post('/v2/customers/search', matched, { json, repeatable: true });
  return body.customers?.[0]?.id;
}

/** New ones in one call and known ones in another; each has an answer of its own, under a key that we choose or its ID. */
async function write(
  context: ConnectorContext<Settings>,
  items: WriteItem[],
  { idempotencyKey }: { idempotencyKey: string },
): Promise<WriteResult[]> {
  const places: { name: string; isNew: boolean }[] = [];
  const fresh: Record<string, Record<string, unknown>> = {};
  const changed: Record<string, Record<string, unknown>> = {};
  for (const [at, item] of items.entries()) {
    const key = await keyOf(context, item);
    const name = key ?? onceKey(idempotencyKey, item.data.reference_id ? `reference ${item.data.reference_id}` : at);
    places.push({ name, isNew: key === undefined });
    const fields = writable(item.data);
    // Two with one reference are one customer.
    if (key === undefined) fresh[name] = { ...fresh[name], ...fields };
    else changed[name] = { ...changed[name], ...fields };
  }
  const made = await send(context, 'create', fresh);
  const updated = await send(context, 'update', changed);
  return places.map(({ name, isNew }) => {
    const answer = (isNew ? made : updated)[name];
    const key = answer?.customer?.id;
    if (key !== undefined) return { key, action: isNew ? 'created' : 'updated' };
    const [first] = answer?.errors ?? [];
    const sentence = 'Square did not say what became of this record.';
    if (first === undefined) return { error: { class: 'protocol', code: 'no_result', message: sentence } };
    return { error: { message: first.code ?? 'Square did not take it.', ...errorOf(first) } };
  });
}

async function send(
  { http }: ConnectorContext<Settings>,
  verb: 'create' | 'update',
  customers: Record<string, unknown>,
) {
  if (Object.keys(customers).length === 0) return {};
  const path = `/v2/customers/bulk-${verb}`;
  const { body } = await http.post(path, results, { json: { customers }, repeatable: true });
  return body.responses ?? {};
}

/** Without what only Square sets. */
function writable(data: Record<string, unknown>): Record<string, unknown> {
  const { id: _id, version: _v, created_at: _c, updated_at: _u, custom_attributes: _a, group_ids: _g, ...rest } = data;
  return given(loose.parse(rest));
}
