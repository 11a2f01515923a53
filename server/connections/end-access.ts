import { AppCallError } from '#connectors/kit/index.ts';
import { withTenant } from '#server/db/tenant.ts';
import { needsReauth } from './needs-reauth.ts';
import type { RenewalTarget } from './renewal-target.ts';

/** The access is over: a person is asked, and the caller is told why. */
export async function endAccess(
  { tenant, connectionId, clock }: RenewalTarget,
  reason: 'expired' | 'revoked',
  detail: string,
): Promise<never> {
  await withTenant(tenant, (tx) => needsReauth(tx, connectionId, { reason, detail, now: clock.now() }));
  throw new AppCallError(detail, { class: 'auth', code: reason });
}
