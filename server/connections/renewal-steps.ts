import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId } from '#server/ids.ts';
import { type Sealer, sealerOf } from '#server/keys/seal.ts';
import type { Access } from '#server/runtime/access.ts';
import { canRenew, renewCredential } from '#server/runtime/auth/renew-credential.ts';
import type { Credential } from '#server/runtime/credential.ts';
import { loadConnectionScope } from './connection-scope.ts';
import {
  claimRefresh,
  loadCredential,
  openPrevious,
  type Renewed,
  type StoredCredential,
  storeRenewed,
} from './credential.queries.ts';
import { keepInSpool } from './drain-spool.ts';
import { afterCut, reuseOf } from './renewal-plan.ts';
import { restoreConnection } from './restore-connection.ts';

const leaseSeconds = 60;

interface ClaimInput {
  connectionId: ConnectionId;
  /** What its holder wants renewed. */
  stored: StoredCredential;
  /** The app has refused it although it has not ended. */
  refused: boolean;
  lease: string;
  now: Date;
}

/** The right to renew, with everything that is needed for it, so that the database is not needed again before the answer. */
export interface ClaimedRenewal {
  kind: 'claimed';
  access: Access;
  credential: Credential;
  previous: Credential | undefined;
  wasCutOff: boolean;
  version: number;
  lease: string;
  failures: number;
  /** Known to work: nothing is burnt that could not be kept. */
  sealer: Sealer;
}

export type Claim =
  | ClaimedRenewal
  /** Nothing can renew it. */
  | { kind: 'hopeless' }
  /** It still serves, and is better left alone. */
  | { kind: 'hold' }
  | { kind: 'busy' };

async function claim(tx: TenantTx, input: ClaimInput): Promise<Claim> {
  const { connectionId, stored, refused, lease, now } = input;
  const { access } = await loadConnectionScope(tx, connectionId);
  if (!canRenew(access, stored.credential)) return { kind: 'hopeless' };
  const current = await loadCredential(tx, connectionId);
  if (current?.row.version !== stored.row.version) return { kind: 'busy' };
  const { row, credential } = current;
  const isOutlived = row.lease !== null && row.lease_until !== null && row.lease_until < now;
  const wasCutOff = isOutlived || row.cut_off_at !== null;
  const accessIsGood = !refused && row.expires_at !== null && row.expires_at > now;
  if (wasCutOff && afterCut({ reuse: reuseOf(access.auth), accessIsGood }) === 'hold') return { kind: 'hold' };
  const sealer = await sealerOf(tx);
  const previous = await openPrevious(tx, row, now);
  const { version, failures } = row;
  const claimed = await claimRefresh(tx, { connectionId, version, lease, now, leaseSeconds });
  if (!claimed) return { kind: 'busy' };
  return { kind: 'claimed', access, credential, previous, version, lease, failures, sealer, ...claimed };
}

async function store(tx: TenantTx, renewed: Renewed): ReturnType<typeof storeRenewed> {
  const outcome = await storeRenewed(tx, renewed);
  // While we were late, somebody else may have been refused and have called for a person.
  if (outcome === 'late') await restoreConnection(tx, renewed.connectionId, renewed.now);
  return outcome;
}

/** The steps of a renewal, in their order. A test ends the process before, within and after each. */
export const renewalSteps = { claim, call: renewCredential, store, spool: keepInSpool };

export type RenewalSteps = typeof renewalSteps;
