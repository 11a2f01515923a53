import type { Connector, Page } from '#connectors/kit/index.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { closeFailures, openFailures, type RecordFailure } from '#server/failures/failure.queries.ts';
import type { SyncId } from '#server/ids.ts';
import type { IncomingRecord } from '#server/records/incoming-record.ts';
import type { KnownRow } from '#server/records/known-rows.ts';
import {
  forgetPages,
  type RememberedRows,
  rememberPage,
  type SamePage,
  slotsOfPages,
} from '#server/records/page-memory.ts';
import {
  deleteRecords,
  StaleRows,
  type StreamState,
  type WriteCounts,
  writeRecords,
} from '#server/records/record-store.ts';
import { renameRecords } from '#server/records/rename-records.ts';
import { forgetSeen, markSeen } from '#server/records/seen.ts';
import { writeCarefully } from '#server/records/write-carefully.ts';
import { recordStep } from '#server/runs/run.queries.ts';
import type { RunRow } from '#server/runs/run.table.ts';
import { renameLinks } from '#server/writes/rename-links.ts';
import { settleEchoes } from '#server/writes/settle-echoes.ts';
import { deleteUnseen } from './delete-unseen.ts';
import { outcomeOf } from './fetch-page.ts';
import { cursorMark } from './page-memory.ts';
import type { PageAnswer } from './page-watch.ts';
import { isIncomplete, nextPage, type Pass, pageIsBad, repeatOf } from './pass.ts';
import { failureOfRefused, openCarefully } from './refused-records.ts';
import { rowsToRemember } from './rows-to-remember.ts';
import { BadPage, type DeleteGuard, IncompletePass, MappingChanged, StalePage, Superseded } from './run-ends.ts';
import type { SyncRow } from './sync.table.ts';

/** A page as fetched and parsed, ready to be stored. */
export interface FetchedPage {
  page: Omit<Page, 'rows'>;
  /** How many it brought. What they said is let go once they are read: most of a page's memory. */
  rows: number;
  records: IncomingRecord[];
  failures: RecordFailure[];
  /** Keys of rows that the mapping's filter does not want: whoever has them is told that they are gone. */
  excluded: string[];
  startedAt: Date;
  fetchMs: number;
  calls: object[];
  /** The page, or each of a stretch of pages, has the rows that it had in the last full pass: nothing of them was read. */
  same?: SamePage[];
  /** Some of its rows are as they were then, and were not read. */
  met?: { rows: KnownRow[]; of: RememberedRows };
  /** The one answer that it was made of. */
  answer?: PageAnswer;
}

export interface WritePage {
  run: RunRow;
  syncId: SyncId;
  pass: Pass;
  fetched: FetchedPage;
  object: Connector['objects'][string];
  /** What decides how answers are read; see `readerMark`. */
  reader: string;
  /** Of the mapping that it was read with. */
  mappingVersion: number | null;
  /** The database has refused the page as a whole: what it refuses is looked for. */
  isCareful?: boolean;
  now: Date;
}

export interface WrittenPage {
  /** Null after the last page. */
  next: Pass | null;
  /** Why the pass may not delete what it did not meet: all that it brought is stored, and the run fails with this. */
  objection?: DeleteGuard | IncompletePass;
}

/**
 * Stores one page: records, failures, deletions, cursor, counters and the step, in the caller's one transaction. Killed
 * before its commit, nothing of the page happened; after it, the next attempt begins at the next page.
 */
