import { z } from 'zod';
import { type ConnectorContext, type Upsert, type WriteItem, writeOneByOne } from '../../kit/index.ts';
import { customer } from './rows.ts';

const one = z.object({ id: z.string() });
const matches = z.object({ data: z.array(one) });

interface Writer {
  path: string;
  /** The key of a row that is there already; undefined: it is made. */
  find: (context: ConnectorContext<unknown>, item: WriteItem) => Promise<string | undefined>;
}

/** Each write carries its own idempotency key, so that repeating the batch does nothing twice. */
function writer({ path, find }: Writer): Upsert['write'] {
  return (context, items, { idempotencyKey }) =>
    writeOneByOne(items, async (item, index) => {
      const key = item.key ?? (await find(context, item));
      const at = key === undefined ? `/v1/${path}` : `/v1/${path}/${encodeURIComponent(key)}`;
      const { body } = await context.http.post(at, one, {
        form: item.data,
        headers: { 'idempotency-key': `${idempotencyKey}-${index}` },
        repeatable: true,
      });
      return { key: body.id, action: key === undefined ? 'created' : 'updated' };
    });
}

export const upsertCustomers: Upsert = {
  batch: 20,
  matchBy: ['email'],
  example: [
    { data: { email: 'ada@acme.example', name: 'Ada Moreno' } },
    { key: 'cus_NffrFeUfNV2Hib', data: { description: 'Since 2019' } },
  ],
  write: writer({
    path: 'customers',
    find: async ({ http }, { data }) => {
      const email = customer.shape.email.parse(data.email);
      if (!email) return undefined;
      // The list finds by the exact address, and at once; the search index lags by a minute.
      return (await http.get('/v1/customers', matches, { query: { email, limit: 1 } })).body.data[0]?.id;
    },
  }),
};

export const upsertProducts: Upsert = {
  batch: 20,
  matchBy: [],
  example: [
    { data: { name: 'Lamp', description: 'Brass' } },
    { key: 'prod_NWjs8kKbJWmuuc', data: { name: 'Lamp, large' } },
  ],
  write: writer({ path: 'products', find: async () => undefined }),
};
