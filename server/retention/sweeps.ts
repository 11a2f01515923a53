import { sql } from 'kysely';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import { idsSince } from '#server/ids.ts';
import { forgetPagesOf } from '#server/records/page-memory.ts';
import type { Retention } from './retention.ts';

export const batch = 5000;

/** Removes some of what is older than `before`, in the caller's short transaction; says how many. Fewer than a batch: none is left. */
type Sweep = (tx: TenantTx, before: Date) => Promise<number>;

const affected = (result: { numAffectedRows?: bigint | undefined }): number => Number(result.numAffectedRows ?? 0n);

/**
 * Deleted records of one stream. Under the stream's lock: a record that comes back at this moment is written where it
 * lies. A stream has a gap in its numbers then, as after any change.
 */
const deletedRecords: Sweep = async (tx, before) => {
  const next = await tx
    .selectFrom('record')
    .select('stream')
    .where('environment', '=', thisEnvironment)
    .where('action', '=', 'deleted')
    .where('changed_at', '<', before)
    .limit(1)
    .executeTakeFirst();
  if (!next) return 0;
  await tx
    .selectFrom('sync')
    .select('id')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('stream', '=', next.stream)
    .forUpdate()
    .execute();
  const { rows } = await sql<{ slot: number }>`
    delete from record where ctid = any(array(
      select ctid from record
       where environment = ${thisEnvironment} and stream = ${next.stream} and action = 'deleted' and changed_at < ${before}
       limit ${batch}))
    returning slot`.execute(tx);
  const slots = rows.map((row) => row.slot);
  for (const table of ['record_before', 'record_raw'] as const)
    await sql`
      delete from ${sql.table(table)}
       where environment = ${thisEnvironment} and stream = ${next.stream} and slot = any(${slots}::integer[])`.execute(
      tx,
    );
  await forgetPagesOf(tx, next.stream, slots);
  // There may be more in another stream.
  return batch;
};

const ofRuns = (tx: TenantTx, before: Date) =>
  sql`environment_id = ${tx.tenant.environmentId} and run_id < ${idsSince('run', before)}`;

const calls: Sweep = async (tx, before) => {
  const emptied = await sql`
    update run_step set calls = '[]' where ctid = any(array(
      select ctid from run_step where ${ofRuns(tx, before)} and calls <> '[]' limit ${batch}))`.execute(tx);
  return affected(emptied);
};

const inputs: Sweep = async (tx, before) => {
  const emptied = await sql`
    update failure set input = '' where ctid = any(array(
      select ctid from failure
       where environment_id = ${tx.tenant.environmentId} and closed_at < ${before} and input <> '' limit ${batch}))`.execute(
    tx,
  );
  return affected(emptied);
};

const steps: Sweep = async (tx, before) =>
  affected(
    await sql`delete from run_step where ctid = any(array(
      select ctid from run_step where ${ofRuns(tx, before)} limit ${batch}))`.execute(tx),
  );

const runs: Sweep = async (tx, before) =>
  affected(
    await sql`delete from run where ctid = any(array(
      select ctid from run
       where environment_id = ${tx.tenant.environmentId} and id < ${idsSince('run', before)}
         and status not in ('queued', 'running') limit ${batch}))`.execute(tx),
  );

const failures: Sweep = async (tx, before) =>
  affected(
    await sql`delete from failure where ctid = any(array(
      select ctid from failure
       where environment_id = ${tx.tenant.environmentId} and closed_at < ${before} limit ${batch}))`.execute(tx),
  );

const deliveries: Sweep = async (tx, before) =>
  affected(
    await sql`delete from delivery where ctid = any(array(
      select ctid from delivery
       where environment_id = ${tx.tenant.environmentId} and id < ${idsSince('delivery', before)}
         and status <> 'pending' limit ${batch}))`.execute(tx),
  );

const mails: Sweep = async (tx, before) =>
  affected(
    await sql`delete from mail where ctid = any(array(
      select ctid from mail
       where environment_id = ${tx.tenant.environmentId} and id < ${idsSince('mail', before)}
         and status <> 'waiting' limit ${batch}))`.execute(tx),
  );

const activity: Sweep = async (tx, before) =>
  affected(
    await sql`delete from activity where ctid = any(array(
      select ctid from activity
       where environment_id = ${tx.tenant.environmentId} and at < ${before} limit ${batch}))`.execute(tx),
  );

/** Who was let in by a link, and who asked for it, is as much a history as what they did. */
const portalLinks: Sweep = async (tx, before) =>
  affected(
    await sql`delete from portal_link where ctid = any(array(
      select ctid from portal_link
       where environment_id = ${tx.tenant.environmentId} and expires_at < ${before} limit ${batch}))`.execute(tx),
  );

const embedEvents: Sweep = async (tx, before) =>
  affected(
    await sql`delete from embed_event where ctid = any(array(
      select ctid from embed_event
       where environment_id = ${tx.tenant.environmentId} and at < ${before} limit ${batch}))`.execute(tx),
  );

/** What is done daily, by the setting that says when. */
export const sweeps: readonly { setting: keyof Retention; sweep: Sweep }[] = [
  { setting: 'deletedRecords', sweep: deletedRecords },
  { setting: 'calls', sweep: calls },
  { setting: 'calls', sweep: inputs },
  { setting: 'runs', sweep: steps },
  { setting: 'runs', sweep: runs },
  { setting: 'failures', sweep: failures },
  { setting: 'deliveries', sweep: deliveries },
  { setting: 'deliveries', sweep: mails },
  { setting: 'activity', sweep: activity },
  { setting: 'activity', sweep: portalLinks },
  { setting: 'embedEvents', sweep: embedEvents },
];
