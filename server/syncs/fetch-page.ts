import { AppCallError, type Connector, type ConnectorContext, type Page } from '#connectors/kit/index.ts';
import type { RecordFailure } from '#server/failures/failure.queries.ts';
import type { IncomingRecord } from '#server/records/incoming-record.ts';
import type { KnownRow } from '#server/records/known-rows.ts';
import type { KnownPage, RememberedRows } from '#server/records/page-memory.ts';
import { checkPage } from './check-page.ts';
import { cursorMark, type PageMemory } from './page-memory.ts';
import { PageRows, type RowText } from './page-rows.ts';
import type { PageWatch } from './page-watch.ts';
import type { Pass } from './pass.ts';
import { pageIsBad } from './pass.ts';
import type { PageReader } from './read-row.ts';
import { BadPage } from './run-ends.ts';
import { toldTwice } from './told-twice.ts';
import type { FetchedPage } from './write-page.ts';

type ConnectorObject = Connector['objects'][string];

interface FetchInput {
  object: ConnectorObject;
  context: ConnectorContext<unknown>;
  pass: Pass;
  watermark: unknown;
  /** See `PullRequest.limit`. */
  limit: number | undefined;
  read: PageReader;
  memory: PageMemory;
  /** The context's; sees the answers that the page takes. */
  watch: PageWatch;
  /** Filled by the context's `onCall`; taken over by the page. */
  calls: object[];
}

/** Reads the pass's next page from the app and parses each row on its own. No transaction is open while this runs. */
export async function fetchPage(input: FetchInput): Promise<FetchedPage> {
  const { watch, pass } = input;
  const known = await input.memory.at(pass);
  const remembered = await input.memory.rowsAt(pass);
  const pageRows = input.memory.looksAtRows(pass) ? new PageRows(remembered?.rows) : undefined;
  const startedAt = new Date();
  watch.begin(known, pass.mode === 'full', pageRows);
  const { rows, ...page } = checkPage(await pull(input));
  const fetchMs = Date.now() - startedAt.getTime();
  const calls = input.calls.splice(0);
  if (watch.same) {
    return { page, ...nothing, startedAt, fetchMs, calls, same: [watch.same] };
  }
  // What was made of one answer alone is known by that answer.
  const answer = calls.length === 1 ? watch.only : undefined;
  const { met, others, isUseless } = pageRows?.sort(rows) ?? nothingMet(rows);
  if (rows.length > 0 && (isUseless || !answer)) input.memory.ignoreRows();
  const around = { page, startedAt, fetchMs, calls };
  if (answer && remembered && others.length === 0 && isWhole(remembered, met) && saysNothingElse(page)) {
    const same = { ...answer, number: pass.pages, cursor: cursorMark(pass), page: outcomeOf(page, rows.length) };
    return { ...around, ...nothing, same: [{ ...same, body: remembered.body, bodyNow: answer.body }] };
  }
  const read = await readRows(others, input.read);
  return {
    ...around,
    rows: rows.length,
    ...read,
    ...(answer && { answer }),
    ...(remembered && met.length > 0 && { met: { rows: met, of: remembered } }),
  };
}

const nothing = { rows: 0, records: [], failures: [], excluded: [] };

const nothingMet = (rows: readonly unknown[]): ReturnType<PageRows['sort']> => ({
  met: [],
  others: rows.map((row) => ({ row, text: undefined })),
  isUseless: false,
});

/** Whether these are all rows that the page had. */
const isWhole = ({ rows }: RememberedRows, met: readonly KnownRow[]): boolean =>
  met.length === rows.count && new Set(met.map(({ slot }) => slot)).size === rows.count;

const saysNothingElse = ({ deleted, renamed }: Omit<Page, 'rows'>): boolean => !deleted?.length && !renamed?.length;

/** What a page's answer came to, as it is remembered. */
export const outcomeOf = ({ next, total, watermark }: Omit<Page, 'rows'>, rows: number): KnownPage['page'] => ({
  next,
  total,
  watermark,
  rows,
});

/** Reads rows one by one: a bad one fails alone, unless most of them do. */
export async function readRows(
  rows: readonly { row: unknown; text?: RowText | undefined }[],
  reader: PageReader,
): Promise<Pick<FetchedPage, 'records' | 'failures' | 'excluded'>> {
  const read = await reader.of(rows.map(({ row }) => row));
  const records: IncomingRecord[] = [];
  const failures: RecordFailure[] = [];
  const excluded: string[] = [];
  for (const { row, text } of rows) {
    const parsed = read(row);
    if ('failure' in parsed) failures.push(parsed.failure);
    else if ('excluded' in parsed) excluded.push(parsed.excluded);
    else records.push(text ? { ...parsed.record, text } : parsed.record);
  }
  if (pageIsBad(rows.length, failures.length))
    throw new BadPage(rows.length, failures.length, failures[0]?.message ?? '');
  failures.push(...toldTwice(records));
  return { records, failures, excluded };
}

async function pull({ object, context, pass, watermark, limit, watch }: FetchInput): Promise<Page> {
  try {
    return await object.pull(context as ConnectorContext<never>, {
      mode: pass.mode === 'incremental' ? 'incremental' : 'full',
      cursor: pass.cursor,
      ...(limit !== undefined && { limit }),
      ...(pass.from !== null && { from: pass.from }),
      watermark: (pass.mode === 'incremental' ? (watermark ?? null) : null) as Page['next'],
    });
  } catch (error) {
    if (!watch.same) throw error;
    const { rows: _, ...outcome } = watch.same.page;
    return { ...outcome, rows: [] };
  }
}

/** The app repeated a page marker: reading on would never end. */
export function repeatedMarker(): AppCallError {
  return new AppCallError('It gave the same page marker twice, so its list has no end.', {
    class: 'protocol',
    code: 'repeated_cursor',
  });
}

/** The app gives the same rows, whatever place it is asked for. */
export function repeatedPage(): AppCallError {
  return new AppCallError('It gave the same page again and again, so its list has no end.', {
    class: 'protocol',
    code: 'repeated_page',
  });
}
