import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import type { CustomerRow } from './customer.table.ts';

interface CreateCustomer {
  externalId: string;
  name: string;
  plan?: string | null;
  metadata: Record<string, unknown>;
}

export async function createCustomer(
  tx: TenantTx,
  { externalId, name, plan = null, metadata }: CreateCustomer,
): Promise<CustomerRow> {
  const row = await tx
    .insertInto('customer')
    .values({
      environment_id: tx.tenant.environmentId,
      id: newId('customer'),
      external_id: externalId,
      name,
      plan,
      metadata: JSON.stringify(metadata),
    })
    .onConflict((conflict) => conflict.columns(['environment_id', 'external_id']).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row) return row;
  throw new AppError('conflict', `There is a customer with the external id ${externalId} already.`, {
    field: 'externalId',
    remedy: 'Look it up with GET /customers?search=…, or send another external id.',
  });
}
