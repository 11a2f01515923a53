import { widenRegistration } from '#server/catalog/widen-registration.ts';
import { withTenant } from '#server/db/tenant.ts';
import { loadConnectionScope } from './connection-scope.ts';
import type { RenewalTarget } from './renewal-target.ts';

/** The app wants more than this access allows: connecting again then asks for it. The access itself stays good for the rest. */
export async function askForMore(target: Pick<RenewalTarget, 'tenant' | 'connectionId'>, lacking: readonly string[]) {
  const { environmentId } = target.tenant;
  // The registration is the environment's, whoever called.
  await withTenant({ environmentId }, async (tx) => {
    const { access, connection } = await loadConnectionScope(tx, target.connectionId);
    await widenRegistration(tx, access, { granted: connection.granted_scopes, lacking });
  });
}