export async function writePage(tx: TenantTx, input: WritePage): Promise<WrittenPage> {
  const began = performance.now();
  const { run, pass, fetched, now } = input;
  const sync = await lockForRun(tx, input.syncId, run);
  if (sync.mapping_version !== input.mappingVersion) throw new MappingChanged();
  const state: StreamState = {
    stream: sync.stream,
    lastSeq: sync.last_seq,
    nextSlot: sync.next_slot,
  };
  const full = pass.mode === 'full';
  if (full && pass.pages === 0) await forgetSeen(tx, sync.stream);

  const { failures, ...counts } = fetched.same
    ? { ...(await meetAgain(tx, state.stream, fetched.same)), failures: [] }
    : await writeRead(tx, state, sync, input);
  const open = input.isCareful ? openCarefully : openFailures;
  await open(tx, { syncId: sync.id, customerId: sync.customer_id, runId: run.id, now }, failures);
  const failing = new Set(failures.map((failure) => failure.externalId));
  const stored = fetched.records.map((record) => record.externalId);
  const { deleted = [], renamed = [] } = fetched.page;
  const well = [...stored, ...fetched.excluded, ...deleted, ...renamed.map(({ from }) => from)];
  const closeThose = () =>
    closeFailures(
      tx,
      sync.id,
      well.filter((key) => !failing.has(key)),
      now,
    );
  const isLast = fetched.page.next === null;
  // What a pass may delete depends on what is open at its end.
  if (isLast) await closeThose();
  const pages = fetched.same?.length ?? 1;
  if (isLast && full) await forgetPages(tx, state.stream, pass.pages + pages);
  const seen = fetched.same ? counts.unchanged : fetched.rows;
  const brought = seen + (fetched.page.deleted?.length ?? 0);
  const read = nextPage(pass, fetched.page.next, { pages, seen: brought, added: counts.added });
  const unseen = isLast && full ? await deleteUnseen(tx, sync, state, { ...input, read, counts }) : 0;
  const repeat = isLast ? repeatOf(pass, read.seen, fetched.page.total ?? run.total) : undefined;
  const objection = typeof unseen === 'number' ? shortfall(read, fetched, run, repeat) : unseen;
  if (typeof unseen === 'number') counts.deleted += unseen;
  const next = isLast ? (repeat ?? null) : read;
  const isWhole = isLast && !repeat && !(objection instanceof IncompletePass);
  const isFailing = await saveProgress(tx, sync, state, counts, { next, isWhole, pass, page: fetched.page, now });
  if (isFailing && !isLast) await closeThose();
  await recordStep(
    tx,
    run,
    {
      ...counts,
      kind: 'page',
      startedAt: fetched.startedAt,
      fetchMs: fetched.fetchMs,
      storeMs: Math.round(performance.now() - began),
      calls: fetched.calls,
      seen,
      failed: failures.length,
      stream: sync.stream,
      firstSeq: sync.last_seq,
      lastSeq: state.lastSeq,
    },
    fetched.page.total,
  );
  return { next, ...(objection && { objection }) };
}

/** Why the watermark of an incremental pass stays where it is: it brought much less than the app counts, also the last time that it was read. */
function shortfall(
  read: Pass,
  { page }: FetchedPage,
  run: RunRow,
  repeat: Pass | undefined,
): IncompletePass | undefined {
  const total = page.total ?? run.total;
  const isLast = page.next === null && read.mode === 'incremental' && read.from === null && !repeat;
  return isLast && isIncomplete(read.seen, total)
    ? new IncompletePass(read.seen, total, { ofChanges: true })
    : undefined;
}

/** All records of these pages are there, as they were. */
async function meetAgain(tx: TenantTx, stream: number, same: readonly SamePage[]): Promise<WriteCounts> {
  const slots = await slotsOfPages(tx, stream, same);
  if (!slots) throw new StalePage();
  await markSeen(tx, stream, slots);
  return { added: 0, updated: 0, unchanged: same.reduce((sum, { page }) => sum + page.rows, 0), deleted: 0 };
}

