import { z } from 'zod';
import type { Account } from '#connectors/kit/index.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import { putCredential } from '#server/connections/credential.queries.ts';
import { reviveConnection } from '#server/connections/revive-connection.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { type ConnectionId, newId } from '#server/ids.ts';
import { addActivity } from '#server/installations/activity.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { open, seal } from '#server/keys/seal.ts';
import { type Credential, parseCredential, serialiseCredential } from '#server/runtime/credential.ts';
import { getConnector } from '#server/runtime/get-connector.ts';
import { moveConnect } from './connect.queries.ts';
import type { ConnectRow } from './connect.table.ts';

/** An account that let us in: what it gave, and who it is. */
export interface Authorized {
  credential: Credential;
  grantedScopes: string[];
  learnt: Record<string, string>;
  account: Account;
}

const pendingPlace = (row: ConnectRow) => ({ table: 'connect', row: row.id, column: 'pending' });
const learntSchema = z.record(z.string(), z.string());

/**
 * Stores what was authorised. A reconnect of the same account is done with it; another account waits for the customer's
 * word; a new connection goes on to its questions.
 */
export async function settleAuthorized(
  tx: TenantTx,
  row: ConnectRow,
  authorized: Authorized,
  now: Date,
): Promise<ConnectRow> {
  if (!row.connection_id) return settleNew(tx, row, authorized, now);
  const connection = await getConnection(tx, row.connection_id);
  const known = {
    account: authorized.account,
    grantedScopes: authorized.grantedScopes,
    learnt: authorized.learnt,
    failure: null,
  };
  if (connection.account_id === authorized.account.id) {
    await reviveConnection(tx, connection, authorized, now);
    return moveConnect(tx, row, 'done', {
      ...known,
      installationId: connection.installation_id,
      warning: null,
      pending: null,
    });
  }
  return moveConnect(tx, row, 'authorize', {
    ...known,
    pending: await seal(tx, pendingPlace(row), serialiseCredential(authorized.credential)),
    warning: {
      kind: 'other_account',
      before: connection.account_name ?? 'the account before',
      now: authorized.account.name,
    },
  });
}

/** The customer wants the other account: it takes the connection's place. */
export async function confirmOtherAccount(tx: TenantTx, row: ConnectRow, now: Date): Promise<ConnectRow> {
  if (!row.pending || !row.connection_id || !row.account_id || !row.account_name) return row;
  const connection = await getConnection(tx, row.connection_id);
  const credential = parseCredential(await open(tx, pendingPlace(row), row.pending));
  const account = { id: row.account_id, name: row.account_name };
  await reviveConnection(
    tx,
    connection,
    { credential, grantedScopes: row.granted_scopes, learnt: learntSchema.parse(row.learnt), account },
    now,
  );
  return moveConnect(tx, row, 'done', { installationId: connection.installation_id, warning: null, pending: null });
}

async function settleNew(tx: TenantTx, row: ConnectRow, authorized: Authorized, now: Date): Promise<ConnectRow> {
  const integration = await getIntegration(tx, row.integration_id);
  const { connector } = await getConnector(integration.connector);
  const installationId = newId('installation');
  const connectionId: ConnectionId = newId('connection');
  await tx
    .insertInto('installation')
    .values({
      environment_id: tx.tenant.environmentId,
      id: installationId,
      customer_id: row.customer_id,
      integration_id: integration.id,
      integration_version: integration.version,
      status: 'setup',
      created_by: row.end_user_id,
    })
    .execute();
  await tx
    .insertInto('connection')
    .values({
      environment_id: tx.tenant.environmentId,
      id: connectionId,
      customer_id: row.customer_id,
      installation_id: installationId,
      connector: integration.connector,
      status: 'active',
      account_id: authorized.account.id,
      account_name: authorized.account.name,
      granted_scopes: authorized.grantedScopes,
      learnt: JSON.stringify(authorized.learnt),
      connected_by: row.end_user_id,
      status_changed_at: now,
    })
    .execute();
  await putCredential(tx, { connectionId, customerId: row.customer_id, credential: authorized.credential, now });
  const { notice } = authorized.account;
  if (notice) await addActivity(tx, { installationId, customerId: row.customer_id, tone: 'neutral', sentence: notice });
  const hasQuestions = Object.keys(connector.settings.shape).length > 0;
  return moveConnect(tx, row, hasQuestions ? 'after' : 'review', {
    account: authorized.account,
    grantedScopes: authorized.grantedScopes,
    learnt: authorized.learnt,
    installationId,
    failure: null,
  });
}
