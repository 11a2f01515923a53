import { findUser } from '../accounts/accounts.ts';
import type { OAuthStorage } from './storage.ts';

/** One app's access to one account, as given on one consent page. */
export interface ConnectedApp {
  id: string;
  clientId: string;
  clientName: string;
  userId: string;
  accountId: string;
  scopes: string[];
  since: string;
}

export function listGrants(storage: OAuthStorage, accountId?: string): ConnectedApp[] {
  const names = new Map(storage.ofKind('Client').map(({ id, payload }) => [id, payload.client_name ?? id]));
  const found: ConnectedApp[] = [];
  for (const { id, payload } of storage.ofKind('Grant')) {
    const user = findUser(payload.accountId);
    if (user === undefined || payload.clientId === undefined || !storage.isInUse(id)) continue;
    if (accountId !== undefined && user.accountId !== accountId) continue;
    found.push({
      id,
      clientId: payload.clientId,
      clientName: names.get(payload.clientId) ?? payload.clientId,
      userId: user.id,
      accountId: user.accountId,
      scopes: grantedScopes(payload.openid),
      since: new Date((payload.iat ?? 0) * 1000).toISOString(),
    });
  }
  return found;
}

export function hasAccess(storage: OAuthStorage, clientId: string, accountId: string): boolean {
  return listGrants(storage, accountId).some((grant) => grant.clientId === clientId);
}

function grantedScopes(openid: unknown): string[] {
  if (typeof openid !== 'object' || openid === null || !('scope' in openid)) return [];
  return typeof openid.scope === 'string' ? openid.scope.split(' ') : [];
}
