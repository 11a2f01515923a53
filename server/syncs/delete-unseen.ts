import type { TenantTx } from '#server/db/tenant.ts';
import { closeFailures } from '#server/failures/failure.queries.ts';
import type { SyncId } from '#server/ids.ts';
import { deleteRecords, type StreamState, type WriteCounts } from '#server/records/record-store.ts';
import { countSeen, listUnseen } from '#server/records/seen.ts';
import { deleteObjection, isIncomplete, type Pass } from './pass.ts';
import { isRecordName } from './record-name.ts';
import { DeleteGuard, IncompletePass } from './run-ends.ts';
import type { SyncRow } from './sync.table.ts';
import type { WritePage } from './write-page.ts';

/** Deletes what a full pass did not meet, and says how many that were; or why that can't be right. */
export async function deleteUnseen(
  tx: TenantTx,
  sync: SyncRow,
  state: StreamState,
  { run, pass, read, counts, fetched, now }: WritePage & { read: Pass; counts: WriteCounts },
): Promise<number | DeleteGuard | IncompletePass> {
  const total = fetched.page.total ?? run.total;
  // How many there are since a day that the customer chose, not every app counts.
  if (!run.accept_deletes && pass.from === null && isIncomplete(read.seen, total))
    return new IncompletePass(read.seen, total);
  const { last_full_pass_at: lastPass } = sync;
  const failures = await listOpenFailures(tx, sync.id);
  const isOld = (failure: (typeof failures)[number]): boolean =>
    failure.run_id !== run.id && lastPass !== null && failure.last_seen_at <= lastPass;
  // This pass met them neither well nor failing: what they were about is not at the app any more.
  const gone = failures.filter(isOld).map((failure) => failure.external_id);
  await closeFailures(tx, sync.id, gone, now);
  // A record that failed in this pass was there: it is not gone, it could not be read.
  const failed = new Set(failures.filter((failure) => !isOld(failure)).map((failure) => failure.external_id));
  // And one of which not even the key could be read may be any of the missing ones.
  if ([...failed].some(isRecordName)) return 0;
  const present = sync.records + counts.added - counts.deleted;
  // Whatever was met is there: where as many were met as there are, none is missing.
  if ((await countSeen(tx, sync.stream)) === present) return 0;
  const missing = (await listUnseen(tx, sync.stream, state.nextSlot)).filter((key) => !failed.has(key));
  const objection = run.accept_deletes
    ? null
    : deleteObjection({ missing: missing.length, present, added: read.added });
  if (objection) return new DeleteGuard(missing.length, present, objection === 'keys_changed');
  return deleteRecords(tx, state, missing, now);
}

/** Those of this page are among them. */
async function listOpenFailures(tx: TenantTx, syncId: SyncId) {
  return tx
    .selectFrom('failure')
    .select(['external_id', 'last_seen_at', 'run_id'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', syncId)
    .where('closed_at', 'is', null)
    .execute();
}
