import { AppCallError } from '#connectors/kit/index.ts';
import type { Clock } from '#server/clock.ts';
import { type Tenant, withTenant } from '#server/db/tenant.ts';
import type { ConnectionId } from '#server/ids.ts';
import { loadCredential, type StoredCredential } from './credential.queries.ts';

/** Whose access is renewed. */
export interface RenewalTarget {
  tenant: Tenant;
  connectionId: ConnectionId;
  clock: Clock;
}

/** The credential as it is stored now. */
export async function load({ tenant, connectionId }: RenewalTarget): Promise<StoredCredential> {
  const stored = await withTenant(tenant, (tx) => loadCredential(tx, connectionId));
  if (!stored) throw new AppCallError('The credential was removed.', { class: 'auth', code: 'disconnected' });
  return stored;
}

/** Whether the app still takes it, by our clock and its word. */
export function isGood({ row }: StoredCredential, { clock }: RenewalTarget): boolean {
  return row.expires_at === null || row.expires_at > clock.now();
}
