import { type Account, type AppCallError, isAppCallError } from '#connectors/kit/index.ts';
import type { Clock } from '#server/clock.ts';
import { type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import type { ConnectionId } from '#server/ids.ts';
import { log } from '#server/log.ts';
import { createContext } from '#server/runtime/create-context.ts';
import { getConnection } from './connection.queries.ts';
import type { ConnectionRow } from './connection.table.ts';
import { type ConnectionScope, loadConnectionScope } from './connection-scope.ts';
import { credentialSource } from './fresh-credential.ts';
import { wordsOf } from './granted-scopes.ts';
import { markMisconfigured } from './mark-misconfigured.ts';
import { needsReauth } from './needs-reauth.ts';
import { reasonSentence } from './reason-sentence.ts';
import { restoreConnection } from './restore-connection.ts';

const checkMs = 20_000;

interface Checked {
  tenant: Tenant;
  connectionId: ConnectionId;
  clock: Clock;
  signal: AbortSignal;
}

/**
 * Asks the app whether a connection's access still works and whose it is. What that says of the connection is kept; what
 * says nothing of it (the app is down, slow, or wants to be left alone) changes nothing.
 */
export async function checkConnection({ tenant, connectionId, clock, signal }: Checked): Promise<void> {
  const scope = await withTenant(tenant, (tx) => loadConnectionScope(tx, connectionId));
  if (scope.connection.status !== 'active' && scope.connection.status !== 'misconfigured') return;
  try {
    const account = await askApp(scope, { tenant, connectionId, clock, signal });
    await withTenant(tenant, async (tx) => {
      await noteChecked(tx, connectionId, clock.now());
      const connection = await getConnection(tx, connectionId);
      const app = scope.access.connector.connector.name;
      if (account && connection.account_id !== account.id) {
        if (!isUnnamed(connection, app)) {
          const [before, now] = [connection.account_name ?? 'another account', account.name];
          const sentence = `The access to ${app} opens another account now: ${now}, and no longer ${before}. Reconnect with the one that is meant.`;
          return markMisconfigured(tx, connection, { sentence, detail: sentence, now: clock.now() });
        }
        // Connected when the connector could not yet ask who it is.
        await tx
          .updateTable('connection')
          .set({ account_id: account.id, account_name: account.name })
          .where('environment_id', '=', tx.tenant.environmentId)
          .where('id', '=', connectionId)
          .execute();
      }
      if (connection.status === 'misconfigured') await restoreConnection(tx, connectionId, clock.now());
    });
  } catch (error) {
    if (signal.aborted) throw error;
    await settle({ tenant, connectionId, clock, signal }, scope, error);
  }
}

/** Whose access it is; undefined where the connector can't ask. Renews it where that is due, and so keeps it alive. */
async function askApp(
  { access, learnt }: ConnectionScope,
  { tenant, connectionId, clock, signal }: Checked,
): Promise<Account | undefined> {
  const source = credentialSource({ tenant, connectionId, clock });
  const { check } = access.connector.connector;
  if (!check) {
    await source.get();
    return undefined;
  }
  const both = AbortSignal.any([signal, AbortSignal.timeout(checkMs)]);
  const context = createContext({ access, source, settings: {}, learnt, signal: both, patience: 'interactive' });
  try {
    return await check(context);
  } finally {
    await context.close();
  }
}

async function settle({ tenant, connectionId, clock }: Checked, scope: ConnectionScope, error: unknown): Promise<void> {
  const meaning = isAppCallError(error) ? meaningOf(error) : undefined;
  log.info('A connection could not be checked.', { ...tenant, connectionId, code: meaning ?? 'unknown', error });
  const now = clock.now();
  await withTenant(tenant, async (tx) => {
    await noteChecked(tx, connectionId, now);
    if (!meaning || !isAppCallError(error)) return;
    const detail = error.details.appMessage ?? error.message;
    const connection = await getConnection(tx, connectionId);
    // Whoever renews an access has noticed first, and knows the reason better.
    if (connection.status === 'needs_reauth' || connection.status === 'disconnected') return;
    if (meaning !== 'misconfigured') {
      const scopes = error.details.missingScopes;
      const named = scopes && wordsOf(scope.access, scopes).join(', ');
      return needsReauth(tx, connectionId, { reason: meaning, detail: named ?? detail, now });
    }
    const sentence = reasonSentence(scope.access.connector.connector.name, 'misconfigured');
    return markMisconfigured(tx, connection, { sentence, detail, now });
  });
}

async function noteChecked(tx: TenantTx, connectionId: ConnectionId, now: Date): Promise<void> {
  await tx
    .updateTable('credential')
    .set({ checked_at: now })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .execute();
}

/** What an app's refusal says of the connection; undefined where it says nothing of it. */
export function meaningOf({ details }: AppCallError): 'revoked' | 'missing_scope' | 'misconfigured' | undefined {
  switch (details.class) {
    case 'auth':
      return 'revoked';
    case 'permission':
      return 'missing_scope';
    case 'not_found':
    case 'invalid':
      return 'misconfigured';
    default:
      return undefined;
  }
}

/** Whether the account's id and name were made by us, from what the customer had answered. */
function isUnnamed({ id, account_id, account_name }: ConnectionRow, app: string): boolean {
  if (!account_id || account_id === id || !account_name) return true;
  return account_name === app || account_name.startsWith(`${app} (`);
}
