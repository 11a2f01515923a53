import { sql } from 'kysely';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import type { EnvironmentRow } from '#server/environments/environment.table.ts';
import { AppError } from '#server/errors.ts';
import { enqueue, priority } from '#server/jobs/boss.ts';
import { createDataKey, recordKeys } from '#server/keys/data-keys.ts';

type State = EnvironmentRow['record_encryption'];

/** From the commit on, every record is written in the new way; a job goes through those that are there. */
export async function encryptRecords(tx: TenantTx, isWanted: boolean): Promise<State> {
  await lockEncryption(tx);
  const { record_encryption: now } = await getEnvironment(tx);
  const [ending, ended]: [State, State] = isWanted ? ['sealing', 'on'] : ['opening', 'off'];
  if (now === ending || now === ended) return now;
  const keys = await recordKeys(tx);
  if (isWanted && keys.every(({ isRetired }) => isRetired)) await createDataKey(tx, true);
  return begin(tx, ending);
}

/**
 * Seals with a new key from the commit on; a job seals anew what is there. Both keys open meanwhile. The old one is
 * destroyed a while after nothing names it any more.
 */
export async function replaceRecordKey(tx: TenantTx): Promise<State> {
  await lockEncryption(tx);
  const { record_encryption: now } = await getEnvironment(tx);
  if (now !== 'on' && now !== 'sealing') {
    throw new AppError('conflict', 'Records are not encrypted here, so there is no key of theirs to replace.', {
      remedy: 'Encrypt them first (PUT /api/v1/encryption): the key is made then.',
    });
  }
  await tx
    .updateTable('data_key')
    .set({ retired_at: sql`now()` })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('for_records', '=', true)
    .where('retired_at', 'is', null)
    .execute();
  await createDataKey(tx, true);
  return begin(tx, 'sealing');
}

/** Waits for everybody who writes in the way of now; see `writingBox`. Whoever writes a stream is waited for by the job. */
async function lockEncryption(tx: TenantTx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('record_encryption'), ${thisEnvironment})`.execute(tx);
}

async function begin(tx: TenantTx, state: State): Promise<State> {
  await tx
    .updateTable('environment')
    .set({ record_encryption: state, record_encryption_done: 0 })
    .where('id', '=', tx.tenant.environmentId)
    .execute();
  await enqueue(tx, 'seal', {}, { priority: priority.backfill });
  return state;
}
