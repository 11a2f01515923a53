import { randomBytes } from 'node:crypto';
import type { TenantTx } from '#server/db/tenant.ts';
import { type Id, newId } from '#server/ids.ts';
import { Secret } from '#server/secrets.ts';
import { keyProvider, keyProviderOf } from './key-provider.ts';

export interface DataKey {
  id: Id<'dataKey'>;
  bytes: Secret<Buffer>;
}

// Unwrapped keys of this process, by environment and id. Small (32 bytes each) and only read through a transaction of that tenant.
const unwrapped = new Map<string, Secret<Buffer>>();
const cacheLimit = 10_000;

/** What a wrapped key is bound to. */
export const wrapContext = (tx: TenantTx, id: string) => `${tx.tenant.environmentId}|${id}`;

interface WrappedKey {
  id: Id<'dataKey'>;
  wrapped: Buffer;
  wrapped_by: string;
}

async function unwrap(tx: TenantTx, { id, wrapped, wrapped_by }: WrappedKey): Promise<Secret<Buffer>> {
  const cacheKey = wrapContext(tx, id);
  const known = unwrapped.get(cacheKey);
  if (known) return known;
  const bytes = new Secret(await keyProviderOf(wrapped_by).unwrap(wrapped, cacheKey));
  if (unwrapped.size >= cacheLimit) unwrapped.clear();
  unwrapped.set(cacheKey, bytes);
  return bytes;
}

/** The data key that new values are sealed with; the environment's first use makes it. */
export async function currentDataKey(tx: TenantTx): Promise<DataKey> {
  const row = await tx
    .selectFrom('data_key')
    .select(['id', 'wrapped', 'wrapped_by'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('retired_at', 'is', null)
    .where('for_records', '=', false)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row) return { id: row.id, bytes: await unwrap(tx, row) };
  return createDataKey(tx);
}

export interface RecordKey extends DataKey {
  /** Nothing is sealed with it any more; what it has sealed may still be there. */
  isRetired: boolean;
}

/** The keys that seal records; none where none ever was. */
export async function recordKeys(tx: TenantTx): Promise<RecordKey[]> {
  const rows = await tx
    .selectFrom('data_key')
    .select(['id', 'wrapped', 'wrapped_by', 'retired_at'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('for_records', '=', true)
    .orderBy('id', 'desc')
    .execute();
  const keys: RecordKey[] = [];
  for (const row of rows) keys.push({ id: row.id, bytes: await unwrap(tx, row), isRetired: row.retired_at !== null });
  return keys;
}

/** Makes the key that everything is sealed with from now on. */
export async function createDataKey(tx: TenantTx, forRecords = false): Promise<DataKey> {
  const id = newId('dataKey');
  const bytes = randomBytes(32);
  const provider = keyProvider();
  await tx
    .insertInto('data_key')
    .values({
      environment_id: tx.tenant.environmentId,
      id,
      wrapped: await provider.wrap(bytes, wrapContext(tx, id)),
      wrapped_by: provider.id,
      for_records: forRecords,
    })
    .execute();
  return { id, bytes: new Secret(bytes) };
}

export async function dataKeyById(tx: TenantTx, id: string): Promise<Secret<Buffer>> {
  const row = await tx
    .selectFrom('data_key')
    .select(['id', 'wrapped', 'wrapped_by'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id as Id<'dataKey'>)
    .executeTakeFirstOrThrow();
  return unwrap(tx, row);
}
