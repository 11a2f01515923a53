import type { ConnectorHooks } from '#connectors/kit/index.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import type { ConnectionRow } from '#server/connections/connection.table.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { type ConnectionId, newId } from '#server/ids.ts';
import { appHookUrl } from './hook-address.ts';
import { newHookSecret, sealHookSecret } from './hook-secret.ts';
import type { HookSubscriptionRow } from './hook-subscription.table.ts';
import { settleSoon } from './settle-soon.ts';
import {
  changeSubscription,
  deleteSubscription,
  findSubscriptionOf,
  insertSubscription,
} from './subscription.queries.ts';

/** How an app tells of a connection: at the vendor's one address, because we asked, or because a person entered an address there. */
export type HookWay = 'none' | 'app' | 'made' | 'entered';

export function hookWay(hooks: ConnectorHooks | undefined): HookWay {
  if (!hooks) return 'none';
  if (hooks.subscribe) return 'made';
  return hooks.secretFrom === 'oauthApp' ? 'app' : 'entered';
}

interface Told {
  connection: ConnectionRow;
  app: string;
  way: HookWay;
  row: HookSubscriptionRow | undefined;
}

export async function loadHooksOf(tx: TenantTx, connectionId: ConnectionId): Promise<Told> {
  const connection = await getConnection(tx, connectionId);
  const { connector } = await getConnector(tx, connection.connector);
  const row = await findSubscriptionOf(tx, connectionId);
  return { connection, app: connector.name, way: hookWay(connector.hooks), row };
}

/** Has the app tell of this connection, also where no sync lives on it. The secret is given where a person is to enter it at the app: once. */
export async function askForHooks(tx: TenantTx, connectionId: ConnectionId): Promise<{ secret: string | null }> {
  const { connection, app, way, row } = await loadHooksOf(tx, connectionId);
  if (connection.status === 'disconnected') {
    throw new AppError('conflict', 'This connection has ended.', { remedy: 'Let the customer connect again.' });
  }
  if (way === 'none') {
    throw new AppError('invalid', `${app} does not tell of changes.`, { remedy: 'Its syncs look for them regularly.' });
  }
  if (way === 'app') {
    const url = appHookUrl(tx.tenant.environmentId, connection.connector);
    throw new AppError('invalid', `${app} tells of all its accounts at one address.`, {
      remedy: `Enter ${url} where your app is registered at ${app}.`,
    });
  }
  if (row) {
    await changeSubscription(tx, connectionId, { asked: true });
    if (row.kind === 'made') await settleSoon(tx, connectionId);
    return { secret: null };
  }
  const id = newId('hookSubscription');
  const secret = newHookSecret();
  await insertSubscription(tx, {
    ...{ id, kind: way, status: way === 'made' ? 'pending' : 'active', connection, asked: true },
    sealed: await sealHookSecret(tx, id, { secret }),
  });
  if (way === 'entered') return { secret };
  await settleSoon(tx, connectionId);
  return { secret: null };
}

/** Takes the secret that the app has shown, where it is the app that chooses it. */
export async function enterHookSecret(tx: TenantTx, connectionId: ConnectionId, secret: string): Promise<void> {
  const { app, way, row } = await loadHooksOf(tx, connectionId);
  if (way !== 'entered' || !row) {
    throw new AppError('invalid', `Nobody enters a secret for what ${app} tells of this connection.`, {
      field: 'secret',
      remedy: way === 'entered' ? 'Ask for its address first.' : 'Nothing needs to be entered.',
    });
  }
  await changeSubscription(tx, connectionId, { sealed: await sealHookSecret(tx, row.id, { secret }) });
}

/** Takes the wish back: what no sync lives on ends at the app too, and an address that was entered there is closed. */
export async function stopHooks(tx: TenantTx, connectionId: ConnectionId): Promise<void> {
  const { row } = await loadHooksOf(tx, connectionId);
  if (!row) return;
  if (row.kind === 'entered') return deleteSubscription(tx, row.id);
  await changeSubscription(tx, connectionId, { asked: false });
  await settleSoon(tx, connectionId);
}
