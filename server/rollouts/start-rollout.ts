import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { idSchema, newId } from '#server/ids.ts';
import type { IntegrationRow } from '#server/integrations/integration.table.ts';
import { enqueue, priority } from '#server/jobs/boss.ts';
import type { RolloutRow } from './rollout.table.ts';
import { defaultMaxPoints, defaultMinRuns } from './rollout.ts';

export const reachSchema = z.strictObject({
  share: z.number().int().min(0).max(100).default(100).meta({ description: 'Percent of the customers.', example: 10 }),
  customers: z.array(idSchema('customer')).max(10_000).default([]).meta({ description: 'These, whatever the share.' }),
  minRuns: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(defaultMinRuns)
    .meta({ description: 'So many runs with it are waited for before it is judged.' }),
  maxPoints: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(defaultMaxPoints)
    .meta({ description: 'It halts where so many points more of its runs fail than of the others.' }),
});

export type Reach = z.infer<typeof reachSchema>;

interface StartRollout {
  integration: IntegrationRow;
  version: number;
  reach?: Reach | undefined;
  by: string;
  now: Date;
}

/** Begins to bring a version to those who have the integration. A job does it, a few at a time. */
export async function startRollout(tx: TenantTx, start: StartRollout): Promise<RolloutRow> {
  const { integration, version, by, now } = start;
  if (integration.live_version === null) {
    throw new AppError('conflict', 'Nothing was published yet, so nobody has it.', { remedy: 'Publish it.' });
  }
  const reach = start.reach ?? reachSchema.parse({});
  const rollout = await tx
    .insertInto('rollout')
    .values({
      ...{ environment_id: tx.tenant.environmentId, id: newId('rollout'), integration_id: integration.id },
      ...{ from_version: integration.live_version, version, status: 'running', created_by: by },
      ...{ share: reach.share, customers: reach.customers, min_runs: reach.minRuns, max_points: reach.maxPoints },
      ...{ reason: null, after_id: null, finished_at: null, created_at: now, changed_at: now },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await enqueueRollout(tx, rollout.id);
  return rollout;
}

/** One job of a rollout waits at a time. */
export const enqueueRollout = (tx: TenantTx, rolloutId: string): Promise<void> =>
  enqueue(tx, 'rollout', { rolloutId }, { priority: priority.backfill, singletonKey: rolloutId });
