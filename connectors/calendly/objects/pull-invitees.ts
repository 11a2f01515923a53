import { z } from 'zod';
import { AppCallError, allPages, type ConnectorContext, type Page, type PullRequest } from '../../kit/index.ts';
import { idOf, isNotFound } from '../check.ts';
import type { Settings } from '../settings.ts';
import { eventQuery, overlapMs, pager, sinceOf } from './since.ts';

const events = z.object({
  collection: z.array(z.looseObject({ uri: z.string() })),
  pagination: z.looseObject({ next_page_token: z.string().nullish() }),
});
const place = z.object({
  /** Meetings whose invitees are still to be read. */
  left: z.array(z.string()),
  /** Where the list of meetings goes on; null after its end. */
  token: z.string().nullable(),
  pages: z.int(),
  from: z.string(),
});
const perPage = 10;
const maxPages = 100_000;

/** Invitees of ten meetings make a page: Calendly lists them meeting by meeting. Those of one meeting are few. */
export async function pullInvitees(context: ConnectorContext<Settings>, request: PullRequest): Promise<Page> {
  const { http, settings, learnt } = context;
  const at = place.nullable().parse(request.cursor);
  let left = at?.left ?? [];
  let token = at?.token ?? null;
  let from = at?.from;
  if (left.length === 0) {
    const query = { ...eventQuery(settings, learnt, sinceOf(request)), count: 100, page_token: token ?? undefined };
    const { body, headers } = await http.get('/scheduled_events', events, { query });
    const next = body.pagination.next_page_token ?? null;
    const pages = (at?.pages ?? 0) + 1;
    if ((next !== null && next === token) || pages > maxPages)
      throw new AppCallError('The list of meetings leads in a circle.', { class: 'protocol', code: 'repeated_cursor' });
    left = body.collection.map(({ uri }) => idOf(uri));
    token = next;
    from ??= new Date((Date.parse(headers.get('date') ?? '') || Date.now()) - overlapMs).toISOString();
  }
  const rows: unknown[] = [];
  for (const event of left.slice(0, perPage)) rows.push(...(await inviteesOf(context, event)));
  const rest = left.slice(perPage);
  const since = from ?? new Date(0).toISOString();
  const next =
    rest.length === 0 && token === null ? null : { left: rest, token, pages: (at?.pages ?? 0) + 1, from: since };
  return { rows, next, watermark: since };
}

/** Of a meeting that has gone meanwhile there are none. */
async function inviteesOf(context: ConnectorContext<Settings>, event: string): Promise<unknown[]> {
  const path = `/scheduled_events/${encodeURIComponent(event)}/invitees`;
  const found: unknown[] = [];
  try {
    for await (const some of allPages(context, { pager, request: { path }, rows: 'collection' })) found.push(...some);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  return found;
}
