import { z } from 'zod';
import { type ConnectorObject, defineObject, pullPages, type Upsert, writeOneByOne } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import { disputeObject } from './dispute.ts';
import { invoiceObject } from './invoice.ts';
import { getOne, pagesOf, rowsAt } from './listed.ts';
import * as rows from './rows.ts';
import { transactionObject } from './transaction.ts';

const made = z.object({ id: z.string() });

interface Catalogued {
  path: string;
  /** What may be changed later. */
  changeable: string[];
  example: Upsert['example'];
}

/** Made once by its request id; of what is there, some fields can be replaced. */
const upsert = ({ path, changeable, example }: Catalogued): Upsert => ({
  batch: 10,
  matchBy: [],
  example,
  write: ({ http }, items, { idempotencyKey }) =>
    writeOneByOne(items, async ({ key, data }, index) => {
      if (key === undefined) {
        const headers = { 'paypal-request-id': `${idempotencyKey}-${index}` };
        const { body } = await http.post(path, made, { json: data, headers, repeatable: true });
        return { key: body.id, action: 'created' };
      }
      const json = changeable
        .filter((name) => data[name] !== undefined)
        .map((name) => ({ op: 'replace', path: `/${name}`, value: data[name] }));
      if (json.length === 0) return { key, action: 'unchanged' };
      await http.patch(`${path}/${encodeURIComponent(key)}`, z.unknown(), { json, repeatable: true });
      return { key, action: 'updated' };
    }),
});

const price = (value: string) => ({ pricing_scheme: { fixed_price: { currency_code: 'EUR', value } } });

export const objects: Record<string, ConnectorObject<z.ZodType, Settings>> = {
  transaction: transactionObject,
  invoice: invoiceObject,
  subscription: defineObject({
    label: 'subscriptions',
    row: rows.subscription,
    key: (row) => row.id,
    // It can be asked by the time of its status; a payment moves no such time.
    incremental: false,
    // A cancelled one stays.
    reportsDeletes: false,
    pull: pullPages({
      pager: { kind: 'page', parameter: 'page', size: { parameter: 'page_size', value: 20 } },
      rows: rowsAt('subscriptions'),
      request: () => ({ path: '/v1/billing/subscriptions' }),
    }),
    get: getOne('/v1/billing/subscriptions'),
  }),
  plan: defineObject({
    label: 'plans',
    row: rows.plan,
    key: (row) => row.id,
    incremental: false,
    reportsDeletes: false,
    pull: pullPages({
      pager: pagesOf(20),
      rows: rowsAt('plans'),
      total: 'total_items',
      request: () => ({
        path: '/v1/billing/plans',
        query: { total_required: true },
        headers: { prefer: 'return=representation' },
      }),
    }),
    get: getOne('/v1/billing/plans'),
    upsert: upsert({
      path: '/v1/billing/plans',
      changeable: ['description', 'name', 'payment_preferences', 'taxes'],
      example: [
        {
          data: {
            product_id: 'PROD-XXCD1234QWER65782',
            name: 'Lamp of the month',
            billing_cycles: [
              {
                frequency: { interval_unit: 'MONTH', interval_count: 1 },
                tenure_type: 'REGULAR',
                sequence: 1,
                total_cycles: 0,
                ...price('19.99'),
              },
            ],
            payment_preferences: { auto_bill_outstanding: true },
          },
        },
        { key: 'P-5ML4271244454362WXNWU5NQ', data: { description: 'A lamp each month' } },
      ],
    }),
  }),
  product: defineObject({
    label: 'products',
    row: rows.product,
    key: (row) => row.id,
    incremental: false,
    reportsDeletes: false,
    pull: pullPages({
      pager: pagesOf(20),
      rows: rowsAt('products'),
      total: 'total_items',
      request: () => ({ path: '/v1/catalogs/products', query: { total_required: true } }),
    }),
    // The list tells no more of a product.
    get: getOne('/v1/catalogs/products', ['id', 'name', 'description', 'create_time']),
    upsert: upsert({
      path: '/v1/catalogs/products',
      changeable: ['description', 'category', 'image_url', 'home_url'],
      example: [
        { data: { name: 'Brass lamp', type: 'PHYSICAL', description: 'A lamp' } },
        { key: 'PROD-XXCD1234QWER65782', data: { description: 'A lamp of brass' } },
      ],
    }),
  }),
  dispute: disputeObject,
  balance: defineObject({
    label: 'balances',
    row: rows.balance,
    key: (row) => row.currency,
    incremental: false,
    reportsDeletes: false,
    pull: pullPages({
      pager: { kind: 'none' },
      rows: rowsAt('balances'),
      request: () => ({ path: '/v1/reporting/balances' }),
    }),
  }),
};
