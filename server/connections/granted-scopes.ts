import { scopeWordsOf } from '#server/catalog/scope-words.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId } from '#server/ids.ts';
import type { Access } from '#server/runtime/access.ts';
import { requestedScopes } from '#server/runtime/oauth2/authorize-url.ts';
import { missingScopes } from '#server/runtime/scopes.ts';
import { getConnection } from './connection.queries.ts';
import { needsReauth } from './needs-reauth.ts';

export interface MissingScope {
  scope: string;
  /** In plain words, what it is for. */
  words: string;
}

/**
 * What the connector asked for and was not given, in plain words. A scope that may be missing is not missed, and neither is
 * one that the vendor has added: the connector works without it.
 */
export function scopesMissing(access: Access, granted: readonly string[]): MissingScope[] {
  const { auth } = access;
  if (auth.kind !== 'oauth2') return [];
  const { scopes, optionalScopes = [] } = auth;
  const needed = requestedScopes(access).filter((scope) => scopes.includes(scope) && !optionalScopes.includes(scope));
  const missing = missingScopes(needed, granted);
  const words = wordsOf(access, missing);
  return missing.map((scope, index) => ({ scope, words: words[index] ?? scope }));
}

/** Scopes in plain words, or by their names where the connector has none. */
export function wordsOf({ connector }: Pick<Access, 'connector'>, scopes: readonly string[]): string[] {
  const words = scopeWordsOf(connector);
  return scopes.map((scope) => words[scope] || scope);
}

interface Granted {
  access: Access;
  /** As the app says them now, with a renewed access. */
  granted: readonly string[];
  now: Date;
}

/** Keeps what an access is good for after a renewal. What was there and is gone needs a person, who is told by name what it was. */
export async function noteGrantedScopes(
  tx: TenantTx,
  id: ConnectionId,
  { access, granted, now }: Granted,
): Promise<void> {
  const { granted_scopes: before } = await getConnection(tx, id);
  if (before.length === granted.length && before.every((scope) => granted.includes(scope))) return;
  await tx
    .updateTable('connection')
    .set({ granted_scopes: [...granted] })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
  const lost = scopesMissing(access, granted).filter(({ scope }) => before.includes(scope));
  if (lost.length === 0) return;
  await needsReauth(tx, id, { reason: 'missing_scope', detail: lost.map(({ words }) => words).join(', '), now });
}
