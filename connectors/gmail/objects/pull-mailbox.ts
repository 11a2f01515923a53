import { z } from 'zod';
import {
  AppCallError,
  type ConnectorContext,
  type ConnectorHttp,
  isAppCallError,
  type Page,
  type PullRequest,
} from '../../kit/index.ts';
import { profileOf } from '../check.ts';
import { cost, paths } from '../gmail-call.ts';
import { listQuery, type Settings } from '../settings.ts';

const named = z.looseObject({ id: z.string(), threadId: z.string().optional() });
const ofMessage = z.array(z.looseObject({ message: named })).default([]);
const history = z.looseObject({
  history: z
    .array(
      z.looseObject({
        messagesAdded: ofMessage,
        messagesDeleted: ofMessage,
        labelsAdded: ofMessage,
        labelsRemoved: ofMessage,
      }),
    )
    .default([]),
  historyId: z.string().optional(),
  nextPageToken: z.string().optional(),
});
const fullPlace = z.object({ page: z.string(), begun: z.string() });
const changesPlace = z.object({ page: z.string(), now: z.string() });

export type Named = z.output<typeof named>;

interface MailboxPart {
  list: string;
  /** Where the list's answer has its rows. */
  rows: 'messages' | 'threads';
  pageSize: number;
  /** The row of an id; null where it is gone or not wanted. */
  fetch: (http: ConnectorHttp, id: string, label: string) => Promise<unknown>;
  /** The key of the row that a changed message belongs to. */
  keyOf: (one: Named) => string | undefined;
}

/** Without a watermark the next pass is a full one, which finds what was deleted meanwhile. */
const startOver: Page = { rows: [], next: null, watermark: null };
const atOnce = 5;

/**
 * https://developers.google.com/workspace/gmail/api/guides/sync. A history id stands for a state of the mailbox: it is taken
 * before the first page of a pass, so what changes while the pages are read comes again with the changes since then.
 */
export function pullMailbox(part: MailboxPart) {
  return (context: ConnectorContext<Settings>, request: PullRequest): Promise<Page> =>
    request.mode === 'incremental' ? pullChanges(part, context, request) : pullAll(part, context, request);
}

async function pullAll(part: MailboxPart, { http, settings }: ConnectorContext<Settings>, request: PullRequest) {
  const known = fullPlace.safeParse(request.cursor).data;
  const begun = known?.begun ?? (await profileOf(http)).historyId;
  const schema = z.looseObject({ [part.rows]: z.array(named).default([]), nextPageToken: z.string().optional() });
  const { body } = await http.get(part.list, schema, {
    query: { ...listQuery(settings.label), maxResults: part.pageSize, pageToken: known?.page },
    cost: cost.list,
  });
  const ids = z
    .array(named)
    .parse(body[part.rows])
    .map(({ id }) => id);
  const { rows } = await fetchAll(part, http, ids, settings.label);
  const next = onward(z.string().optional().parse(body.nextPageToken), known?.page);
  return { rows, next: next === undefined ? null : { page: next, begun }, watermark: begun };
}

async function pullChanges(part: MailboxPart, { http, settings }: ConnectorContext<Settings>, request: PullRequest) {
  const since = z.string().safeParse(request.watermark).data;
  if (since === undefined) return startOver;
  const known = changesPlace.safeParse(request.cursor).data;
  try {
    const { body } = await http.get(paths.history, history, {
      query: { startHistoryId: since, maxResults: 100, pageToken: known?.page },
      cost: cost.history,
    });
    const changed = body.history
      .flatMap((one) => [...one.messagesAdded, ...one.messagesDeleted, ...one.labelsAdded, ...one.labelsRemoved])
      .flatMap((one) => part.keyOf(one.message) ?? []);
    const { rows, gone } = await fetchAll(part, http, [...new Set(changed)], settings.label);
    const next = onward(body.nextPageToken, known?.page);
    const now = known?.now ?? body.historyId ?? since;
    return { rows, deleted: gone, next: next === undefined ? null : { page: next, now }, watermark: now };
  } catch (error) {
    // Gmail keeps the history for a week or more, and answers 404 for what is older.
    if (isAppCallError(error) && error.details.status === 404) return startOver;
    throw error;
  }
}

async function fetchAll(part: MailboxPart, http: ConnectorHttp, ids: string[], label: string) {
  const rows: unknown[] = [];
  const gone: string[] = [];
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce);
    const found = await Promise.all(some.map((id) => unlessGone(() => part.fetch(http, id, label))));
    for (const [index, id] of some.entries()) {
      const row = found[index] ?? null;
      if (row === null) gone.push(id);
      else rows.push(row);
    }
  }
  return { rows, gone };
}

export async function unlessGone<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isAppCallError(error) && error.details.class === 'not_found') return null;
    throw error;
  }
}

function onward(next: string | undefined, page: string | undefined): string | undefined {
  if (next === undefined || next === '') return undefined;
  if (next !== page) return next;
  throw new AppCallError('Gmail leads from a page to the same page.', { class: 'protocol', code: 'repeated_cursor' });
}
