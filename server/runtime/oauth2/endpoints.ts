import type { Template } from '#connectors/kit/index.ts';
import { AppError } from '#server/errors.ts';
import { fillTemplate } from '../template.ts';
import { discoverServer } from './discover-server.ts';
import { addressValues, type OAuthAccess } from './oauth-access.ts';
import type { ServerMetadata } from './server-metadata.ts';
import { checkTrustedHost } from './trusted-host.ts';

/** Where the browser goes. */
export async function authorizeEndpoint(access: OAuthAccess): Promise<URL> {
  const found = await discovered(access);
  return found ? new URL(found.authorizeUrl) : address(access.auth.authorizeUrl, access);
}

/** Where tokens come from; another address may renew them. */
export async function tokenEndpoint(access: OAuthAccess, purpose: 'code' | 'refresh'): Promise<URL> {
  const { refreshUrl, tokenUrl } = access.auth;
  if (purpose === 'refresh' && refreshUrl !== undefined) return trustedAddress(refreshUrl, access);
  const found = await discovered(access);
  if (found) {
    trustDiscovered(access);
    return new URL(found.tokenUrl);
  }
  return trustedAddress(tokenUrl, access);
}

/** Where an access is given up; undefined where the app has no such address. `token` may stand in its path. */
export async function revokeEndpoint(
  access: OAuthAccess,
  tokens: Record<string, string | null>,
): Promise<URL | undefined> {
  const { revokeUrl } = access.auth;
  const found = await discovered(access);
  if (found?.revokeUrl) {
    trustDiscovered(access);
    return new URL(found.revokeUrl);
  }
  return revokeUrl === undefined ? undefined : trustedAddress(revokeUrl, access, tokens);
}

/** The metadata of an app whose connector asks for it. */
export async function discovered(access: OAuthAccess): Promise<ServerMetadata | undefined> {
  const { discover } = access.auth;
  return discover === undefined ? undefined : discoverServer(address(discover, access), access.app);
}

/** An address that is given the client's secret. */
export function trustedAddress(template: Template, access: OAuthAccess, more: Record<string, unknown> = {}): URL {
  const url = address(template, access, more);
  checkTrustedHost(url, template, access);
  return url;
}

/** Where the issuer may be told our secret, so may the addresses that it publishes. */
function trustDiscovered(access: OAuthAccess): void {
  const { discover } = access.auth;
  if (discover !== undefined) checkTrustedHost(address(discover, access), discover, access);
}

function address(template: Template, access: OAuthAccess, more: Record<string, unknown> = {}): URL {
  const url = fillTemplate({ template, values: { ...addressValues(access), ...more }, app: access.app });
  if (url.username === '' && url.password === '') return url;
  throw new AppError('misconfigured', `An address of ${access.app} holds a name and password, which are not sent.`, {
    remedy: "Check the connector's addresses: a client proves itself as clientAuth says.",
  });
}
