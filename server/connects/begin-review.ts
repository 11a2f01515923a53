import { type Clock, secondsAfter } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { matchable } from '#server/matching/match-scope.ts';
import { moveConnect } from './connect.queries.ts';
import type { ConnectRow } from './connect.table.ts';
import { pinnedBy } from './pinned-by.ts';

/** Matching fields is thinking: the account is connected, so nobody is hurried any more. */
const matchingSeconds = 3600;

/** What comes when nothing is asked any more: matching fields, where the integration lets customers do so, then the review. */
export async function beginReview(
  tx: TenantTx,
  row: ConnectRow,
  changes: NonNullable<Parameters<typeof moveConnect>[3]>,
  clock: Pick<Clock, 'now'>,
): Promise<ConnectRow> {
  const definition = await loadDefinition(tx, pinnedBy(row, await getIntegration(tx, row.integration_id)));
  if (matchable(definition).length === 0) return moveConnect(tx, row, 'review', changes);
  return moveConnect(tx, row, 'mapping', { ...changes, expiresAt: secondsAfter(clock.now(), matchingSeconds) });
}
