import type { JsonSchema } from '#connectors/kit/index.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { SyncId } from '#server/ids.ts';
import { addActivity } from '#server/installations/activity.ts';
import { getSync } from '#server/syncs/sync.queries.ts';
import { tell } from '#server/webhooks/tell.ts';
import type { MappingProblem } from './read-mapping.ts';
import { currentMapping, problemsOf, saveMapping } from './save-mapping.ts';

interface ChangeTarget {
  syncId: SyncId;
  target: JsonSchema;
  by: string;
  now: Date;
}

export interface ChangedTarget {
  /** The version that is used from now on. */
  version: number;
  /** What does not fit. With an error among them the old version goes on, for the old model, until somebody mends it. */
  problems: MappingProblem[];
}

/** The vendor wants another model: the mapping is held against it, and used for it where it fits. */
export async function changeTarget(tx: TenantTx, { syncId, target, by, now }: ChangeTarget): Promise<ChangedTarget> {
  const sync = await getSync(tx, syncId);
  const current = await currentMapping(tx, sync);
  if (!current || sync.mapping_version === null) {
    throw new AppError('conflict', 'This sync has no mapping yet, so there is none to hold against a model.', {
      remedy: 'Save a mapping together with the model.',
    });
  }
  const problems = await problemsOf(tx, sync, { ...current, target });
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return saveMapping(tx, { syncId, document: current.mapping, target, by, now });
  await tx
    .updateTable('sync')
    .set({ mapping_problems: JSON.stringify(problems) })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', sync.id)
    .execute();
  const { installation_id, customer_id } = sync;
  await addActivity(tx, {
    installationId: installation_id,
    customerId: customer_id,
    tone: 'warning',
    sentence: `The fields of ${sync.label} need a look: ${first.message} Until then they are copied as before.`,
  });
  await tell(
    tx,
    {
      type: 'mapping.broken',
      data: { syncId: sync.id, customerId: customer_id, version: sync.mapping_version, problems: errors },
    },
    now,
  );
  return { version: sync.mapping_version, problems };
}
