import { z } from 'zod';
import {
  allPages,
  type ConnectorContext,
  type Page,
  type Pager,
  type PullRequest,
  pullPages,
  readPath,
} from '../../kit/index.ts';
import { isNotFound } from '../check.ts';
import { pathOf, type Settings } from '../settings.ts';

const pager: Pager = { kind: 'link', size: { parameter: 'per_page', value: 100 } };
const kinds = ['issues', 'merge_requests'] as const;
type Kind = (typeof kinds)[number];

/** In the order of creation; issues by key, as GitLab gives no more than 50,000 of them by number of page. */
const threadsOf = (kind: Kind) =>
  pullPages<Settings>({
    pager,
    rows: '',
    request: ({ settings, since }) => ({
      path: `${pathOf(settings.project)}/${kind}`,
      query: {
        scope: 'all',
        ...(kind === 'issues' ? { pagination: 'keyset' } : { state: 'all' }),
        order_by: 'created_at',
        sort: 'asc',
        updated_after: since ?? undefined,
      },
    }),
  });
const pullThreads = { issues: threadsOf('issues'), merge_requests: threadsOf('merge_requests') };

const thread = z.looseObject({ iid: z.int(), user_notes_count: z.int().nullish() });
const place = z.object({
  kind: z.enum(kinds),
  /** Threads whose comments are still to be read. */
  left: z.array(z.int()),
  /** Where the list of threads goes on; null after its end. */
  list: z.object({ cursor: z.json() }).nullable(),
  /** The next pass's watermark, of the first page. */
  from: z.json(),
});
type Place = z.output<typeof place>;
const start: Place = { kind: 'issues', left: [], list: { cursor: null }, from: null };
const perPage = 20;

/**
 * GitLab lists comments thread by thread. Who comments changes the time of the thread: those that have changed since the last
 * pass are read whole. In the order of creation, a thread that begins to count as changed pushes others to later pages, where
 * they are met twice; what changes behind the page at hand is newer than `from`.
 */
export async function pullComments(context: ConnectorContext<Settings>, request: PullRequest): Promise<Page> {
  // A place that an older version has left behind means nothing here: the pass begins anew.
  let { kind, left, list, from } = place.safeParse(request.cursor).data ?? start;
  if (left.length === 0 && list !== null) {
    const page = await pullThreads[kind](context, { ...request, cursor: list.cursor });
    left = page.rows.flatMap(commentedIn);
    list = page.next === null ? null : { cursor: page.next };
    from ??= page.watermark ?? null;
  }
  const rows: unknown[] = [];
  for (const iid of left.slice(0, perPage)) rows.push(...(await commentsOf(context, `${kind}/${iid}`)));
  return { rows, watermark: from, next: goOn({ kind, left: left.slice(perPage), list, from }) };
}

function goOn(at: Place): Page['next'] {
  if (at.left.length > 0 || at.list !== null) return at;
  return at.kind === 'issues' ? { ...start, kind: 'merge_requests', from: at.from } : null;
}

/** Its number, unless GitLab says that nobody has commented. */
function commentedIn(row: unknown): number[] {
  const known = thread.safeParse(row).data;
  return known === undefined || known.user_notes_count === 0 ? [] : [known.iid];
}

/** Without what GitLab itself notes: that somebody set a label, and the like. A thread that has gone meanwhile has none. */
async function commentsOf(context: ConnectorContext<Settings>, at: string): Promise<unknown[]> {
  const path = `${pathOf(context.settings.project)}/${at}/notes`;
  const request = { path, query: { sort: 'asc', order_by: 'created_at' } };
  const found: unknown[] = [];
  try {
    for await (const notes of allPages(context, { pager, request, rows: '' }))
      found.push(...notes.filter((note) => readPath(note, 'system') !== true));
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  return found;
}
