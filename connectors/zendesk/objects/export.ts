import { z } from 'zod';
import { AppCallError, type ConnectorContext, type Page, type PullRequest, readPath } from '../../kit/index.ts';

interface Export {
  /** Below `/api/v2/incremental/`. */
  path: string;
  rows: string;
  query?: Record<string, string | number>;
  /** The rows of one as Zendesk sends it; itself unless told. */
  rowsOf?: (row: unknown) => unknown[];
  /** Whether a row says that it is gone. */
  isGone?: (row: unknown) => boolean;
}

/** Ten exports a minute, of the 200 requests that the smallest plan allows. */
const cost = 20;
const timeoutMs = 60_000;
const keyed = z.object({ id: z.int() });

const cursorPage = z.looseObject({ after_cursor: z.string().nullish(), end_of_stream: z.boolean() });
const text = z.string().nullable().catch(null);

/**
 * Tickets and people: every change since a cursor, which is the place in Zendesk's own order of changes. What changes
 * while pages are read comes again further on, and the export keeps back its newest minute until it is complete, so that
 * the last cursor is from where the next pass goes on without loss.
 */
export function pullByCursor({ path, rows, query, ...list }: Export) {
  return async ({ http }: ConnectorContext<unknown>, request: PullRequest): Promise<Page> => {
    const cursor =
      text.parse(request.cursor) ?? (request.mode === 'incremental' ? text.parse(request.watermark) : null);
    const { body } = await http.get(`/api/v2/incremental/${path}/cursor.json`, cursorPage, {
      query: { ...query, ...(cursor === null ? { start_time: 0 } : { cursor }) },
      cost,
      timeoutMs,
    });
    const next = body.after_cursor || null;
    if (!body.end_of_stream && (next === null || next === cursor)) throw endless(rows);
    return { ...sorted(body, rows, list), next: body.end_of_stream ? null : next, watermark: next ?? cursor };
  };
}

const timePage = z.looseObject({ end_time: z.int().nullish(), end_of_stream: z.boolean().optional(), count: z.int() });
const seconds = z.int().nullable().catch(null);
/** Zendesk refuses a time of its newest minute; what is read twice costs nothing. */
const newestMs = 5 * 60_000;
const pageSize = 1_000;
/** Seconds until everything of a second can be seen for sure. */
const overlap = 120;

/**
 * The rest: every change since a time. A page ends with the time of its last change and the next one begins with that very
 * time, so that of several changes in one second none is passed over.
 */
export function pullByTime({ path, rows, query, ...list }: Export) {
  return async ({ http }: ConnectorContext<unknown>, request: PullRequest): Promise<Page> => {
    const since = request.mode === 'incremental' ? (seconds.parse(request.watermark) ?? 0) : 0;
    const latest = Math.floor((Date.now() - newestMs) / 1_000);
    const start = seconds.parse(request.cursor) ?? Math.min(since, latest);
    const { body } = await http.get(`/api/v2/incremental/${path}.json`, timePage, {
      query: { ...query, start_time: start },
      cost,
      timeoutMs,
    });
    const end = body.end_time ?? start;
    const isLast = body.end_of_stream ?? body.count < pageSize;
    if (!isLast && end <= start) throw endless(rows);
    return { ...sorted(body, rows, list), next: isLast ? null : end, watermark: end - overlap };
  };
}

type Sorting = Pick<Export, 'rowsOf' | 'isGone'>;

function sorted(body: unknown, path: string, { rowsOf = (row) => [row], isGone = () => false }: Sorting) {
  const found = readPath(body, path);
  if (!Array.isArray(found))
    throw new AppCallError(`The answer is not what was expected: ${path} should be a list.`, {
      class: 'protocol',
      code: 'unexpected_answer',
      field: path,
    });
  const all: unknown[] = found;
  const gone = all.filter(isGone).flatMap((row) => keyed.safeParse(row).data?.id ?? []);
  return { rows: all.filter((row) => !isGone(row)).flatMap(rowsOf), deleted: gone.map(String) };
}

function endless(rows: string): AppCallError {
  return new AppCallError(`Zendesk's export of ${rows} leads back to the same page.`, {
    class: 'protocol',
    code: 'repeated_cursor',
  });
}
