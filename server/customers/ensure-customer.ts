import type { TenantTx } from '#server/db/tenant.ts';
import { newId } from '#server/ids.ts';
import type { CustomerRow } from './customer.table.ts';

interface EnsureCustomer {
  externalId: string;
  /** Makes the customer where there is none, and renames it where there is. */
  name?: string | undefined;
}

/** The customer with this external id; made from its name where it is new. Undefined where it is new and has no name. */
export async function ensureCustomer(
  tx: TenantTx,
  { externalId, name }: EnsureCustomer,
): Promise<CustomerRow | undefined> {
  const known = await tx
    .selectFrom('customer')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  if (name === undefined || known?.name === name) return known;
  return tx
    .insertInto('customer')
    .values({ environment_id: tx.tenant.environmentId, id: newId('customer'), external_id: externalId, name })
    .onConflict((conflict) => conflict.columns(['environment_id', 'external_id']).doUpdateSet({ name }))
    .returningAll()
    .executeTakeFirstOrThrow();
}
