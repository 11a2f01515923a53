import { z } from 'zod';
import { AppCallError, type ConnectorContext, type Upsert, type WriteItem, writeOneByOne } from '../../kit/index.ts';
import { customer, price } from './rows.ts';

const one = z.object({ id: z.string() });
const matches = z.object({ data: z.array(one) });

interface Writer {
  path: string;
  /** What is sent of a row that is there; all of it unless told. */
  change?: (context: ConnectorContext<unknown>, key: string, data: WriteItem['data']) => Promise<WriteItem['data']>;
  /** The key of a row that is there already; undefined: it is made. */
  find: (context: ConnectorContext<unknown>, item: WriteItem) => Promise<string | undefined>;
}

/** Each write carries its own idempotency key, so that repeating the batch does nothing twice. */
function writer({ path, change, find }: Writer): Upsert['write'] {
  return (context, items, { idempotencyKey }) =>
    writeOneByOne(items, async (item, index) => {
      const key = item.key ?? (await find(context, item));
      const at = key === undefined ? `/v1/${path}` : `/v1/${path}/${encodeURIComponent(key)}`;
      const { body } = await context.http.post(at, one, {
        form: key === undefined || change === undefined ? item.data : await change(context, key, item.data),
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

const fixedOfPrice = ['product', 'currency', 'unit_amount'] as const;
const changeableOfPrice = new Set(['active', 'lookup_key', 'nickname', 'tax_behavior', 'metadata', 'currency_options']);

/** What a price costs and what for stays as it is: the same again is no change, and another is refused instead of left out. */
async function changePrice({ http }: ConnectorContext<unknown>, key: string, data: WriteItem['data']) {
  const fixed = fixedOfPrice.filter((name) => data[name] !== undefined && data[name] !== null);
  if (fixed.length > 0) {
    const now = (await http.get(`/v1/prices/${encodeURIComponent(key)}`, price)).body;
    const other = fixed.find((name) => String(now[name]).toLowerCase() !== String(data[name]).toLowerCase());
    if (other !== undefined) {
      const message = `The ${other} of a price can't be changed at Stripe: make another price, and archive this one.`;
      throw new AppCallError(message, { class: 'invalid', code: 'price_is_fixed', field: other });
    }
  }
  return Object.fromEntries(Object.entries(data).filter(([name]) => changeableOfPrice.has(name)));
}

export const upsertPrices: Upsert = {
  batch: 20,
  matchBy: ['lookup_key'],
  example: [
    { data: { product: 'prod_NWjs8kKbJWmuuc', currency: 'eur', unit_amount: 1999, lookup_key: 'lamp_2026' } },
    { key: 'price_1MoBy5LkdIwHu7ixZhnattbh', data: { nickname: 'Yearly', active: true } },
  ],
  write: writer({
    path: 'prices',
    change: changePrice,
    find: async ({ http }, { data }) => {
      const lookupKey = z.string().nullish().parse(data.lookup_key);
      if (!lookupKey) return undefined;
      const query = { 'lookup_keys[]': lookupKey, limit: 1 };
      return (await http.get('/v1/prices', matches, { query })).body.data[0]?.id;
    },
  }),
};
