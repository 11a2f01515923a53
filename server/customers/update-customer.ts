import type { TenantTx } from '#server/db/tenant.ts';
import type { CustomerId } from '#server/ids.ts';

interface Update {
  name?: string | undefined;
  plan?: string | null | undefined;
  metadata?: Record<string, unknown> | undefined;
}

/** Changes what is known of a customer. What its plan holds is asked anew whenever something is shown or runs. */
export async function updateCustomer(tx: TenantTx, id: CustomerId, { name, plan, metadata }: Update): Promise<void> {
  const given = {
    ...(name !== undefined && { name }),
    ...(plan !== undefined && { plan }),
    ...(metadata && { metadata: JSON.stringify(metadata) }),
  };
  if (Object.keys(given).length === 0) return;
  await tx
    .updateTable('customer')
    .set(given)
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}
