import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppCallError, isAppCallError } from '#connectors/kit/index.ts';
import type { Clock } from '#server/clock.ts';
import { type Tenant, withTenant } from '#server/db/tenant.ts';
import type { ConnectionId } from '#server/ids.ts';
import type { CredentialSource } from '#server/runtime/create-context.ts';
import type { Credential, OAuthCredential } from '#server/runtime/credential.ts';
import { refresh } from '#server/runtime/oauth2.ts';
import { loadConnectionScope } from './connection-scope.ts';
import {
  claimRefresh,
  loadCredential,
  releaseRefresh,
  type StoredCredential,
  storeRefreshed,
} from './credential.queries.ts';
import { needsReauth } from './needs-reauth.ts';
import { refreshRetryAt } from './refresh-time.ts';

const leaseSeconds = 60;
const waitLimitMs = 45_000;

interface Target {
  tenant: Tenant;
  connectionId: ConnectionId;
  clock: Clock;
}

// Callers of one process that need the same refresh share it; callers of other processes wait for the lease's row.
const inFlight = new Map<ConnectionId, Promise<Credential>>();

/** The credential of a connection, refreshed before its end by whoever needs it first (rule 7). */
export function credentialSource(target: Target): CredentialSource {
  return {
    async get() {
      const stored = await load(target);
      const due = stored.row.refresh_at;
      return due && due <= target.clock.now() ? refreshOnce(target, stored) : stored.credential;
    },
    async refused(used) {
      const stored = await load(target);
      const replacedMeanwhile =
        stored.credential.kind === 'oauth2' &&
        used.kind === 'oauth2' &&
        stored.credential.accessToken !== used.accessToken;
      if (replacedMeanwhile) return stored.credential;
      return refreshOnce(target, stored, { refused: true });
    },
  };
}

async function load({ tenant, connectionId }: Target): Promise<StoredCredential> {
  const stored = await withTenant(tenant, (tx) => loadCredential(tx, connectionId));
  if (!stored) throw new AppCallError('The credential was removed.', { class: 'auth', code: 'disconnected' });
  return stored;
}

function refreshOnce(
  target: Target,
  stored: StoredCredential,
  options: { refused?: boolean } = {},
): Promise<Credential> {
  const running = inFlight.get(target.connectionId);
  if (running) return running;
  const started = refreshOrWait(target, stored, options.refused ?? false).finally(() =>
    inFlight.delete(target.connectionId),
  );
  inFlight.set(target.connectionId, started);
  return started;
}

async function refreshOrWait(target: Target, stored: StoredCredential, refused: boolean): Promise<Credential> {
  const { credential } = stored;
  if (credential.kind !== 'oauth2' || credential.refreshToken === null)
    return dead(target, 'expired', 'The app gave no way to renew the access.');
  const lease = randomUUID();
  const claimed = await withTenant(target.tenant, (tx) =>
    claimRefresh(tx, {
      connectionId: target.connectionId,
      version: stored.row.version,
      lease,
      now: target.clock.now(),
      leaseSeconds,
    }),
  );
  return claimed ? callApp(target, stored, credential, lease, refused) : waitForOther(target, stored, refused);
}

/** The one call to the app. No database connection is held while it runs. */
async function callApp(
  target: Target,
  stored: StoredCredential,
  credential: OAuthCredential,
  lease: string,
  refused: boolean,
): Promise<Credential> {
  const { tenant, connectionId, clock } = target;
  const scope = await withTenant(tenant, (tx) => loadConnectionScope(tx, connectionId));
  let renewed: OAuthCredential;
  try {
    if (!scope.client)
      throw new AppCallError('The OAuth app of this connector was removed.', {
        class: 'internal',
        code: 'no_oauth_app',
      });
    renewed = await refresh({
      connector: scope.connector,
      client: scope.client,
      credential,
      values: scope.values,
      now: clock.now(),
    });
  } catch (error) {
    if (isAppCallError(error) && error.details.class === 'auth') {
      await withTenant(tenant, (tx) => releaseRefresh(tx, { connectionId, lease, retryAt: null }));
      return dead(target, 'revoked', error.details.appMessage ?? error.message);
    }
    const retryAt = refreshRetryAt(clock.now(), stored.row.failures);
    await withTenant(tenant, (tx) => releaseRefresh(tx, { connectionId, lease, retryAt }));
    if (!refused && stillGood(stored, clock)) return credential;
    throw error;
  }
  const kept = await withTenant(tenant, (tx) =>
    storeRefreshed(tx, { connectionId, lease, credential: renewed, now: clock.now() }),
  );
  // The lease was lost (this process slept for longer than it lasts, or a person reconnected): what is stored now is newer.
  return kept ? renewed : (await load(target)).credential;
}

/** Somebody else refreshes, or the app was unreachable a moment ago: wait for the row to change, never call in parallel. */
async function waitForOther(target: Target, stored: StoredCredential, refused: boolean): Promise<Credential> {
  const giveUpAt = Date.now() + waitLimitMs;
  while (Date.now() < giveUpAt) {
    const now = await load(target);
    if (now.row.version !== stored.row.version) return now.credential;
    if (!now.row.lease && now.row.retry_at && now.row.retry_at > target.clock.now()) {
      if (!refused && stillGood(now, target.clock)) return now.credential;
      throw new AppCallError('The app could not renew the access a moment ago.', {
        class: 'app_down',
        retryAfterMs: now.row.retry_at.getTime() - target.clock.now().getTime(),
      });
    }
    if (!now.row.lease || (now.row.lease_until && now.row.lease_until < target.clock.now()))
      return refreshOrWait(target, now, refused);
    await sleep(50 + Math.random() * 100);
  }
  throw new AppCallError('Renewing the access took too long.', { class: 'timeout' });
}

const stillGood = (stored: StoredCredential, clock: Clock): boolean =>
  stored.row.expires_at !== null && stored.row.expires_at > clock.now();

async function dead(target: Target, reason: 'expired' | 'revoked', detail: string): Promise<never> {
  await withTenant(target.tenant, (tx) =>
    needsReauth(tx, target.connectionId, { reason, detail, now: target.clock.now() }),
  );
  throw new AppCallError(detail, { class: 'auth', code: reason });
}
