import { z } from 'zod';
import { AppCallError, type ConnectorHttp } from '../../kit/index.ts';

/** Where a reading of tickets, the oldest change first, goes on. */
export const place = z.object({ since: z.string(), page: z.int().min(1) });
export type Place = z.output<typeof place>;

/** Before there were any. */
export const beginning = '2000-01-01T00:00:00Z';

const rows = z.array(z.unknown());
const timed = z.object({ id: z.int(), updated_at: z.iso.datetime({ offset: true }) });

/** Freshdesk ends a list there. */
const lastPage = 300;
/** The smallest plan lists tickets 20 times a minute, of its 200 requests. */
const cost = 10;

interface Changed {
  rows: unknown[];
  next: Place | undefined;
  /** Freshdesk's clock, as milliseconds since 1970. */
  now: number;
}

/**
 * One page of the tickets that changed since a moment. Each page is asked for by the time of the last row of the one before,
 * and not by its number: a ticket that changes meanwhile moves to the end and would push one over the edge between two pages,
 * unseen; and a list ends at its 300th page. Only where more tickets than one page have changed in one second are their
 * pages counted.
 */
export async function changedTickets(
  http: ConnectorHttp,
  { since, page }: Place,
  { size = 100, query = {} }: { size?: number; query?: Record<string, string> } = {},
): Promise<Changed> {
  const { headers, body } = await http.get('/api/v2/tickets', rows, {
    query: { ...query, updated_since: since, order_by: 'updated_at', order_type: 'asc', per_page: size, page },
    cost,
  });
  const now = Date.parse(headers.get('date') ?? '') || Date.now();
  if (body.length < size) return { rows: body, next: undefined, now };
  const last = timed.safeParse(body.at(-1)).data;
  if (last === undefined)
    throw new AppCallError('The last ticket of a page has no time by which the next page could be asked for.', {
      class: 'protocol',
      code: 'unreadable_mark',
    });
  // A second earlier, in which others may have changed as well.
  const from = toSecond(Date.parse(last.updated_at) - 1_000);
  if (Date.parse(from) > Date.parse(since)) return { rows: body, next: { since: from, page: 1 }, now };
  if (page >= lastPage)
    throw new AppCallError(
      `More than ${lastPage * size} tickets have changed at ${last.updated_at}; Freshdesk lists no more.`,
      {
        class: 'protocol',
        code: 'too_many_at_once',
      },
    );
  return { rows: body, next: { since, page: page + 1 }, now };
}

/** As Freshdesk writes times. */
export function toSecond(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
