import { type AppCallError, isAppCallError } from '#connectors/kit/index.ts';
import { withTenant } from '#server/db/tenant.ts';
import { log } from '#server/log.ts';
import { type Credential, serialiseCredential } from '#server/runtime/credential.ts';
import { releaseRefresh } from './credential.queries.ts';
import { endAccess } from './end-access.ts';
import { noteGrantedScopes } from './granted-scopes.ts';
import { withoutSecrets } from './hide-secrets.ts';
import { refreshRetryAt } from './refresh-time.ts';
import type { Renewal } from './renew-or-wait.ts';
import { afterRefusal, reuseOf } from './renewal-plan.ts';
import type { ClaimedRenewal } from './renewal-steps.ts';
import { isGood, load } from './renewal-target.ts';
import { spoolPlace } from './spool.ts';

/** The one call to the app. No database connection is held while it runs. */
export async function renew(renewal: Renewal, claim: ClaimedRenewal): Promise<Credential> {
  const { target, steps, stored, refused } = renewal;
  const { access, credential } = claim;
  let renewed: Credential;
  try {
    renewed = await steps.call({ access, credential, now: target.clock.now() });
  } catch (thrown) {
    const error = withoutSecrets(thrown, credential);
    if (isAppCallError(error) && error.details.class === 'auth') return settleRefusal(renewal, claim, error);
    await release(renewal, claim, refreshRetryAt(target.clock.now(), claim.failures));
    if (!refused && isGood(stored, target)) return credential;
    throw error;
  }
  return keep(renewal, claim, renewed);
}

/** The app has said no. One more way is left where it allows a refresh token twice; else a person is asked. */
async function settleRefusal(renewal: Renewal, claim: ClaimedRenewal, refusal: AppCallError): Promise<Credential> {
  const { target, steps } = renewal;
  const { access, previous, wasCutOff } = claim;
  const then = afterRefusal({ reuse: reuseOf(access.auth), wasCutOff, hasPrevious: previous !== undefined });
  if (then === 'previous' && previous) {
    const renewed = await steps.call({ access, credential: previous, now: target.clock.now() }).catch(() => undefined);
    if (renewed) return keep(renewal, claim, renewed);
  }
  await release(renewal, claim, null);
  const words = refusal.details.appMessage ?? refusal.message;
  if (then !== 'lost') return endAccess(target, 'revoked', words);
  const app = access.connector.connector.name;
  return endAccess(
    target,
    'expired',
    `The renewal before this one was cut off before its answer was kept, and ${app} takes each one once. It says: ${words}`,
  );
}

async function keep(renewal: Renewal, claim: ClaimedRenewal, renewed: Credential): Promise<Credential> {
  const { target, steps } = renewal;
  const { tenant, connectionId, clock } = target;
  const { version, lease, sealer } = claim;
  const outcome = await withTenant(tenant, (tx) =>
    steps.store(tx, { connectionId, version, lease, credential: renewed, now: clock.now() }),
  ).catch((error: unknown) => {
    log.error('A renewed access could not be stored.', { ...tenant, connectionId, error });
    return 'busy' as const;
  });
  if (outcome === 'stored') await noteScopes(renewal, claim, renewed);
  if (outcome === 'stored' || outcome === 'late') return renewed;
  // This process slept for longer than its lease lasts, and somebody else has renewed it or a person has reconnected.
  if (outcome === 'newer') return (await load(target)).credential;
  // Nothing is lost while it waits: the lease stays, and the spool is drained as soon as the database takes it.
  await steps.spool({
    environmentId: tenant.environmentId,
    connectionId,
    version,
    lease,
    at: clock.now().toISOString(),
    sealed: sealer.seal(spoolPlace({ connectionId, version }), serialiseCredential(renewed)).toString('base64'),
  });
  return renewed;
}

/** What the renewed access is good for: a scope that is gone needs a person. What can't be noted now is noted with the next one. */
async function noteScopes({ target }: Renewal, { access }: ClaimedRenewal, renewed: Credential): Promise<void> {
  if (renewed.kind !== 'oauth2') return;
  const { tenant, connectionId, clock } = target;
  await withTenant(tenant, (tx) =>
    noteGrantedScopes(tx, connectionId, { access, granted: renewed.scope, now: clock.now() }),
  ).catch((error: unknown) =>
    log.warn('What a renewed access is good for could not be noted.', { ...tenant, connectionId, error }),
  );
}

async function release({ target }: Renewal, { lease }: ClaimedRenewal, retryAt: Date | null): Promise<void> {
  const { tenant, connectionId } = target;
  await withTenant(tenant, (tx) => releaseRefresh(tx, { connectionId, lease, retryAt })).catch((error: unknown) =>
    // The lease ends by itself.
    log.warn('The lease of a renewal could not be given back.', { ...tenant, connectionId, error }),
  );
}
