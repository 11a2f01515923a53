import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';

/** Whether this transaction is now the only one that works on the key. */
export async function tryLockKey(tx: TenantTx, key: string): Promise<boolean> {
  const name = `idempotency ${tx.tenant.environmentId} ${key}`;
  const { rows } = await sql<{
    locked: boolean;
  }>`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as locked`.execute(tx);
  return rows[0]?.locked === true;
}

export function findAnswer(tx: TenantTx, key: string, ttlSeconds: number) {
  return tx
    .selectFrom('idempotency_key')
    .select(['operation', 'body_hash', 'answer', 'lease_until'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('key', '=', key)
    .where('created_at', '>', sql<Date>`now() - make_interval(secs => ${ttlSeconds})`)
    .executeTakeFirst();
}

interface Intent {
  key: string;
  operation: string;
  bodyHash: Buffer;
  lease: string;
  leaseUntil: Date;
}

/** Writes that somebody works on the key, in the place of what was there. */
export async function insertIntent(tx: TenantTx, intent: Intent): Promise<void> {
  const { key, operation, bodyHash, lease, leaseUntil } = intent;
  const row = { operation, body_hash: bodyHash, answer: null, lease, lease_until: leaseUntil };
  await tx
    .insertInto('idempotency_key')
    .values({ environment_id: tx.tenant.environmentId, key, ...row })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'key']).doUpdateSet({ ...row, created_at: sql<Date>`now()` }),
    )
    .execute();
}

interface Ending {
  key: string;
  /** Whose intent it is: one that was taken over is left alone. */
  lease: string;
}

const ofLease = (tx: TenantTx, { key, lease }: Ending) =>
  tx
    .updateTable('idempotency_key')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('key', '=', key)
    .where('lease', '=', lease)
    .where('answer', 'is', null);

export async function answerIntent(tx: TenantTx, { answer, ...ending }: Ending & { answer: string }): Promise<void> {
  await ofLease(tx, ending).set({ answer, lease: null, lease_until: null }).execute();
}

/** Nobody works on it any more, and nobody knows what came of it. */
export async function leaveIntent(tx: TenantTx, ending: Ending, now: Date): Promise<void> {
  await ofLease(tx, ending).set({ lease: null, lease_until: now }).execute();
}

/** Nothing took place: the key is free again. */
export async function dropIntent(tx: TenantTx, { key, lease }: Ending): Promise<void> {
  await tx
    .deleteFrom('idempotency_key')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('key', '=', key)
    .where('lease', '=', lease)
    .where('answer', 'is', null)
    .execute();
}

interface NewAnswer {
  key: string;
  operation: string;
  bodyHash: Buffer;
  answer: string;
}

/** Stores an answer in the place of one that is too old to be given again. */
export async function insertAnswer(tx: TenantTx, { key, operation, bodyHash, answer }: NewAnswer): Promise<void> {
  const row = { operation, body_hash: bodyHash, answer, lease: null, lease_until: null };
  await tx
    .insertInto('idempotency_key')
    .values({ environment_id: tx.tenant.environmentId, key, ...row })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'key']).doUpdateSet({ ...row, created_at: sql<Date>`now()` }),
    )
    .execute();
}

/** A few at a time, so that no request pays for many; rows that another request deletes meanwhile are left to it. */
export async function forgetOldKeys(tx: TenantTx, ttlSeconds: number): Promise<void> {
  await tx
    .deleteFrom('idempotency_key')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('key', 'in', (from) =>
      from
        .selectFrom('idempotency_key')
        .select('key')
        .where('environment_id', '=', tx.tenant.environmentId)
        .where('created_at', '<', sql<Date>`now() - make_interval(secs => ${ttlSeconds})`)
        .orderBy('created_at')
        .limit(20)
        .forUpdate()
        .skipLocked(),
    )
    .execute();
}
