import { type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { createDataKey } from './data-keys.ts';
import { countByKey, resealEnvironment } from './reseal.ts';

const passes = 20;

export interface Rotated {
  /** Values that were sealed anew. */
  resealed: number;
  /** Keys that nothing names any more; they are destroyed a while later. */
  retired: number;
}

/**
 * Gives an environment a new data key and seals everything anew with it. Both keys can be read all the while. Where an
 * earlier change was interrupted, that one is brought to its end instead.
 */
export async function rotateDataKey(tenant: Tenant, onBatch?: (count: number) => void): Promise<Rotated> {
  const begun = await withTenant(tenant, begin);
  if (begun === 'nothing') return { resealed: 0, retired: 0 };
  let resealed = 0;
  for (let pass = 0; pass < passes; pass++) {
    const count = await resealEnvironment(tenant, onBatch);
    resealed += count;
    // A value that was being written with the old key while its row was passed over is found by one more pass.
    if (count === 0 && (await withTenant(tenant, (tx) => namesRetired(tx))) === false) break;
  }
  return { resealed, retired: await withTenant(tenant, countRetired) };
}

async function begin(tx: TenantTx): Promise<'nothing' | 'new' | 'resumed'> {
  const open = await tx
    .selectFrom('data_key')
    .select('id')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('retired_at', 'is', null)
    .where('for_records', '=', false)
    .forUpdate()
    .execute();
  if (open.length === 0) return 'nothing';
  if (await namesRetired(tx)) return 'resumed';
  await tx
    .updateTable('data_key')
    .set({ retired_at: new Date() })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('retired_at', 'is', null)
    .where('for_records', '=', false)
    .execute();
  await createDataKey(tx);
  return 'new';
}

async function namesRetired(tx: TenantTx): Promise<boolean> {
  const counts = await countByKey(tx);
  const retired = await retiredKeys(tx);
  return retired.some((id) => (counts.get(id) ?? 0) > 0);
}

const countRetired = async (tx: TenantTx): Promise<number> => (await retiredKeys(tx)).length;

async function retiredKeys(tx: TenantTx): Promise<string[]> {
  const rows = await tx
    .selectFrom('data_key')
    .select('id')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('retired_at', 'is not', null)
    .where('for_records', '=', false)
    .execute();
  return rows.map(({ id }) => id);
}
