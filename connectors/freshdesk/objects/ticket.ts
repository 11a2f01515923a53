import { z } from 'zod';
import { allPages, type ConnectorContext, defineObject, type Page, type PullRequest } from '../../kit/index.ts';
import { isNotFound } from '../check.ts';
import { beginning, changedTickets, place, toSecond } from './changed-tickets.ts';
import { describeTickets } from './fields.ts';
import { conversation, ticket } from './rows.ts';
import { upsertTickets } from './upsert.ts';

/** After the tickets that are there, those that were thrown away: each has a list of its own. */
const lists = ['all', 'deleted', 'spam'] as const;
const cursorSchema = place.extend({ list: z.enum(lists), from: z.string(), begin: z.string() });
type Cursor = z.output<typeof cursorSchema>;

const overlapMs = 5 * 60_000;
const keyed = z.object({ id: z.int() });
const idsOf = (rows: unknown[]): number[] => rows.flatMap((row) => keyed.safeParse(row).data?.id ?? []);

/** Everything since the first page's time, by Freshdesk's clock, is read again by the next pass: whatever changes meanwhile is met by one of the two. */
function firstPlace({ mode, watermark }: PullRequest): Omit<Cursor, 'from'> {
  const known = mode === 'incremental' && typeof watermark === 'string' ? watermark : beginning;
  return { list: 'all', since: known, page: 1, begin: known };
}

const include = { include: 'description' };

async function pullTickets({ http }: ConnectorContext<unknown>, request: PullRequest): Promise<Page> {
  const known = request.cursor === null ? undefined : cursorSchema.parse(request.cursor);
  const at = known ?? firstPlace(request);
  const query = at.list === 'all' ? include : { filter: at.list };
  const found = await changedTickets(http, at, { query });
  const from = known?.from ?? toSecond(found.now - overlapMs);
  const isGone = at.list !== 'all';
  const following = lists[lists.indexOf(at.list) + 1];
  // A full pass finds what is gone by itself.
  const goesOn = following !== undefined && request.mode === 'incremental';
  const after = goesOn ? { ...at, from, list: following, since: at.begin, page: 1 } : null;
  return {
    rows: isGone ? [] : found.rows,
    deleted: isGone ? idsOf(found.rows).map(String) : [],
    next: found.next ? { ...at, from, ...found.next } : after,
    watermark: from,
  };
}

const thrownAway = z.union([z.object({ deleted: z.literal(true) }), z.object({ spam: z.literal(true) })]);

export const ticketObject = defineObject({
  label: 'tickets',
  row: ticket,
  key: ({ id }) => String(id),
  incremental: true,
  // Those that are deleted for good from another list than these are found by a full pass.
  reportsDeletes: false,
  pull: pullTickets,
  get: async ({ http }, key) => {
    try {
      const { body } = await http.get(`/api/v2/tickets/${encodeURIComponent(key)}`, z.unknown());
      return thrownAway.safeParse(body).success ? null : body;
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  },
  describe: describeTickets,
  upsert: upsertTickets,
});

/** Few tickets at a time: each of them is asked for its conversations. */
const ticketsAtOnce = 20;

/** A reply or note changes its ticket; the conversations of every changed ticket are read. Those that are gone, by a full pass. */
export const conversationObject = defineObject({
  label: 'conversations',
  row: conversation,
  key: ({ id }) => String(id),
  incremental: true,
  reportsDeletes: false,
  pull: async (context, request) => {
    const known = request.cursor === null ? undefined : cursorSchema.parse(request.cursor);
    const at = known ?? firstPlace(request);
    const found = await changedTickets(context.http, at, { size: ticketsAtOnce });
    const from = known?.from ?? toSecond(found.now - overlapMs);
    const rows: unknown[] = [];
    for (const id of idsOf(found.rows)) rows.push(...(await conversationsOf(context, id)));
    return { rows, next: found.next ? { ...at, from, ...found.next } : null, watermark: from };
  },
});

export async function conversationsOf(context: ConnectorContext<unknown>, ticketId: number): Promise<unknown[]> {
  const rows: unknown[] = [];
  const list = {
    pager: { kind: 'page', parameter: 'page', size: { parameter: 'per_page', value: 100 } },
    request: { path: `/api/v2/tickets/${ticketId}/conversations` },
    rows: '',
  } as const;
  try {
    for await (const page of allPages(context, list)) rows.push(...page);
  } catch (error) {
    // Deleted since it was listed.
    if (!isNotFound(error)) throw error;
  }
  return rows;
}
