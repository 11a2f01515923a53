import { z } from 'zod';
import {
  type ConnectorContext,
  type ConnectorHttp,
  defineObject,
  type ObjectField,
  orNull,
  type Page,
  type PullRequest,
  type Upsert,
  writeOneByOne,
} from '../../kit/index.ts';

export const employee = z.looseObject({ id: z.union([z.string(), z.number()]).transform(String) });

const field = z.object({
  id: z.union([z.string(), z.number()]),
  name: z.string(),
  type: z.string(),
  alias: z.string().optional(),
  deprecated: z.boolean().optional(),
});
const changed = z.object({
  latest: z.string(),
  // A list where nobody has changed.
  employees: z.union([
    z.record(z.string(), z.object({ id: z.union([z.string(), z.number()]).transform(String), action: z.string() })),
    z.array(z.never()).transform(() => ({})),
  ]),
});
const place = z
  .object({ ids: z.array(z.string()), gone: z.array(z.string()), names: z.string(), from: z.string(), total: z.int() })
  .nullable();
const since = z.string().nullable().catch(null);

/** BambooHR gives at most 400 fields of one employee. */
const mostFields = 380;
const pageSize = 50;
const together = 5;
const beginning = '1970-01-01T00:00:00Z';

export async function fieldsOf(http: ConnectorHttp) {
  const { body } = await http.get('/api/v1/meta/fields', z.array(field));
  return body.filter(({ alias, deprecated }) => alias !== undefined && !deprecated);
}

/**
 * Who has changed is told as ids, since the beginning of time for a full pass; each is then fetched with all fields of the
 * account. The ids travel with the pass, so that a page never depends on what changes meanwhile.
 */
async function pull({ http }: ConnectorContext<unknown>, { mode, cursor, watermark }: PullRequest): Promise<Page> {
  const at = place.parse(cursor) ?? (await begin(http, mode === 'incremental' ? since.parse(watermark) : null));
  const ids = at.ids.slice(0, pageSize);
  const rows: unknown[] = [];
  const gone: string[] = [];
  for (let index = 0; index < ids.length; index += together) {
    const batch = ids.slice(index, index + together);
    const found = await Promise.all(batch.map((id) => fetchOne(http, id, at.names)));
    for (const [number, row] of found.entries()) {
      if (row === null) gone.push(batch[number] ?? '');
      else rows.push(row);
    }
  }
  const rest = at.ids.slice(pageSize);
  return {
    rows,
    deleted: [...at.gone, ...gone],
    total: at.total,
    watermark: at.from,
    next: rest.length > 0 ? { ...at, ids: rest, gone: [] } : null,
  };
}

async function begin(http: ConnectorHttp, from: string | null) {
  const { body } = await http.get('/api/v1/employees/changed', changed, { query: { since: from ?? beginning } });
  const all = Object.values(body.employees);
  const ids = all.filter(({ action }) => action !== 'Deleted').map(({ id }) => id);
  const names = (await fieldsOf(http)).map(({ alias = '' }) => alias).slice(0, mostFields);
  return {
    ids,
    gone: from === null ? [] : all.filter(({ action }) => action === 'Deleted').map(({ id }) => id),
    names: names.join(','),
    // BambooHR's own time of the latest change that it has told.
    from: body.latest,
    total: ids.length,
  };
}

async function fetchOne(http: ConnectorHttp, id: string, fields: string): Promise<unknown> {
  return orNull(
    async () => (await http.get(`/api/v1/employees/${encodeURIComponent(id)}`, employee, { query: { fields } })).body,
  );
}

const upsert: Upsert = {
  batch: 10,
  matchBy: [],
  example: [
    { data: { firstName: 'Ada', lastName: 'Moreno', workEmail: 'ada@acme.example' } },
    { key: '42', data: { jobTitle: 'Engineer' } },
  ],
  write: ({ http }, items) =>
    writeOneByOne(items, async ({ key, data }) => {
      if (key !== undefined) {
        await http.post(`/api/v1/employees/${encodeURIComponent(key)}`, z.unknown(), { json: data, repeatable: true });
        return { key, action: 'updated' };
      }
      const { headers } = await http.post('/api/v1/employees', z.unknown(), { json: data });
      return { key: idIn(headers), action: 'created' };
    }),
};

/** A new employee's id stands at the end of an address in a header. */
export const idIn = (headers: Headers): string => headers.get('location')?.split('/').at(-1) ?? '';

const types: Record<string, ObjectField['type']> = {
  date: 'date',
  timestamp: 'datetime',
  int: 'number',
  integer: 'number',
  currency: 'number',
  percentage: 'number',
  bool: 'boolean',
  checkbox: 'boolean',
  list: 'choice',
  multilist: 'choices',
  employee: 'reference',
};

export const employeeObject = defineObject<typeof employee>({
  label: 'employees',
  row: employee,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: true,
  pull,
  get: async ({ http }, key) => {
    const names = (await fieldsOf(http)).map(({ alias = '' }) => alias).slice(0, mostFields);
    return fetchOne(http, key, names.join(','));
  },
  describe: async ({ http }) =>
    (await fieldsOf(http)).map(
      ({ name, alias = '', type }): ObjectField => ({
        name: alias,
        label: name,
        type: types[type] ?? 'text',
        ...(alias.startsWith('custom') && { custom: true }),
      }),
    ),
  upsert,
});
