import { z } from 'zod';
import { resolveCustomer } from '#server/customers/resolve-customer.ts';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { type EnvironmentId, type Id, newId } from '#server/ids.ts';
import { seal } from '#server/keys/seal.ts';
import { serialiseCredential } from '#server/runtime/credential.ts';
import { credentialPlace, getDestination, type ListedDestination } from './destination.queries.ts';
import { destinationAccess, type TriedAccess, tryAccess } from './try-access.ts';
import { enqueueDelivery } from './wake.ts';

export const destinationConnector = z
  .string()
  .max(100)
  .meta({ description: 'One that can take records: a database, a bucket.', example: 'postgres' });

export const newDestination = destinationAccess.extend({
  name: z.string().trim().min(1).max(200).meta({ example: 'Warehouse' }),
  connector: destinationConnector,
  customer: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Id or your own id of a customer; all of them without it.' }),
  model: z.string().min(1).max(100).optional().meta({ description: 'One model; all without it.', example: 'contact' }),
});

/** Tries the access, then keeps it sealed. What was there before the destination was made is delivered too. */
export async function createDestination(
  environmentId: EnvironmentId,
  { name, connector, customer, model, ...access }: z.output<typeof newDestination>,
): Promise<ListedDestination> {
  const customerId = await withTenant({ environmentId }, async (tx) =>
    customer === undefined ? null : await resolveCustomer(tx, customer),
  );
  const tried = await tryAccess(environmentId, connector, access);
  return withTenant({ environmentId }, async (tx) => {
    const id = newId('destination');
    await tx
      .insertInto('destination')
      .values({
        ...{ environment_id: environmentId, id, name, connector, model: model ?? null, customer_id: customerId },
        ...(await accessColumns(tx, id, tried)),
        status: 'active',
      })
      .execute();
    await enqueueDelivery(tx, id);
    return getDestination(tx, id);
  });
}

/** Another access, or other settings: it goes on with them at once, where it stopped. */
export async function saveAccess(
  environmentId: EnvironmentId,
  id: Id<'destination'>,
  input: z.output<typeof destinationAccess>,
): Promise<ListedDestination> {
  const { connector } = await withTenant({ environmentId }, (tx) => getDestination(tx, id));
  const tried = await tryAccess(environmentId, connector, input);
  return withTenant({ environmentId }, async (tx) => {
    await tx
      .updateTable('destination')
      // Whoever delivers at this moment does so with the old one, and loses its lease.
      .set({ ...(await accessColumns(tx, id, tried)), error: null, failures: 0, lease: null, lease_until: null })
      .where('environment_id', '=', environmentId)
      .where('id', '=', id)
      .execute();
    await enqueueDelivery(tx, id);
    return getDestination(tx, id);
  });
}

async function accessColumns(tx: TenantTx, id: Id<'destination'>, tried: TriedAccess) {
  return {
    account_type: tried.accountType,
    account_name: tried.account,
    learnt: JSON.stringify(tried.learnt),
    credential: await seal(tx, credentialPlace(id), serialiseCredential(tried.credential)),
    settings: JSON.stringify(tried.settings),
    next_attempt_at: new Date(),
  };
}
