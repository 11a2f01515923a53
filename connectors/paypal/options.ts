import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { rowsAt } from './objects/listed.ts';
import { invoice } from './objects/rows.ts';

const page = z.int().positive().catch(1);
const named = z.object({ id: z.string(), name: z.string().nullish(), status: z.string().nullish() });
const paged = z.looseObject({ total_pages: z.number().nullish() });

/** PayPal can't search in these: what does not fit is left out of each page. */
const byPage =
  (path: string, rows: string): OptionsFunction =>
  async ({ http }, { search, cursor }) => {
    const number = page.parse(cursor ?? 1);
    const query = { page: number, page_size: 20, total_required: true };
    const { body } = await http.get(path, paged, { query });
    const wanted = search.trim().toLowerCase();
    const options = z
      .array(named)
      .parse(rowsAt(rows)(body))
      .map(({ id, name, status }) => ({ value: id, label: name || id, detail: status ?? undefined }))
      .filter(({ label, value }) => `${label} ${value}`.toLowerCase().includes(wanted));
    return { options, next: number < (body.total_pages ?? 1) ? number + 1 : null };
  };

const invoiceOptions: OptionsFunction = async ({ http }, { search, cursor }) => {
  const number = page.parse(cursor ?? 1);
  const query = { page: number, page_size: 20, total_required: true };
  const json = search.trim() === '' ? {} : { invoice_number: search.trim().slice(0, 25) };
  const { body } = await http.post('/v2/invoicing/search-invoices', paged, { query, json, repeatable: true });
  const options = z
    .array(invoice)
    .parse(rowsAt('items')(body))
    .map(({ id, detail, status }) => ({ value: id, label: detail?.invoice_number || id, detail: status ?? undefined }));
  return { options, next: number < (body.total_pages ?? 1) ? number + 1 : null };
};

export const options: Record<string, OptionsFunction> = {
  plans: byPage('/v1/billing/plans', 'plans'),
  products: byPage('/v1/catalogs/products', 'products'),
  invoices: invoiceOptions,
};
