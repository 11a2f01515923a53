import { randomBytes } from 'node:crypto';
import type { TenantTx } from '#server/db/tenant.ts';
import { type Id, newId } from '#server/ids.ts';
import { Secret } from '#server/secrets.ts';
import { keyProvider } from './key-provider.ts';

interface DataKey {
  id: Id<'dataKey'>;
  bytes: Secret<Buffer>;
}

// Unwrapped keys of this process, by environment and id. Small (32 bytes each) and only read through a transaction of that tenant.
const unwrapped = new Map<string, Secret<Buffer>>();
const cacheLimit = 10_000;

const context = (tx: TenantTx, id: string) => `${tx.tenant.environmentId}|${id}`;

async function unwrap(tx: TenantTx, id: Id<'dataKey'>, wrapped: Buffer): Promise<Secret<Buffer>> {
  const cacheKey = context(tx, id);
  const known = unwrapped.get(cacheKey);
  if (known) return known;
  const bytes = new Secret(await keyProvider().unwrap(wrapped, cacheKey));
  if (unwrapped.size >= cacheLimit) unwrapped.clear();
  unwrapped.set(cacheKey, bytes);
  return bytes;
}

/** The data key that new values are sealed with; the environment's first use makes it. */
export async function currentDataKey(tx: TenantTx): Promise<DataKey> {
  const row = await tx
    .selectFrom('data_key')
    .select(['id', 'wrapped'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('retired_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row) return { id: row.id, bytes: await unwrap(tx, row.id, row.wrapped) };
  return createDataKey(tx);
}

async function createDataKey(tx: TenantTx): Promise<DataKey> {
  const id = newId('dataKey');
  const bytes = randomBytes(32);
  const provider = keyProvider();
  await tx
    .insertInto('data_key')
    .values({
      environment_id: tx.tenant.environmentId,
      id,
      wrapped: await provider.wrap(bytes, context(tx, id)),
      wrapped_by: provider.id,
    })
    .execute();
  return { id, bytes: new Secret(bytes) };
}

export async function dataKeyById(tx: TenantTx, id: string): Promise<Secret<Buffer>> {
  const row = await tx
    .selectFrom('data_key')
    .select(['id', 'wrapped'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id as Id<'dataKey'>)
    .executeTakeFirstOrThrow();
  return unwrap(tx, row.id, row.wrapped);
}
