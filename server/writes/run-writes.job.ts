import { z } from 'zod';
import type { Connector, Upsert, WriteResult } from '#connectors/kit/index.ts';
import { type Clock, secondsAfter, systemClock } from '#server/clock.ts';
import { type ConnectionScope, loadConnectionScope } from '#server/connections/connection-scope.ts';
import { type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { idSchema } from '#server/ids.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import { log } from '#server/log.ts';
import { finishBatches } from './finish-batches.ts';
import { endItems, listWaiting, nextWakeTime } from './items.queries.ts';
import { claimLane, handLaneBack, LaneLost, type LaneName, lockLane, releaseLane, wakeTime } from './lane.queries.ts';
import { sendItems } from './send-items.ts';
import { settleError, settleResults } from './settle-call.ts';
import { takeItems, type WriteCall } from './take-items.ts';
import type { WriteLaneRow } from './write-lane.table.ts';

export const runWritesPayload = z.object({
  environmentId: idSchema('environment'),
  connectionId: idSchema('connection'),
  object: z.string(),
});

const lookAgainSeconds = 900;

/**
 * Writes what waits for one object of one connection, until nothing is left or `signal` asks to stop after the call at
 * hand. Before each call its intent is written down, after it what came of it; whoever takes over finds the one or the other.
 */
export async function runWrites(payload: unknown, signal: AbortSignal, clock: Clock = systemClock): Promise<void> {
  const { environmentId, ...name } = runWritesPayload.parse(payload);
  const tenant: Tenant = { environmentId };
  const claimed = await withTenant(tenant, (tx) => claimLane(tx, name, clock.now()));
  if (claimed === undefined) return;
  const lane = { ...name, customerId: claimed.customer_id };
  try {
    const target = await withTenant(tenant, (tx) => loadTarget(tx, lane, claimed, clock.now()));
    if (target === undefined) return;
    let retries = claimed.retries;
    const fenced = <T>(work: (tx: TenantTx, now: Date) => Promise<T>) =>
      withTenant(tenant, async (tx) => {
        const now = clock.now();
        await lockLane(tx, lane, { attempt: claimed.attempt, now });
        return work(tx, now);
      });
    while (!signal.aborted) {
      const call = await fenced(async (tx, now) => {
        const taken = await takeItems(tx, { lane, object: target.object, upsert: target.upsert, now });
        await finishBatches(tx, lane, now);
        if (taken === undefined) await releaseLane(tx, lane, { again: await nextWakeTime(tx, lane) });
        return taken;
      });
      if (call === undefined) return;
      const answer = await attempt(call, { tenant, clock, ...target });
      const isAsleep = await fenced(async (tx, now) => {
        const settle = { lane, call, object: target.object, upsert: target.upsert, retries, now };
        const sleep =
          'results' in answer
            ? await settleResults(tx, settle, answer.results)
            : await settleError(tx, settle, answer.thrown);
        await finishBatches(tx, lane, now);
        if (sleep) await releaseLane(tx, lane, { sleep });
        return sleep !== undefined;
      });
      if (isAsleep) return;
      retries = 0;
    }
    await withTenant(tenant, (tx) => handLaneBack(tx, lane, claimed.attempt));
  } catch (error) {
    if (error instanceof LaneLost) return;
    // What was begun is found by whoever comes next.
    const at = wakeTime(clock.now(), claimed.retries, undefined);
    await withTenant(tenant, (tx) => handLaneBack(tx, lane, claimed.attempt, at)).catch(() => undefined);
    throw error;
  }
}

interface Target {
  scope: ConnectionScope;
  answers: unknown;
  object: Connector['objects'][string];
  upsert: Upsert<never>;
}

/** Where to write to; undefined where nothing can be written now, which is settled then. */
async function loadTarget(
  tx: TenantTx,
  lane: LaneName,
  { attempt: held }: WriteLaneRow,
  now: Date,
): Promise<Target | undefined> {
  await lockLane(tx, lane, { attempt: held, now });
  const scope = await loadConnectionScope(tx, lane.connectionId);
  const { connection, access } = scope;
  const { connector } = access.connector;
  const object = connector.objects[lane.object];
  const upsert = object?.upsert as Upsert<never> | undefined;
  if (connection.status === 'disconnected' || object === undefined || upsert === undefined) {
    const message =
      upsert === undefined
        ? `${connector.name} has no ${lane.object} that can be written.`
        : `The connection to ${connector.name} was disconnected before this was written.`;
    const remedy = upsert === undefined ? 'Choose another object.' : 'Let the customer connect it again, then retry.';
    const error = { class: upsert === undefined ? 'not_found' : 'auth', message, remedy };
    for (let rows = await listWaiting(tx, lane, now, 1000); rows.length > 0; rows = await listWaiting(tx, lane, now, 1000))
      await endItems(tx, rows.map(({ id }) => ({ id, state: 'failed', error })), now); // biome-ignore format: one thought
    await finishBatches(tx, lane, now);
    await releaseLane(tx, lane);
    return undefined;
  }
  if (connection.status !== 'active') {
    await releaseLane(tx, lane, { again: secondsAfter(now, lookAgainSeconds) });
    return undefined;
  }
  const { answers } = await getInstallation(tx, connection.installation_id);
  return { scope, answers, object, upsert };
}

type Answer = { results: WriteResult[] } | { thrown: unknown };

async function attempt(call: WriteCall, target: Target & { tenant: Tenant; clock: Clock }): Promise<Answer> {
  const { connection } = target.scope;
  const began = performance.now();
  const ids = { ...target.tenant, connectionId: connection.id, connector: connection.connector };
  const fields = () => ({ ...ids, method: 'WRITE', durationMs: Math.round(performance.now() - began) });
  try {
    const results = await sendItems(call, target);
    log.info('Records were written to an app.', { ...fields(), count: results.length });
    return { results };
  } catch (thrown) {
    log.warn('Records could not be written to an app.', { ...fields(), count: call.items.length, error: thrown });
    return { thrown };
  }
}
