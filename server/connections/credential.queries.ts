import { sql } from 'kysely';
import { secondsAfter } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId, CustomerId } from '#server/ids.ts';
import { open, seal } from '#server/keys/seal.ts';
import { type Credential, endOf, parseCredential, serialiseCredential } from '#server/runtime/credential.ts';
import type { CredentialRow } from './credential.table.ts';
import { nextRefresh, tellEndFrom } from './refresh-time.ts';

const place = (connectionId: ConnectionId, column: 'ciphertext' | 'previous' = 'ciphertext') => ({
  table: 'credential',
  row: connectionId,
  column,
});
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

/** The credential before this one, while it is kept. */
export async function openPrevious(tx: TenantTx, row: CredentialRow, now: Date): Promise<Credential | undefined> {
  if (!row.previous || !row.previous_until || row.previous_until <= now) return undefined;
  return parseCredential(await open(tx, place(row.connection_id, 'previous'), row.previous));
}

/** Until when the access can be renewed without a person; null where nobody tells of an end. */
const lastDayOf = (credential: Credential): Date | null =>
  credential.kind === 'oauth2' && credential.refreshTokenEndsAt !== undefined
    ? new Date(credential.refreshTokenEndsAt)
    : null;

const times = (credential: Credential, now: Date) => {
  const [expiresAt, endsAt] = [endOf(credential), lastDayOf(credential)];
  return { expires_at: expiresAt, ends_at: endsAt, refresh_at: nextRefresh(now, { expiresAt, endsAt }) };
};

const atRest = { lease: null, lease_until: null, failures: 0, retry_at: null, cut_off_at: null };

/** Stores what a person has just authorised: it replaces whatever was there, a running refresh included. */
export async function putCredential(
  tx: TenantTx,
  input: { connectionId: ConnectionId; customerId: CustomerId; credential: Credential; now: Date },
): Promise<void> {
  const ciphertext = await seal(tx, place(input.connectionId), serialiseCredential(input.credential));
  const known = times(input.credential, input.now);
  const fresh = {
    ciphertext,
    ...known,
    ...atRest,
    tell_end_at: known.ends_at && tellEndFrom({ since: input.now, endsAt: known.ends_at }),
    // It was tried before it came here.
    checked_at: input.now,
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
        .doUpdateSet({ ...fresh, version: sql`credential.version + 1`, previous: null, previous_until: null }),
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

export interface RefreshClaim {
  connectionId: ConnectionId;
  version: number;
  lease: string;
  now: Date;
  leaseSeconds: number;
}

/**
 * Claims the right to refresh, in one short UPDATE: it also proves that the database can be written before a rotating
 * token is burnt. Undefined while somebody else holds the lease, has refreshed already, or the app must be left alone. A
 * lease that was outlived is taken over, and what it was for counts as cut off until a refresh has come to its end.
 */
export async function claimRefresh(tx: TenantTx, claim: RefreshClaim): Promise<{ wasCutOff: boolean } | undefined> {
  const row = await tx
    .updateTable('credential')
    .set({
      lease: claim.lease,
      lease_until: secondsAfter(claim.now, claim.leaseSeconds),
      cut_off_at: sql`case when lease is null then cut_off_at else ${claim.now} end`,
    })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', claim.connectionId)
    .where('version', '=', claim.version)
    .where((where) => where.or([where('lease', 'is', null), where('lease_until', '<', claim.now)]))
    .where((where) => where.or([where('retry_at', 'is', null), where('retry_at', '<=', claim.now)]))
    .returning('cut_off_at')
    .executeTakeFirst();
  return row && { wasCutOff: row.cut_off_at !== null };
}

export interface Renewed {
  connectionId: ConnectionId;
  /** Of the credential that it was made from. */
  version: number;
  lease: string;
  credential: Credential;
  now: Date;
}

/**
 * Stores a renewed credential in the place of the one that it was made from; that one is kept a day. `late`: our lease
 * was outlived, and nobody else has renewed it since. `newer`: somebody has. `busy`: somebody is just about to.
 */
export async function storeRenewed(tx: TenantTx, renewed: Renewed): Promise<'stored' | 'late' | 'newer' | 'busy'> {
  const current = await lockCredential(tx, renewed.connectionId);
  if (current?.row.version !== renewed.version) return 'newer';
  const { row, credential: before } = current;
  const isOurs = row.lease === renewed.lease;
  if (!isOurs && row.lease !== null && row.lease_until !== null && row.lease_until >= renewed.now) return 'busy';
  const { connectionId, credential, now } = renewed;
  const known = times(credential, now);
  const endIsNew = known.ends_at?.getTime() !== row.ends_at?.getTime();
  await tx
    .updateTable('credential')
    .set({
      ciphertext: await seal(tx, place(connectionId), serialiseCredential(credential)),
      ...known,
      ...atRest,
      ...(endIsNew && { tell_end_at: known.ends_at && tellEndFrom({ since: now, endsAt: known.ends_at }) }),
      version: row.version + 1,
      previous: await seal(tx, place(connectionId, 'previous'), serialiseCredential(before)),
      previous_until: secondsAfter(now, previousKeptSeconds),
      updated_at: now,
    })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .execute();
  return isOurs ? 'stored' : 'late';
}

async function lockCredential(tx: TenantTx, connectionId: ConnectionId): Promise<StoredCredential | undefined> {
  const found = await tx
    .selectFrom('credential')
    .select('version')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .forUpdate()
    .executeTakeFirst();
  return found && loadCredential(tx, connectionId);
}

/** Gives the lease back after a refresh that came to no credential; nobody asks again before `retryAt`. */
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