/** Stores what was read, and remembers the page where all of it is in its answer and went well. */
async function writeRead(
  tx: TenantTx,
  state: StreamState,
  sync: SyncRow,
  { pass, fetched, object, reader, isCareful, now }: WritePage,
): Promise<WriteCounts & { failures: RecordFailure[] }> {
  const { page, answer } = fetched;
  const full = pass.mode === 'full';
  const renamed = page.renamed ?? [];
  const moved = await renameRecords(tx, state, renamed, now);
  await renameLinks(tx, { connectionId: sync.connection_id, object: sync.object }, renamed);
  const { records, quiet, isEarly } = await settleEchoes(tx, sync, {
    ...fetched,
    touches: object.upsert?.touches ?? [],
  });
  const met = fetched.met && { of: fetched.met.of, slots: new Set(fetched.met.rows.map(({ slot }) => slot)) };
  if (met && (renamed.length > 0 || sync.written_at !== null)) throw new StaleRows();
  const options = { now, quiet, ...(full && { page: pass.pages }), ...(met && { met }) };
  const { slots, slotOf, refused, ...counts } = isCareful
    ? await writeCarefully(tx, state, records, options)
    : { ...(await writeRecords(tx, state, records, options)), refused: [] };
  counts.unchanged += fetched.met?.rows.length ?? 0;
  const failures = [...fetched.failures, ...refused.map(failureOfRefused)];
  if (pageIsBad(fetched.rows, failures.length))
    throw new BadPage(fetched.rows, failures.length, failures.at(-1)?.message ?? '');
  counts.added += moved.added;
  counts.deleted += moved.deleted;
  counts.deleted += await deleteRecords(tx, state, [...(page.deleted ?? []), ...fetched.excluded], now);
  const written = { ...counts, failures };
  if (!full) return written;
  if (answer && !isEarly && failures.length === 0 && !page.deleted?.length && !page.renamed?.length) {
    const known = { ...answer, number: pass.pages, cursor: cursorMark(pass) };
    const outcome = outcomeOf(page, fetched.rows);
    const rows = await rowsToRemember(tx, state.stream, records, slotOf);
    await rememberPage(tx, {
      ...{ ...known, page: outcome, stream: state.stream, reader },
      slots: met ? [...slots, ...met.slots] : slots,
      rows: [...(fetched.met?.rows ?? []), ...rows],
    });
  } else await forgetPages(tx, state.stream, pass.pages, pass.pages + 1);
  return written;
}

/**
 * Takes the stream's lock, and refuses a worker whose attempt is over: it slept, and another one went on. The run is
 * locked too, so that nobody takes it over between this look and the commit: whoever claims it next waits, and then
 * begins where this page ended.
 */
export async function lockForRun(tx: TenantTx, syncId: SyncId, run: RunRow): Promise<SyncRow> {
  const locked = await tx
    .selectFrom('sync')
    .innerJoin('run', (join) => join.onRef('run.environment_id', '=', 'sync.environment_id').on('run.id', '=', run.id))
    .selectAll('sync')
    .select(['run.attempt', 'run.status as run_status'])
    .where('sync.environment_id', '=', tx.tenant.environmentId)
    .where('sync.id', '=', syncId)
    .forUpdate(['sync', 'run'])
    .executeTakeFirst();
  if (locked?.attempt !== run.attempt || locked.run_status !== 'running') throw new Superseded();
  return locked;
}

interface Progress {
  next: Pass | null;
  /** The pass has read all that there is. */
  isWhole: boolean;
  pass: Pass;
  page: FetchedPage['page'];
  now: Date;
}

/** Says whether a record of the sync is in the failure inbox. */
async function saveProgress(
  tx: TenantTx,
  sync: SyncRow,
  state: StreamState,
  counts: WriteCounts,
  progress: Progress,
): Promise<boolean> {
  const { next, isWhole, pass, page, now } = progress;
  const changed = counts.added + counts.updated + counts.deleted > 0;
  const saved = await tx
    .updateTable('sync')
    .set({
      last_seq: state.lastSeq,
      next_slot: state.nextSlot,
      records: sync.records + counts.added - counts.deleted,
      checkpoint: next ? JSON.stringify(next) : null,
      ...(changed && { last_change_at: now }),
      ...(isWhole && page.watermark !== undefined && { watermark: JSON.stringify(page.watermark) }),
      ...(!next && { last_pass_at: now }),
      ...(isWhole && pass.mode === 'full' && { last_full_pass_at: now }),
    })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', sync.id)
    .returning(({ exists, selectFrom }) =>
      exists(
        selectFrom('failure')
          .select('failure.id')
          .whereRef('failure.environment_id', '=', 'sync.environment_id')
          .whereRef('failure.sync_id', '=', 'sync.id')
          .where('failure.closed_at', 'is', null),
      ).as('isFailing'),
    )
    .executeTakeFirst();
  return Boolean(saved?.isFailing);
}
