import { z } from 'zod';
import { AppCallError, defineObject } from '../../kit/index.ts';
import { getOne, rowsAt } from './listed.ts';
import { dispute } from './rows.ts';

/** PayPal lists what changed within 180 days. */
const oldestMs = 179 * 86_400_000;
const overlapMs = 10 * 60_000;
const link = z.object({ href: z.string(), rel: z.string() });
const answer = z.looseObject({ links: z.array(link).nullish() });
const placeSchema = z.object({ after: z.iso.datetime(), token: z.string(), began: z.iso.datetime() });
const rows = rowsAt('items');
/** Only what the list has too. */
const fields = [
  'dispute_id',
  'create_time',
  'update_time',
  'reason',
  'status',
  'dispute_state',
  'dispute_amount',
  'dispute_asset',
  'dispute_life_cycle_stage',
  'dispute_channel',
  'buyer_response_due_date',
  'seller_response_due_date',
];

/** Asked for by the time of their change, which only grows: what changes while pages are read is found by the next pass, which begins before this one began. */
export const disputeObject = defineObject({
  label: 'disputes',
  row: dispute,
  key: (row) => row.dispute_id,
  incremental: true,
  // None is ever deleted; one that has rested for 180 days must not be taken for gone.
  reportsDeletes: true,
  pull: async ({ http }, { mode, cursor, watermark }) => {
    const known = placeSchema.safeParse(cursor).data;
    const now = Date.now();
    const last = mode === 'incremental' ? z.iso.datetime().safeParse(watermark).data : undefined;
    const after =
      known?.after ?? new Date(Math.max(Date.parse(last ?? ''), now - oldestMs) || now - oldestMs).toISOString();
    const began = known?.began ?? new Date(now - overlapMs).toISOString();
    const query = { update_time_after: after, page_size: 50, next_page_token: known?.token };
    const { body } = await http.get('/v1/customer/disputes', answer, { query });
    const href = (body.links ?? []).find(({ rel }) => rel === 'next')?.href;
    const token =
      href === undefined ? null : URL.parse(href, 'https://paypal.com')?.searchParams.get('next_page_token');
    if (token !== null && token !== undefined && token === known?.token)
      throw new AppCallError('PayPal gives the same page of disputes again.', {
        class: 'protocol',
        code: 'repeated_page',
      });
    return { rows: rows(body), watermark: began, next: token ? { after, token, began } : null };
  },
  get: getOne('/v1/customer/disputes', fields),
});
