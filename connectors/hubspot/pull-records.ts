import { z } from 'zod';
import { AppCallError, type ConnectorContext, type Page, type PullRequest } from '../kit/index.ts';
import { changedSince, place } from './changed-since.ts';
import { timeAt } from './clock.ts';
import { batchSize, type CrmObject, mergedInto, readRecords } from './read-records.ts';
import { idsOf, objectPath, recordsPage, rowsWithoutId } from './record.ts';

export interface PulledObject extends CrmObject {
  /** The property that tells when a record changed. */
  changed: string;
}

/**
 * Until when everything is known, each as milliseconds since 1970. Changes and deletions apart: those that were deleted can only be
 * read as a whole list (of 90 days), so that it is not looked at with every pass.
 */
const watermark = z.object({ changed: z.number(), deleted: z.number() });
type Watermark = z.output<typeof watermark>;

// What was changed becomes visible to a search after a while, and not in order; both clocks are HubSpot's own.
const overlapMs = 5 * 60_000;
const deletedEveryMs = 60 * 60_000;

const fullCursor = z.object({ after: z.string(), from: z.number() });

/** Every record, by HubSpot's own list. The next pass begins before this one did, by HubSpot's clock: whatever changes meanwhile is read again. */
export async function pullAll(context: ConnectorContext, object: PulledObject, { cursor }: PullRequest): Promise<Page> {
  const at = cursor === null ? undefined : fullCursor.parse(cursor);
  const { headers, body } = await context.http.get(objectPath(object.name), recordsPage, {
    query: { limit: batchSize, after: at?.after },
  });
  const from = at?.from ?? timeAt(headers) - overlapMs;
  const after = body.paging?.next?.after;
  if (after !== undefined && after === at?.after) throw repeated(object);
  return {
    rows: await wholeRows(context, object, body.results),
    next: after === undefined ? null : { after, from },
    watermark: { changed: from, deleted: from } satisfies Watermark,
  };
}

const changesCursor = z.object({ place, known: watermark, latest: z.number() });
const deletedCursor = z.object({ deletedAfter: z.string().nullable(), known: watermark, from: z.number().optional() });

/** What changed since the watermark, and once an hour what was deleted. */
export async function pullChanges(
  context: ConnectorContext,
  object: PulledObject,
  request: PullRequest,
): Promise<Page> {
  const deleted = deletedCursor.safeParse(request.cursor);
  if (deleted.success) return pullDeleted(context, object, deleted.data);
  const at =
    request.cursor === null ? firstPlace(watermark.parse(request.watermark)) : changesCursor.parse(request.cursor);
  const found = await changedSince(context.http, { object: object.name, property: object.changed, place: at.place });
  const rows = await wholeRows(context, object, found.rows);
  const latest = Math.max(at.latest, found.latest ?? 0);
  const known = { ...at.known, changed: Math.max(at.known.changed, latest - overlapMs) };
  const page = {
    rows,
    renamed: mergedInto(rows),
    watermark: known,
    ...(request.cursor === null && { total: found.total }),
  };
  if (found.next !== undefined) return { ...page, next: { place: found.next, known: at.known, latest } };
  const isDue = found.now - known.deleted >= deletedEveryMs;
  return { ...page, next: isDue ? { deletedAfter: null, known } : null };
}

function firstPlace(known: Watermark): z.output<typeof changesCursor> {
  return { place: { at: known.changed }, known, latest: known.changed };
}

/** Those of a list or search, read whole. */
async function wholeRows(context: ConnectorContext, object: PulledObject, rows: unknown[]): Promise<unknown[]> {
  return [...(await readRecords(context, object, idsOf(rows))), ...rowsWithoutId(rows)];
}

const archived = z.object({ id: z.string(), archivedAt: z.string().default('') });

async function pullDeleted(
  { http }: ConnectorContext,
  object: PulledObject,
  at: z.output<typeof deletedCursor>,
): Promise<Page> {
  const { headers, body } = await http.get(objectPath(object.name), recordsPage, {
    query: { limit: batchSize, archived: true, after: at.deletedAfter ?? undefined },
  });
  const from = at.from ?? timeAt(headers) - overlapMs;
  const after = body.paging?.next?.after;
  if (after !== undefined && after === at.deletedAfter) throw repeated(object);
  const since = body.results.flatMap((row) => archived.safeParse(row).data ?? []);
  return {
    rows: [],
    deleted: since.filter(({ archivedAt }) => !(Date.parse(archivedAt) < at.known.deleted)).map(({ id }) => id),
    next: after === undefined ? null : { deletedAfter: after, known: at.known, from },
    watermark: { ...at.known, deleted: from },
  };
}

function repeated({ name }: PulledObject): AppCallError {
  return new AppCallError(`HubSpot's list of ${name} leads back to the same page.`, {
    class: 'protocol',
    code: 'repeated_cursor',
  });
}
