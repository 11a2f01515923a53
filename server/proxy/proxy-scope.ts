import { type BudgetUse, budgetUse } from '#server/budgets/budget-use.ts';
import { systemClock } from '#server/clock.ts';
import { loadCallable } from '#server/connections/callable-connection.ts';
import type { ConnectionScope } from '#server/connections/connection-scope.ts';
import { loadCredential, type StoredCredential } from '#server/connections/credential.queries.ts';
import { credentialSource } from '#server/connections/fresh-credential.ts';
import { type Tenant, withTenant } from '#server/db/tenant.ts';
import type { EnvironmentId } from '#server/ids.ts';
import type { CredentialSource } from '#server/runtime/create-context.ts';
import type { ProxyOptions } from './proxy-options.ts';

/** What a call needs to know of its connection. */
export interface ProxyScope extends ConnectionScope {
  source: CredentialSource;
  /** Empty where the app publishes no limits. Up to a second old. */
  budgets: BudgetUse[];
}

interface Known {
  scope: ConnectionScope;
  stored: StoredCredential | undefined;
  budgets: BudgetUse[];
  budgetsAt: number;
  marks: string;
  at: number;
}

/*
 * What was read a moment ago, for as long as the database says at each call that it stands. In the memory of this process
 * alone, which holds the keys to it anyway; few, and not for long.
 */
const known = new Map<string, Known>();
const maxKnown = 500;
const knownMs = 60_000;
const budgetsMs = 1_000;

const names = { connection: 'portico-connection', customer: 'portico-customer', connector: 'portico-connector' };

/** Loads the connection that a call means. `marks`: as `callMarks` told them of the connection that was named. */
export async function loadProxyScope(
  environmentId: EnvironmentId,
  options: ProxyOptions,
  marks: string | null,
): Promise<ProxyScope> {
  const tenant: Tenant = { environmentId };
  const name = `${environmentId} ${options.connection}`;
  const found = known.get(name);
  const stands =
    found !== undefined &&
    found.marks === marks &&
    performance.now() - found.at < knownMs &&
    (options.connector === undefined || options.connector === found.scope.connection.connector);
  const current = stands ? found : await load(tenant, options, marks);
  keep(name, current, marks);
  refreshBudgets(tenant, current);
  const { scope, stored, budgets } = current;
  const inner = credentialSource({ tenant, connectionId: scope.connection.id, clock: systemClock });
  return { ...scope, budgets, source: { ...inner, get: async () => unlessDue(stored) ?? inner.get() } };
}

async function load(tenant: Tenant, options: ProxyOptions, marks: string | null): Promise<Known> {
  return withTenant(tenant, async (tx) => {
    const scope = await loadCallable(tx, options, names);
    const { connector } = scope.access.connector;
    const { id } = scope.connection;
    const budgets = (connector.limits ?? []).length > 0 ? await budgetUse(tx, id) : [];
    const at = performance.now();
    return { scope, stored: await loadCredential(tx, id), budgets, budgetsAt: at, marks: marks ?? '', at };
  });
}

function keep(name: string, current: Known, marks: string | null): void {
  known.delete(name);
  // What an environment has made itself changes without a mark.
  if (marks === null || current.scope.connection.connector.startsWith('own-')) return;
  known.set(name, current);
  const [oldest] = known.keys();
  if (known.size > maxKnown && oldest !== undefined) known.delete(oldest);
}

function unlessDue(stored: StoredCredential | undefined) {
  if (stored === undefined) return undefined;
  const { refresh_at: due, lease } = stored.row;
  return lease === null && (due === null || due > systemClock.now()) ? stored.credential : undefined;
}

/** Nobody waits for it: the header says how it was a moment ago. */
function refreshBudgets(tenant: Tenant, current: Known): void {
  if (current.budgets.length === 0 || performance.now() - current.budgetsAt < budgetsMs) return;
  current.budgetsAt = performance.now();
  withTenant(tenant, (tx) => budgetUse(tx, current.scope.connection.id)).then(
    (budgets) => {
      current.budgets = budgets;
    },
    () => undefined,
  );
}
