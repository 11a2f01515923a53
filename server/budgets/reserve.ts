import { type Tenant, withTenant } from '#server/db/tenant.ts';
import { lockBudgets, saveBudgets } from './call-budget.queries.ts';
import { type Ask, type BudgetState, type Grant, grant } from './grant.ts';
import type { LimitKey } from './limit-keys.ts';
import type { ToldLimit } from './told-limit.ts';

/** What the app said of one of the limits, told with the next reservation. */
export interface Told extends ToldLimit {
  key: LimitKey;
}

interface Reservation {
  tenant: Tenant;
  keys: LimitKey[];
  ask: Ask;
  told: Told | undefined;
  /** Calls that have ended. */
  ended: string[];
}

/** Takes calls out of the shared budgets: one transaction, whose rows are locked only for its own length. */
export async function reserve({ tenant, keys, ask, told, ended }: Reservation): Promise<Omit<Grant, 'states'>> {
  return withTenant(tenant, async (tx) => {
    const { states, now } = await lockBudgets(tx, keys);
    const answeredAt = performance.now();
    const known = states.map((state, index) => withTold(without(state, ended), keys[index], told, now));
    const { states: after, validMs, ...granted } = grant(keys, known, ask, now);
    await saveBudgets(tx, keys, after);
    return { ...granted, validMs: validMs - (performance.now() - answeredAt) };
  });
}

/** Stops everybody who shares a limit until the app may be called again. */
export async function pause(tenant: Tenant, key: LimitKey, ms: number): Promise<void> {
  await withTenant(tenant, async (tx) => {
    const { states, now } = await lockBudgets(tx, [key]);
    const paused = states.map((state) => ({ ...state, pausedUntil: Math.max(state.pausedUntil, now + ms) }));
    await saveBudgets(tx, [key], paused);
  });
}

/** Frees the places of calls that have ended, where nobody of this process asks for another. */
export async function endCalls(tenant: Tenant, keys: LimitKey[], ended: string[]): Promise<void> {
  await withTenant(tenant, async (tx) => {
    const { states } = await lockBudgets(tx, keys);
    await saveBudgets(
      tx,
      keys,
      states.map((state) => without(state, ended)),
    );
  });
}

function without(state: BudgetState, ended: string[]): BudgetState {
  if (ended.length === 0) return state;
  const leases = Object.entries(state.leases).filter(([name]) => !ended.includes(name));
  return { ...state, leases: Object.fromEntries(leases) };
}

/** Of two answers that cross each other the lower one is right, until the time that they speak of is over. */
function withTold(state: BudgetState, key: LimitKey | undefined, told: Told | undefined, now: number): BudgetState {
  if (told === undefined || key?.subject !== told.key.subject || key.rate !== told.key.rate) return state;
  if (state.toldLeft !== null && state.toldUntil > now)
    return { ...state, toldLeft: Math.min(state.toldLeft, told.left) };
  return { ...state, toldLeft: told.left, toldUntil: now + (told.resetInMs ?? key.limit.perMs) };
}
