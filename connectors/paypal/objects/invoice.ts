import { z } from 'zod';
import {
  AppCallError,
  type ConnectorContext,
  defineObject,
  pullPages,
  readPath,
  type Upsert,
  writeOneByOne,
} from '../../kit/index.ts';
import { getOne, pagesOf, rowsAt, withoutLinks } from './listed.ts';
import { invoice } from './rows.ts';

const loose = z.looseObject({});
const made = z.looseObject({ id: z.string().optional(), href: z.string().optional() });
const found = z.object({ items: z.array(invoice).nullish() });

/** Of the invoice, or of the link to it, which PayPal answers with where a whole invoice is not asked for. */
export function invoiceId({ id, href }: z.output<typeof made>): string {
  const known = id ?? href?.split('/').at(-1);
  if (known) return known;
  throw new AppCallError('PayPal did not name the invoice.', { class: 'protocol', code: 'no_id' });
}

const isSameNumber = (row: z.output<typeof invoice>, number: string) => row.detail?.invoice_number === number;

/** PayPal takes no key here that makes a draft only once, so it is found by its number. */
async function findByNumber({ http }: ConnectorContext<unknown>, number: string): Promise<string | undefined> {
  const json = { invoice_number: number };
  const query = { page: 1, page_size: 20 };
  const { body } = await http.post('/v2/invoicing/search-invoices', found, { json, query, repeatable: true });
  return body.items?.find((row) => isSameNumber(row, number))?.id;
}

const upsert: Upsert = {
  batch: 10,
  matchBy: ['detail.invoice_number'],
  write: (context, items) =>
    writeOneByOne(items, async ({ key, data }) => {
      const number = z.string().min(1).max(25).safeParse(readPath(data, 'detail.invoice_number')).data;
      if (key === undefined && number === undefined)
        throw new AppCallError('A new invoice needs a number, by which it is found again.', {
          class: 'invalid',
          code: 'no_number',
          field: 'detail.invoice_number',
        });
      const known = key ?? (await findByNumber(context, number ?? ''));
      if (known === undefined) {
        const { body } = await context.http.post('/v2/invoicing/invoices', made, { json: data });
        return { key: invoiceId(body), action: 'created' };
      }
      const path = `/v2/invoicing/invoices/${encodeURIComponent(known)}`;
      // What is written replaces the whole invoice.
      const { body: before } = await context.http.get(path, loose);
      const detail = { ...loose.catch({}).parse(before.detail), ...loose.catch({}).parse(data.detail) };
      const { metadata: _ofPayPal, ...written } = detail;
      const json = { ...writable(before), ...data, detail: written };
      const query = { send_to_recipient: false, send_to_invoicer: false };
      await context.http.put(path, z.unknown(), { json, query, repeatable: true });
      return { key: known, action: 'updated' };
    }),
  example: [
    {
      data: {
        detail: { invoice_number: 'ACME-0042', currency_code: 'EUR' },
        items: [{ name: 'Brass lamp', quantity: '2', unit_amount: { currency_code: 'EUR', value: '19.99' } }],
      },
    },
    { key: 'INV2-Z56S-5LLA-Q52L-CPZ5', data: { detail: { note: 'Thank you.', currency_code: 'EUR' } } },
  ],
};

/** Without what only PayPal sets. */
function writable(row: Record<string, unknown>): Record<string, unknown> {
  const { id: _id, status: _status, due_amount: _due, gratuity: _tip, payments: _paid, refunds: _back, ...rest } = row;
  return withoutLinks(rest);
}

export const invoiceObject = defineObject({
  label: 'invoices',
  row: invoice,
  key: (row) => row.id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages({
    pager: pagesOf(100),
    rows: rowsAt('items'),
    total: 'total_items',
    request: () => ({ path: '/v2/invoicing/invoices', query: { total_required: true, fields: 'all' } }),
  }),
  get: getOne('/v2/invoicing/invoices'),
  upsert,
});
