import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { type CustomerId, isId } from '#server/ids.ts';
import { findCustomerByExternalId, getCustomer } from './customer.queries.ts';

/** The customer that the vendor names by its own id or by ours. */
export async function resolveCustomer(tx: TenantTx, customer: string, field = 'customer'): Promise<CustomerId> {
  const byExternalId = await findCustomerByExternalId(tx, customer);
  if (byExternalId) return byExternalId.id;
  if (isId('customer', customer)) return (await getCustomer(tx, customer)).id;
  throw new AppError('not_found', `There is no customer ${customer} here.`, {
    field,
    remedy: 'Send the id of a customer (cus_…) or your own id of it, as in its embed tokens.',
  });
}
