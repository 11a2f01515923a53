import { z } from 'zod';
import { AppCallError, type ConnectorContext, type Page, type PullRequest } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import { withCustom } from './rows.ts';

const page = z.object({ tasks: z.array(z.unknown()), last_page: z.boolean().nullish() });
const bounds = z.object({ name: z.enum(['date_created_gt', 'date_created_lt']), value: z.number() });
const place = z.object({ bound: bounds.nullable(), page: z.int(), pages: z.int(), from: z.string() }).nullable();
const since = z.iso.datetime().nullable().catch(null);
const created = z.object({ date_created: z.union([z.string(), z.number()]).transform(Number) });

const overlapMs = 120_000;
const maxPages = 100_000;

/**
 * By the time of creation, which never changes, and from the last one read instead of by page numbers: where a task vanishes
 * meanwhile, none behind it is passed over. Tasks of the very same moment are met again. What changes while the pages are
 * read is newer than `from`.
 */
export async function pullTasks(
  { http, settings }: ConnectorContext<Settings>,
  { mode, cursor, watermark }: PullRequest,
): Promise<Page> {
  const at = place.parse(cursor);
  const changedSince = mode === 'incremental' ? since.parse(watermark) : null;
  const { headers, body } = await http.get(`/team/${encodeURIComponent(settings.workspace)}/task`, page, {
    query: {
      page: at?.page ?? 0,
      order_by: 'created',
      reverse: true,
      subtasks: true,
      include_closed: true,
      'space_ids[]': settings.space || undefined,
      'list_ids[]': settings.list || undefined,
      date_updated_gt: changedSince === null ? undefined : Date.parse(changedSince),
      ...(at?.bound && { [at.bound.name]: at.bound.value }),
    },
  });
  const from = at?.from ?? new Date((Date.parse(headers.get('date') ?? '') || Date.now()) - overlapMs).toISOString();
  const pages = (at?.pages ?? 0) + 1;
  const isThrough = body.last_page ?? body.tasks.length === 0;
  if (!isThrough && pages >= maxPages)
    throw new AppCallError('The list of tasks has no end.', { class: 'protocol', code: 'too_many_pages' });
  const next = isThrough ? null : { ...goOn(body.tasks, at), pages, from };
  return { rows: body.tasks.map(withCustom), next, watermark: from };
}

/** Behind the last row of a page in order; by page number where the page holds a single moment, or no order. */
function goOn(rows: unknown[], at: z.output<typeof place>): Pick<NonNullable<typeof at>, 'bound' | 'page'> {
  const times = rows.map((row) => created.safeParse(row).data?.date_created ?? Number.NaN);
  const [first, last] = [times[0] ?? Number.NaN, times.at(-1) ?? Number.NaN];
  const rises = first < last;
  const isSorted = times.every(
    (time, index) => index === 0 || (rises ? time >= Number(times[index - 1]) : time <= Number(times[index - 1])),
  );
  const bound = rises
    ? { name: 'date_created_gt' as const, value: last - 1 }
    : { name: 'date_created_lt' as const, value: last + 1 };
  const isOnward = isSorted && first !== last && !Number.isNaN(first - last) && bound.value !== at?.bound?.value;
  return isOnward ? { bound, page: 0 } : { bound: at?.bound ?? null, page: (at?.page ?? 0) + 1 };
}
