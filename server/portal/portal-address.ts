import type { TenantTx } from '#server/db/tenant.ts';
import { baseUrl } from '#server/env.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import type { EnvironmentId } from '#server/ids.ts';
import type { PortalLinkId } from './portal-link.queries.ts';

export const portalPath = (environmentId: EnvironmentId, id: PortalLinkId): string => `/portal/${environmentId}/${id}`;

/** Where the hosted page of this environment is: the vendor's own domain, where there is one that leads here. */
export const portalRoot = async (tx: TenantTx): Promise<string> =>
  (await getEnvironment(tx)).portal_address ?? baseUrl();

/** The token stands in the fragment, which no browser sends: not to us, not in a Referer, not into a log. */
export const linkAddress = async (tx: TenantTx, id: PortalLinkId, token: string): Promise<string> =>
  `${await portalRoot(tx)}${portalPath(tx.tenant.environmentId, id)}#${token}`;
