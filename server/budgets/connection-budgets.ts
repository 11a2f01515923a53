import type { Tenant } from '#server/db/tenant.ts';
import { log } from '#server/log.ts';
import type { Access } from '#server/runtime/access.ts';
import type { Budgets } from '#server/runtime/budgets.ts';
import { type Caller, limitKeys, narrowest } from './limit-keys.ts';
import { pause } from './reserve.ts';
import { Reservoir } from './reservoir.ts';
import { toldLimit } from './told-limit.ts';

interface Connection extends Caller {
  tenant: Pick<Tenant, 'environmentId'>;
}

const maxIdle = 1_000;
const maxPauseMs = 3_600_000;

// One line a connection in a process, also when a bundler loads this module twice.
const slot = Symbol.for('portico.reservoirs');
const holder = globalThis as unknown as Record<symbol, Map<string, Reservoir> | undefined>;

/**
 * The limits of a connection's app, kept over all processes together: every call of proxy, syncs and checks goes through
 * one of these. See `grant.ts` for the rules.
 */
export function connectionBudgets({ tenant: { environmentId }, ...caller }: Connection): Budgets {
  // The rows are the vendor's: an end user's own view of the database would not show them.
  const tenant = { environmentId };
  return {
    async take({ access, cost, patience, signal }) {
      const reservoir = reservoirOf(tenant, caller, access);
      if (reservoir === undefined) return () => undefined;
      const lease = await reservoir.take(Math.max(1, Math.ceil(cost)), patience, signal);
      return () => reservoir.end(lease);
    },
    learn({ access, status, headers, pausedForMs }) {
      const reservoir = reservoirOf(tenant, caller, access);
      if (reservoir === undefined) return;
      const keys = limitKeys(access.connector, caller);
      const { limitHeaders, limits = [] } = access.connector.connector;
      const [first] = limits;
      const told = limitHeaders && toldLimit(headers, limitHeaders);
      const key = keys.find(({ limit }) => limit === first);
      if (told !== undefined && key !== undefined) reservoir.tell({ ...told, key });
      const waitMs = pausedForMs ?? (status === 429 ? 1_000 : undefined);
      const complained = narrowest(keys);
      if (waitMs === undefined || complained === undefined) return;
      const pauseMs = Math.min(waitMs, maxPauseMs);
      reservoir.pause(pauseMs);
      pause(tenant, complained, pauseMs).catch((error: unknown) =>
        log.warn('That an app wants to be left alone could not be told to the other processes.', { error }),
      );
    },
  };
}

function reservoirOf(tenant: Tenant, caller: Caller, { connector }: Access): Reservoir | undefined {
  const keys = limitKeys(connector, caller);
  if (keys.length === 0) return undefined;
  holder[slot] ??= new Map();
  const reservoirs = holder[slot];
  const id = [tenant.environmentId, caller.connectionId, ...keys.map(({ rate }) => rate)].join(' ');
  const known = reservoirs.get(id);
  if (known !== undefined) return known;
  if (reservoirs.size >= maxIdle) forgetIdle(reservoirs);
  const made = new Reservoir(tenant, keys, caller, connector.connector.name);
  reservoirs.set(id, made);
  return made;
}

function forgetIdle(reservoirs: Map<string, Reservoir>): void {
  const idle = [...reservoirs].filter(([, reservoir]) => reservoir.isIdle);
  const oldest = idle.sort(([, one], [, other]) => one.usedAt - other.usedAt).slice(0, maxIdle / 2);
  for (const [id] of oldest) reservoirs.delete(id);
}
