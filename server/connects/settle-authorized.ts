import { z } from 'zod';
import type { Account } from '#connectors/kit/index.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import { putCredential } from '#server/connections/credential.queries.ts';
import { reviveConnection } from '#server/connections/revive-connection.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { type ConnectionId, newId } from '#server/ids.ts';
import { addActivity } from '#server/installations/activity.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { questionsOf } from '#server/integrations/questions.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { open, seal } from '#server/keys/seal.ts';
import { finishFavour } from '#server/portal/portal-link.queries.ts';
import { parseCredential, serialiseCredential } from '#server/runtime/credential.ts';
import type { Authorized } from './admit-account.ts';
import { beginReview } from './begin-review.ts';
import { moveConnect } from './connect.queries.ts';
import type { ConnectRow } from './connect.table.ts';
import { pinnedBy } from './pinned-by.ts';

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
  // The same form sent twice, or a second window: whoever came first has connected the account.
  if (row.stage !== 'authorize') {
    throw new AppError('conflict', 'The account was connected meanwhile.', {
      remedy: 'Read where it is, and go on from there.',
    });
  }
  if (!row.connection_id) return settleNew(tx, row, authorized, now);
  const connection = await getConnection(tx, row.connection_id);
  const account = named(authorized.account, connection.id);
  const known = { account, grantedScopes: authorized.grantedScopes, learnt: authorized.learnt, failure: null };
  if (connection.account_id === account.id) {
    await reviveConnection(tx, connection, { ...authorized, account, accountType: row.account_type }, now);
    await settleHelp(tx, row, now);
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
      now: account.name,
    },
  });
}

/** An account that nobody can name is known by its connection. */
const named = (account: Account, connectionId: ConnectionId): Account => ({
  ...account,
  id: account.id || connectionId,
});

/** The customer wants the other account: it takes the connection's place. */
export async function confirmOtherAccount(tx: TenantTx, row: ConnectRow, now: Date): Promise<ConnectRow> {
  if (!row.pending || !row.connection_id || !row.account_id || !row.account_name) return row;
  const connection = await getConnection(tx, row.connection_id);
  const credential = parseCredential(await open(tx, pendingPlace(row), row.pending));
  const account = { id: row.account_id, name: row.account_name };
  await reviveConnection(
    tx,
    connection,
    {
      credential,
      accountType: row.account_type,
      grantedScopes: row.granted_scopes,
      learnt: learntSchema.parse(row.learnt),
      account,
    },
    now,
  );
  await settleHelp(tx, row, now);
  return moveConnect(tx, row, 'done', { installationId: connection.installation_id, warning: null, pending: null });
}

async function settleNew(tx: TenantTx, row: ConnectRow, authorized: Authorized, now: Date): Promise<ConnectRow> {
  const integration = await getIntegration(tx, row.integration_id);
  const { connector } = await getConnector(tx, integration.connector);
  const pinned = pinnedBy(row, integration);
  const asked = questionsOf(await loadDefinition(tx, pinned), connector.settings).some(
    ({ internalOnly }) => !internalOnly,
  );
  const installationId = newId('installation');
  const connectionId: ConnectionId = newId('connection');
  const account = named(authorized.account, connectionId);
  await tx
    .insertInto('installation')
    .values({
      environment_id: tx.tenant.environmentId,
      id: installationId,
      customer_id: row.customer_id,
      integration_id: integration.id,
      integration_version: pinned.integration_version,
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
      account_type: row.account_type,
      status: 'active',
      account_id: account.id,
      account_name: account.name,
      granted_scopes: authorized.grantedScopes,
      learnt: JSON.stringify(authorized.learnt),
      // The account is that of whoever signed in to it.
      connected_by: row.helper_id ?? row.end_user_id,
      status_changed_at: now,
    })
    .execute();
  await putCredential(tx, { connectionId, customerId: row.customer_id, credential: authorized.credential, now });
  await settleHelp(tx, row, now);
  const { notice } = account;
  if (notice) await addActivity(tx, { installationId, customerId: row.customer_id, tone: 'neutral', sentence: notice });
  const known = {
    ...{ account, grantedScopes: authorized.grantedScopes, learnt: authorized.learnt, installationId },
    failure: null,
  };
  return asked ? moveConnect(tx, row, 'after', known) : beginReview(tx, row, known, { now: () => now });
}

/** Who was asked has done it. Of a connection that is there already, it is that person's account from now on. */
async function settleHelp(tx: TenantTx, row: ConnectRow, now: Date): Promise<void> {
  await finishFavour(tx, row.id, now);
  if (!row.helper_id || !row.connection_id) return;
  await tx
    .updateTable('connection')
    .set({ connected_by: row.helper_id })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', row.connection_id)
    .execute();
}
