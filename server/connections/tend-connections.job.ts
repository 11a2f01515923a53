import { systemClock } from '#server/clock.ts';
import { controlDb, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { tendHooks } from '#server/hooks/tend-hooks.ts';
import { enqueue, priority } from '#server/jobs/boss.ts';
import { destroyRetiredKeys } from '#server/keys/destroy-retired-keys.ts';
import { log } from '#server/log.ts';
import { forgetOldWrites } from '#server/writes/change-batch.ts';
import { listDueChecks } from './due-checks.queries.ts';
import { tellEnds } from './tell-ends.ts';

const batchSize = 20;

/** Goes through every environment. One that fails does not keep the others from their turn. */
export async function tendConnections(now: Date = systemClock.now()): Promise<void> {
  const environments = await controlDb().selectFrom('environment').select('id').orderBy('id').execute();
  for (const { id: environmentId } of environments) {
    await withTenant({ environmentId }, (tx) => tend(tx, now)).catch((error: unknown) =>
      log.error('The connections of an environment could not be tended.', { environmentId, error }),
    );
    await tendHooks({ environmentId }, now).catch((error: unknown) =>
      log.error('What apps tell an environment could not be tended.', { environmentId, error }),
    );
    await destroyRetiredKeys({ environmentId }, now).catch((error: unknown) =>
      log.error('Retired data keys could not be destroyed.', { environmentId, error }),
    );
  }
}

async function tend(tx: TenantTx, now: Date): Promise<void> {
  const due = await listDueChecks(tx, now);
  for (let start = 0; start < due.length; start += batchSize) {
    const connectionIds = due.slice(start, start + batchSize);
    await enqueue(tx, 'check', { connectionIds }, { priority: priority.schedule });
  }
  await tellEnds(tx, now);
  await forgetPrevious(tx, now);
  await forgetOldWrites(tx, now);
}

/** The credential before the present one is kept for a day, and no longer. */
async function forgetPrevious(tx: TenantTx, now: Date): Promise<void> {
  await tx
    .updateTable('credential')
    .set({ previous: null, previous_until: null })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('previous_until', '<=', now)
    .execute();
}
