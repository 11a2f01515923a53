import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppCallError } from '#connectors/kit/index.ts';
import { withTenant } from '#server/db/tenant.ts';
import { log } from '#server/log.ts';
import type { Credential } from '#server/runtime/credential.ts';
import type { StoredCredential } from './credential.queries.ts';
import { drainSpool } from './drain-spool.ts';
import { endAccess } from './end-access.ts';
import { renew } from './renew.ts';
import type { RenewalSteps } from './renewal-steps.ts';
import { isGood, load, type RenewalTarget } from './renewal-target.ts';

const waitLimitMs = 45_000;

export interface Renewal {
  target: RenewalTarget;
  steps: RenewalSteps;
  /** The credential that its caller wants renewed. */
  stored: StoredCredential;
  /** The app has refused it although it has not ended. */
  refused: boolean;
  /** What it said. */
  words?: string;
}

/** Renews a credential, or waits for whoever is doing it: one call to the app, however many callers in however many processes. */
export async function renewOrWait(renewal: Renewal): Promise<Credential> {
  const { target, steps, stored, refused } = renewal;
  const { row, credential } = stored;
  const isOutlived = row.lease !== null && row.lease_until !== null && row.lease_until < target.clock.now();
  if (isOutlived) {
    // What it brought may lie in the spool of this machine.
    await drainSpool(target.clock);
    const now = await load(target);
    if (now.row.version !== row.version) return now.credential;
  }
  const { connectionId } = target;
  const claim = await withTenant(target.tenant, (tx) =>
    steps.claim(tx, { connectionId, stored, refused, lease: randomUUID(), now: target.clock.now() }),
  );
  if (claim.kind === 'claimed') {
    if (claim.wasCutOff) log.warn('A renewal was cut off; it is tried again.', { ...target.tenant, connectionId });
    return renew(renewal, claim);
  }
  if (claim.kind === 'busy') return waitForOther(renewal);
  if (!refused && isGood(stored, target)) return credential;
  if (refused) {
    return endAccess(target, 'revoked', renewal.words ?? 'The app refuses the access, and nothing can renew it.');
  }
  return endAccess(target, 'expired', 'The app gave no way to renew the access.');
}

/** Somebody else renews, or the app was unreachable a moment ago: wait for the row to change, never call in parallel. */
async function waitForOther(renewal: Renewal): Promise<Credential> {
  const { target, stored, refused } = renewal;
  const giveUpAt = Date.now() + waitLimitMs;
  while (Date.now() < giveUpAt) {
    const current = await load(target);
    const { row, credential } = current;
    const now = target.clock.now();
    if (row.version !== stored.row.version) return credential;
    if (!row.lease && row.retry_at && row.retry_at > now) {
      if (!refused && isGood(current, target)) return credential;
      throw new AppCallError('The app could not renew the access a moment ago.', {
        class: 'app_down',
        retryAfterMs: row.retry_at.getTime() - now.getTime(),
      });
    }
    if (!row.lease || (row.lease_until && row.lease_until < now)) return renewOrWait({ ...renewal, stored: current });
    await sleep(50 + Math.random() * 100);
  }
  throw new AppCallError('Renewing the access took too long.', { class: 'timeout' });
}
