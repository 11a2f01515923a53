import { z } from 'zod';
import { AppCallError, type ConnectorContext, defineObject, isAppCallError, type Page } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import { transaction } from './rows.ts';

const dayMs = 86_400_000;
/** PayPal takes at most 31 days in one question. */
const longestMs = 30 * dayMs;
const shortestMs = 60_000;
/** It keeps three years. */
const oldestMs = (3 * 365 - 1) * dayMs;

const time = z.iso.datetime();
/** A window of time that is read page by page, and the end of the pass. */
const placeSchema = z.object({ from: time, to: time, end: time, page: z.int().positive() });
const answer = z.looseObject({
  transaction_details: z.array(z.unknown()).nullish(),
  total_pages: z.number().nullish(),
});

const write = (ms: number): string => new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
const windowFrom = (from: number, end: string) => ({
  from: write(from),
  to: write(Math.min(from + longestMs, Date.parse(end))),
  end,
  page: 1,
});

/**
 * A pass reads windows of time up to the moment at which it began, and the next one begins some days before that moment: PayPal shows
 * a transaction up to three hours late, and its state may change for days. Nothing that is late is missed, as the least of these days is one.
 */
export const transactionObject = defineObject<typeof transaction, Settings>({
  label: 'transactions',
  row: transaction,
  key: (row) => row.transaction_info.transaction_id,
  incremental: true,
  // None is ever deleted; what is older than PayPal's three years must not be taken for gone.
  reportsDeletes: true,
  pull: async (context, { mode, cursor, watermark }) => {
    const { settings } = context;
    const known = placeSchema.safeParse(cursor).data;
    if (known !== undefined) return readWindow(context, known);
    const now = Date.now();
    const last = mode === 'incremental' ? time.safeParse(watermark).data : undefined;
    const since = Date.parse(settings.since);
    const start = last === undefined ? since : Math.max(since, Date.parse(last) - settings.lookBackDays * dayMs);
    return readWindow(context, windowFrom(Math.min(Math.max(start, now - oldestMs), now - shortestMs), write(now)));
  },
});

async function readWindow({ http }: ConnectorContext<Settings>, place: z.output<typeof placeSchema>): Promise<Page> {
  const query = {
    start_date: place.from,
    end_date: place.to,
    fields: 'all',
    // Only among these is an ID unique.
    balance_affecting_records_only: 'Y',
    page_size: 500,
    page: place.page,
  };
  try {
    const { body } = await http.get('/v1/reporting/transactions', answer, { query });
    const rows = body.transaction_details ?? [];
    const base = { rows, watermark: place.end };
    if (place.page < (body.total_pages ?? 1)) return { ...base, next: { ...place, page: place.page + 1 } };
    return { ...base, next: place.to === place.end ? null : windowFrom(Date.parse(place.to), place.end) };
  } catch (error) {
    return { rows: [], watermark: place.end, next: halved(place, error) };
  }
}

/** PayPal lists no more than 10,000 of a window: half of it may be few enough. */
function halved(place: z.output<typeof placeSchema>, error: unknown): z.output<typeof placeSchema> {
  const code = isAppCallError(error) ? `${error.details.code} ${error.details.appMessage}` : '';
  if (!/RESULTSET_TOO_LARGE|result set/i.test(code)) throw error;
  const length = Date.parse(place.to) - Date.parse(place.from);
  if (length / 2 >= shortestMs) return { ...place, to: write(Date.parse(place.from) + length / 2), page: 1 };
  throw new AppCallError('PayPal has more than 10,000 transactions within a minute, and does not list them.', {
    class: 'too_large',
    code: 'too_many_transactions',
  });
}
