import { defineObject, pullPages } from '../../kit/index.ts';
import { byLocation } from './by-location.ts';
import { getOne } from './get-one.ts';
import { invoice, order, payment, refund } from './rows.ts';

const cursor = { kind: 'cursor', parameter: 'cursor', from: 'cursor' } as const;
const paged = { ...cursor, size: { parameter: 'limit', value: 100 } };
/** Before Square's first payment: without a beginning it lists one year. */
const always = '2009-01-01T00:00:00Z';
/** What changes while pages are read, or is seen a moment late, comes again with the next pass. */
const watermark = { kind: 'clock', overlapMs: 5 * 60_000 } as const;

/** Square's window ends at the first page, and the order of its time never moves what is behind the cursor into what has been read. */
export const orderObject = defineObject({
  label: 'orders',
  row: order,
  key: (row) => row.id,
  incremental: true,
  // A draft can't be deleted, an order is only cancelled.
  reportsDeletes: false,
  pull: byLocation(10, (locations) =>
    pullPages({
      pager: cursor,
      pagerIn: 'json',
      rows: 'orders?',
      watermark,
      request: ({ since }) => ({
        method: 'POST',
        path: '/v2/orders/search',
        json: {
          limit: 500,
          location_ids: locations,
          query:
            since === null
              ? { sort: { sort_field: 'CREATED_AT', sort_order: 'ASC' } }
              : {
                  filter: { date_time_filter: { updated_at: { start_at: since } } },
                  sort: { sort_field: 'UPDATED_AT', sort_order: 'ASC' },
                },
        },
      }),
    }),
  ),
  get: getOne('/v2/orders', 'order'),
});

const timesOf = (since: string | null) =>
  since === null
    ? { begin_time: always, sort_field: 'CREATED_AT', sort_order: 'ASC' }
    : { begin_time: always, updated_at_begin_time: since, sort_field: 'UPDATED_AT', sort_order: 'ASC' };

/** For each location, as Square lists those of the main one only where none is named. */
export const paymentObject = defineObject({
  label: 'payments',
  row: payment,
  key: (row) => row.id,
  incremental: true,
  reportsDeletes: false,
  pull: byLocation(1, ([location]) =>
    pullPages({
      pager: paged,
      rows: 'payments?',
      watermark,
      request: ({ since }) => ({ path: '/v2/payments', query: { location_id: location, ...timesOf(since) } }),
    }),
  ),
  get: getOne('/v2/payments', 'payment'),
});

export const refundObject = defineObject({
  label: 'refunds',
  row: refund,
  key: (row) => row.id,
  incremental: true,
  reportsDeletes: false,
  pull: pullPages({
    pager: paged,
    rows: 'refunds?',
    watermark,
    request: ({ since }) => ({ path: '/v2/refunds', query: timesOf(since) }),
  }),
  get: getOne('/v2/refunds', 'refund'),
});

/** They can't be asked by the time of a change. */
export const invoiceObject = defineObject({
  label: 'invoices',
  row: invoice,
  key: (row) => row.id,
  incremental: false,
  reportsDeletes: false,
  scopes: ['INVOICES_READ'],
  pull: byLocation(1, (locations) =>
    pullPages({
      pager: cursor,
      pagerIn: 'json',
      rows: 'invoices?',
      request: () => ({
        method: 'POST',
        path: '/v2/invoices/search',
        json: {
          limit: 200,
          query: { filter: { location_ids: locations }, sort: { field: 'INVOICE_SORT_DATE', order: 'ASC' } },
        },
      }),
    }),
  ),
  get: getOne('/v2/invoices', 'invoice'),
});
