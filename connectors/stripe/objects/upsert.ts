import { z } from 'zod';
import {
  type ConnectorContext,
  isAppCallError,
  type Upsert,
  type WriteItem,
  type WriteResult,
} from '../../kit/index.ts';
import { customer } from './rows.ts';

const one = z.object({ id: z.string() });
const matches = z.object({ data: z.array(one) });

interface Writer {
  path: string;
  /** The key of a row that is there already; undefined: it is made. */
  find: (context: ConnectorContext<unknown>, item: WriteItem) => Promise<string | undefined>;
}

/** Stripe writes one at a time; each write carries its own idempotency key, so that repeating the batch does nothing twice. */
function writeOneByOne({ path, find }: Writer): Upsert['write'] {
  return async (context, items, { idempotencyKey }) => {
    const results: WriteResult[] = [];
    for (const [index, item] of items.entries()) {
      try {
        const key = item.key ?? (await find(context, item));
        const { body } = await context.http.post(
          key === undefined ? `/v1/${path}` : `/v1/${path}/${encodeURIComponent(key)}`,
          one,
          {
            form: item.data,
            headers: { 'idempotency-key': `${idempotencyKey}-${index}` },
            repeatable: true,
          },
        );
        results.push({ key: body.id, action: key === undefined ? 'created' : 'updated' });
      } catch (error) {
        // One that Stripe refuses leaves the others alone; anything else concerns them all.
        if (!isAppCallError(error) || !refusals.has(error.details.class)) throw error;
        const { class: errorClass, code, appMessage, field } = error.details;
        results.push({ error: { class: errorClass, code, message: appMessage ?? error.message, field } });
      }
    }
    return results;
  };
}

const refusals = new Set(['invalid', 'not_found', 'conflict']);

export const upsertCustomers: Upsert = {
  batch: 20,
  matchBy: ['email'],
  example: [
    { data: { email: 'ada@acme.example', name: 'Ada Moreno' } },
    { key: 'cus_NffrFeUfNV2Hib', data: { description: 'Since 2019' } },
  ],
  write: writeOneByOne({
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
  write: writeOneByOne({ path: 'products', find: async () => undefined }),
};
