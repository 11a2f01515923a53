import type { TenantTx } from '#server/db/tenant.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import type { EnvironmentRow } from '#server/environments/environment.table.ts';
import { enqueue, priority } from '#server/jobs/boss.ts';
import { createDataKey, recordKey } from '#server/keys/data-keys.ts';

type State = EnvironmentRow['record_encryption'];

/** From the commit on, every record is written in the new way; a job goes through those that are there. */
export async function encryptRecords(tx: TenantTx, isWanted: boolean): Promise<State> {
  const { record_encryption: now } = await getEnvironment(tx);
  const [ending, ended]: [State, State] = isWanted ? ['sealing', 'on'] : ['opening', 'off'];
  if (now === ending || now === ended) return now;
  if (isWanted && !(await recordKey(tx))) await createDataKey(tx, true);
  await tx
    .updateTable('environment')
    .set({ record_encryption: ending, record_encryption_done: 0 })
    .where('id', '=', tx.tenant.environmentId)
    .execute();
  await enqueue(tx, 'seal', {}, { priority: priority.backfill });
  return ending;
}
