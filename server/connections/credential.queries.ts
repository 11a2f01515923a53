import { sql } from 'kysely';
import { secondsAfter } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId, CustomerId } from '#server/ids.ts';
import { open, seal } from '#server/keys/seal.ts';
import { type Credential, parseCredential, serialiseCredential } from '#server/runtime/credential.ts';
import type { CredentialRow } from './credential.table.ts';
import { refreshAt } from './refresh-time.ts';

const place = (connectionId: ConnectionId) => ({ table: 'credential', row: connectionId, column: 'ciphertext' });
const previousKeptSeconds = 24 * 3600;

export interface StoredCredential {
  credential: Credential;
  row: CredentialRow;
}

export async function loadCredential(tx: TenantTx, connectionId: ConnectionId): Promise<StoredCredential | undefined> {
  const row = await tx
    .selectFrom('credential')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .executeTakeFirst();
  if (!row) return undefined;
  return { row, credential: parseCredential(await open(tx, place(connectionId), row.ciphertext)) };
}

const times = (credential: Credential, now: Date) => {
  const expiresAt = credential.kind === 'oauth2' && credential.expiresAt ? new Date(credential.expiresAt) : null;
  return { expires_at: expiresAt, refresh_at: expiresAt ? refreshAt(now, expiresAt) : null };
};

/** Stores what a person has just authorised: it replaces whatever was there, a running refresh included. */
export async function putCredential(
  tx: TenantTx,
  input: { connectionId: ConnectionId; customerId: CustomerId; credential: Credential; now: Date },
): Promise<void> {
  const ciphertext = await seal(tx, place(input.connectionId), serialiseCredential(input.credential));
  const fresh = {
    ciphertext,
    ...times(input.credential, input.now),
    lease: null,
    lease_until: null,
    failures: 0,
    retry_at: null,
    updated_at: input.now,
  };
  await tx
    .insertInto('credential')
    .values({
      environment_id: tx.tenant.environmentId,
      connection_id: input.connectionId,
      customer_id: input.customerId,
      ...fresh,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['environment_id', 'connection_id'])
        .doUpdateSet({ ...fresh, version: sql`credential.version + 1`, previous: null }),
    )
    .execute();
}

export async function deleteCredential(tx: TenantTx, connectionId: ConnectionId): Promise<void> {
  await tx
    .deleteFrom('credential')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .execute();
}

/**
 * Claims the right to refresh, in one short UPDATE: it also proves that the database can be written before a rotating
 * token is burnt. False while somebody else holds the lease, has refreshed already, or the app must be left alone.
 */
export async function claimRefresh(
  tx: TenantTx,
  claim: { connectionId: ConnectionId; version: number; lease: string; now: Date; leaseSeconds: number },
): Promise<boolean> {
  const row = await tx
    .updateTable('credential')
    .set({ lease: claim.lease, lease_until: secondsAfter(claim.now, claim.leaseSeconds) })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', claim.connectionId)
    .where('version', '=', claim.version)
    .where((where) => where.or([where('lease', 'is', null), where('lease_until', '<', claim.now)]))
    .where((where) => where.or([where('retry_at', 'is', null), where('retry_at', '<=', claim.now)]))
    .returning('version')
    .executeTakeFirst();
  return row !== undefined;
}

/** Stores the refreshed credential if the lease is still ours. The one before is kept a day, for an app that answers late. */
export async function storeRefreshed(
  tx: TenantTx,
  input: { connectionId: ConnectionId; lease: string; credential: Credential; now: Date },
): Promise<boolean> {
  const ciphertext = await seal(tx, place(input.connectionId), serialiseCredential(input.credential));
  const row = await tx
    .updateTable('credential')
    .set({
      ciphertext,
      ...times(input.credential, input.now),
      version: sql`version + 1`,
      previous: sql`ciphertext`,
      previous_until: secondsAfter(input.now, previousKeptSeconds),
      lease: null,
      lease_until: null,
      failures: 0,
      retry_at: null,
      updated_at: input.now,
    })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', input.connectionId)
    .where('lease', '=', input.lease)
    .returning('version')
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives the lease back after a refresh that the app could not answer; nobody asks again before `retryAt`. */
export async function releaseRefresh(
  tx: TenantTx,
  input: { connectionId: ConnectionId; lease: string; retryAt: Date | null },
): Promise<void> {
  await tx
    .updateTable('credential')
    .set({
      lease: null,
      lease_until: null,
      retry_at: input.retryAt,
      ...(input.retryAt && { failures: sql`failures + 1` }),
    })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', input.connectionId)
    .where('lease', '=', input.lease)
    .execute();
}
