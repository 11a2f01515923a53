import { z } from 'zod';
import {
  AppCallError,
  allPages,
  type ConnectorContext,
  type Page,
  type PullRequest,
  readPath,
} from '../../kit/index.ts';
import { isNotFound } from '../check.ts';
import { pathOf, type Settings } from '../settings.ts';

const kinds = ['issues', 'merge_requests'] as const;
const threads = z.array(z.looseObject({ iid: z.int(), user_notes_count: z.int().nullish() }));
const place = z.object({
  kind: z.enum(kinds),
  /** Threads whose comments are still to be read. */
  left: z.array(z.int()),
  /** Of the list of threads; null after its end. */
  page: z.int().nullable(),
  from: z.string(),
});
const time = z.iso.datetime().nullable().catch(null);
const overlapMs = 120_000;
const size = 100;
const perPage = 20;
const maxPages = 50_000;

/**
 * GitLab lists comments thread by thread. Who comments changes the time of the thread: those that have changed since the last
 * pass are read whole. In the order of creation, a thread that begins to count as changed pushes others to later pages, where
 * they are met twice; what changes behind the page at hand is newer than `from`.
 */
export async function pullComments(context: ConnectorContext<Settings>, request: PullRequest): Promise<Page> {
  const { http, settings } = context;
  const since = request.mode === 'incremental' ? time.parse(request.watermark) : null;
  const at = place.nullable().parse(request.cursor);
  const kind = at?.kind ?? kinds[0];
  let left = at?.left ?? [];
  let page = at === null ? 1 : at.page;
  let from = at?.from;
  if (left.length === 0 && page !== null) {
    if (page > maxPages)
      throw new AppCallError('The list of threads has no end.', { class: 'protocol', code: 'too_many_pages' });
    const query = {
      scope: 'all',
      state: 'all',
      order_by: 'created_at',
      sort: 'asc',
      updated_after: since ?? undefined,
      per_page: size,
      page,
    };
    const { body, headers } = await http.get(`${pathOf(settings.project)}/${kind}`, threads, { query });
    left = body.filter(({ user_notes_count }) => user_notes_count !== 0).map(({ iid }) => iid);
    page = body.length < size ? null : page + 1;
    from ??= new Date((Date.parse(headers.get('date') ?? '') || Date.now()) - overlapMs).toISOString();
  }
  const rows: unknown[] = [];
  for (const iid of left.slice(0, perPage)) rows.push(...(await commentsOf(context, `${kind}/${iid}`)));
  const rest = left.slice(perPage);
  const watermark = from ?? new Date(0).toISOString();
  return { rows, watermark, next: goOn(kind, rest, page, watermark) };
}

function goOn(kind: (typeof kinds)[number], left: number[], page: number | null, from: string): Page['next'] {
  if (left.length > 0 || page !== null) return { kind, left, page, from };
  return kind === 'issues' ? { kind: 'merge_requests', left: [], page: 1, from } : null;
}

/** Without what GitLab itself notes: that somebody set a label, and the like. A thread that has gone meanwhile has none. */
async function commentsOf(context: ConnectorContext<Settings>, thread: string): Promise<unknown[]> {
  const path = `${pathOf(context.settings.project)}/${thread}/notes`;
  const list = {
    pager: { kind: 'link' as const, size: { parameter: 'per_page', value: size } },
    request: { path, query: { sort: 'asc', order_by: 'created_at' } },
    rows: '',
  };
  const found: unknown[] = [];
  try {
    for await (const notes of allPages(context, list))
      found.push(...notes.filter((note) => readPath(note, 'system') !== true));
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  return found;
}
