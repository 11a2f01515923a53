import { z } from 'zod';
import { type ConnectorContext, type Upsert, type WriteItem, writeOneByOne } from '../../kit/index.ts';

const written = z.object({ data: z.object({ id: z.int() }) });
const found = z.object({ data: z.object({ items: z.array(z.object({ item: z.object({ id: z.int() }) })) }) });

type Searched = 'persons' | 'organizations' | 'products';

/** The record whose field is this very text. The search sees a new record after a moment. */
export async function findByText(
  { http }: Pick<ConnectorContext<unknown>, 'http'>,
  list: Searched,
  field: string,
  term: string,
): Promise<number | undefined> {
  const { body } = await http.get(`/api/v2/${list}/search`, found, {
    query: { term, fields: field, exact_match: true, limit: 1 },
    // Searches are counted apart: ten in two seconds.
    cost: 2,
  });
  return body.data.items[0]?.item.id;
}

interface Writer {
  list: 'deals' | Searched | 'activities';
  find?: (context: ConnectorContext<unknown>, item: WriteItem) => Promise<number | undefined>;
}

/** Pipedrive writes one record at a time and knows no idempotency key: what can't be found is made again if the answer got lost. */
function writer({ list, find }: Writer): Upsert['write'] {
  return (context, items) =>
    writeOneByOne(items, async (item) => {
      const key = item.key ?? (await find?.(context, item));
      const json = item.data;
      if (key === undefined) {
        const { body } = await context.http.post(`/api/v2/${list}`, written, { json });
        return { key: String(body.data.id), action: 'created' };
      }
      const path = `/api/v2/${list}/${encodeURIComponent(key)}`;
      await context.http.patch(path, written, { json, repeatable: true });
      return { key: String(key), action: 'updated' };
    });
}

const text = z.string().trim().min(1).optional().catch(undefined);
const emails = z
  .array(z.object({ value: text, primary: z.boolean().optional() }))
  .optional()
  .catch(undefined);

const byText = (list: Searched, field: 'name' | 'code'): Writer => ({
  list,
  find: async (context, { data }) => {
    const term = text.parse(data[field]);
    return term === undefined ? undefined : findByText(context, list, field, term);
  },
});

export const upsertDeals: Upsert = {
  batch: 10,
  matchBy: [],
  example: [
    { data: { title: 'Globex, 40 seats', value: 4800, currency: 'EUR', person_id: 512 } },
    { key: '7001', data: { status: 'won' } },
  ],
  write: writer({ list: 'deals' }),
};

export const upsertPersons: Upsert = {
  batch: 10,
  matchBy: ['emails'],
  example: [
    { data: { name: 'Mara Lindqvist', emails: [{ value: 'mara@globex.example', primary: true, label: 'work' }] } },
    { key: '512', data: { job_title: 'Head of Buying' } },
  ],
  write: writer({
    list: 'persons',
    find: async (context, { data }) => {
      const given = emails.parse(data.emails) ?? [];
      const email = (given.find(({ primary }) => primary) ?? given[0])?.value;
      return email === undefined ? undefined : findByText(context, 'persons', 'email', email);
    },
  }),
};

export const upsertOrganizations: Upsert = {
  batch: 10,
  matchBy: ['name'],
  example: [{ data: { name: 'Globex' } }, { key: '9001', data: { website: 'https://globex.example' } }],
  write: writer(byText('organizations', 'name')),
};

export const upsertProducts: Upsert = {
  batch: 10,
  matchBy: ['code'],
  example: [
    { data: { name: 'Seat, yearly', code: 'SEAT-Y', prices: [{ currency: 'EUR', price: 120 }] } },
    { key: '4001', data: { unit: 'seat' } },
  ],
  write: writer(byText('products', 'code')),
};

export const upsertActivities: Upsert = {
  batch: 10,
  matchBy: [],
  example: [
    { data: { subject: 'Call back', type: 'call', due_date: '2026-12-01', deal_id: 7001 } },
    { key: '88', data: { done: true } },
  ],
  write: writer({ list: 'activities' }),
};
