import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';

/** The vendor's name, as its customers know it. */
export async function vendorName(tx: TenantTx): Promise<string> {
  const row = await tx
    .selectFrom('environment')
    .innerJoin('vendor', 'vendor.id', 'environment.vendor_id')
    .select(sql<string>`coalesce(environment.brand ->> 'name', vendor.name)`.as('name'))
    .where('environment.id', '=', tx.tenant.environmentId)
    .executeTakeFirstOrThrow();
  return row.name;
}
