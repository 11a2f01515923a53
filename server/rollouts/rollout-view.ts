import type { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import type { rolloutSchema } from '#server/integrations/integration-view.ts';
import { actorWords } from '#server/members/actor-words.ts';
import type { RolloutRow } from './rollout.table.ts';

export const showRollout = (row: RolloutRow): z.infer<typeof rolloutSchema> => ({
  id: row.id,
  version: row.version,
  from: row.from_version,
  status: row.status,
  share: row.share,
  customers: row.customers,
  minRuns: row.min_runs,
  maxPoints: row.max_points,
  reason: row.reason,
  upgraded: row.upgraded,
  asked: row.asked,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  changedAt: row.changed_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
});

/** The same with the names of those who began and stopped them. */
export async function nameRollouts(tx: TenantTx, rows: readonly RolloutRow[]) {
  const named = await actorWords(
    tx,
    rows.flatMap(({ created_by, reason }) => [created_by, reason]),
  );
  return rows.map(showRollout).map((shown) => ({
    ...shown,
    createdBy: named(shown.createdBy),
    reason: shown.reason && named(shown.reason),
  }));
}
