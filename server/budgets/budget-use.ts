import type { RateLimit } from '#connectors/kit/index.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId } from '#server/ids.ts';
import { readBudgets } from './call-budget.queries.ts';
import { limitKeys } from './limit-keys.ts';
import { usedIn, windowAt } from './window.ts';

/** How much of one limit is used right now. */
export interface BudgetUse extends RateLimit {
  used: number;
  /** Calls that are under way, where the limit counts them. */
  running?: number;
  /** The app asked to be left alone until then. */
  pausedUntil: Date | null;
}

/** The limits that a connection is under, in the order in which its connector declares them. */
export async function budgetUse(tx: TenantTx, id: ConnectionId): Promise<BudgetUse[]> {
  const { connector: slug, customer_id } = await getConnection(tx, id);
  const connector = await getConnector(tx, slug);
  const keys = limitKeys(connector, { connectionId: id, customerId: customer_id });
  if (keys.length === 0) return [];
  const { states, now } = await readBudgets(tx, keys);
  const limits = connector.connector.limits ?? [];
  const uses = keys.flatMap(({ limit }, index) => {
    const state = states[index];
    if (state === undefined) return [];
    const running = Object.values(state.leases).filter((until) => until > now).length;
    return [
      {
        ...limit,
        used: Math.min(usedIn(windowAt(state, limit, now)), limit.requests),
        ...(limit.concurrent !== undefined && { running }),
        pausedUntil: state.pausedUntil > now ? new Date(state.pausedUntil) : null,
      },
    ];
  });
  return uses.sort((one, other) => place(limits, one) - place(limits, other));
}

function place(limits: RateLimit[], { scope, requests, perMs }: RateLimit): number {
  return limits.findIndex((limit) => limit.scope === scope && limit.requests === requests && limit.perMs === perMs);
}
