import { type Clock, secondsAfter, systemClock } from '#server/clock.ts';
import { controlDb, type Tenant, withTenant } from '#server/db/tenant.ts';
import { log } from '#server/log.ts';
import { getRetention } from './retention.ts';
import { sweepVersions, type VersionPlace } from './sweep-versions.ts';
import { batch, sweeps } from './sweeps.ts';

const daySeconds = 24 * 3600;

/** Goes through every environment and removes what is older than its settings say. One that fails does not keep the others from their turn. */
export async function retain(signal?: AbortSignal, clock: Clock = systemClock): Promise<void> {
  const environments = await controlDb().selectFrom('environment').select('id').orderBy('id').execute();
  for (const { id: environmentId } of environments) {
    await retainEnvironment({ environmentId }, clock.now(), signal).catch((error: unknown) =>
      log.error('What is old could not be removed.', { environmentId, error }),
    );
  }
}

/** In short transactions, so that nobody waits; it may end at any moment, and the next one goes on. */
async function retainEnvironment(tenant: Tenant, now: Date, signal?: AbortSignal): Promise<void> {
  const retention = await withTenant(tenant, getRetention);
  const before = (days: number) => secondsAfter(now, -days * daySeconds);
  const isOver = () => signal?.aborted === true;
  for (const { setting, sweep } of sweeps) {
    let removed = batch;
    while (removed >= batch && !isOver())
      removed = await withTenant(tenant, (tx) => sweep(tx, before(retention[setting])));
  }
  let after: VersionPlace | undefined = { stream: 0, slot: -1 };
  while (after && !isOver()) {
    const from: VersionPlace = after;
    after = (await withTenant(tenant, (tx) => sweepVersions(tx, before(retention.earlierVersions), from))).last;
  }
}
