import { ensureCustomer } from '#server/customers/ensure-customer.ts';
import { controlDb, withTenant } from '#server/db/tenant.ts';
import { createVendor } from '#server/environments/create-vendor.ts';
import { type ConnectionId, type CustomerId, type EnvironmentId, newId } from '#server/ids.ts';
import { createIntegration } from '#server/integrations/create-integration.ts';

export interface TestConnection {
  tenant: { environmentId: EnvironmentId };
  connectionId: ConnectionId;
  customerId: CustomerId;
}

/** Connections of an app, each of another customer of one vendor. */
export async function seedConnections(count: number, connector = 'tidewater'): Promise<TestConnection[]> {
  const { environmentId } = await createVendor(controlDb(), { name: 'Acme' });
  const tenant = { environmentId };
  return withTenant(tenant, async (tx) => {
    const words = { slug: connector, connector, name: connector, description: connector, category: 'Other' };
    const definition = { does: [], syncs: [] };
    const integration = await createIntegration(tx, { ...words, status: 'published', definition });
    const made: TestConnection[] = [];
    for (let number = 1; number <= count; number += 1) {
      const customer = await ensureCustomer(tx, { externalId: `customer-${number}`, name: `Customer ${number}` });
      if (!customer) throw new Error('The customer was not made.');
      const ids = { environment_id: environmentId, customer_id: customer.id };
      const installationId = newId('installation');
      const connectionId = newId('connection');
      const installation = { integration_id: integration.id, integration_version: 1, status: 'active' as const };
      await tx
        .insertInto('installation')
        .values({ ...ids, id: installationId, ...installation, answers: '{}' })
        .execute();
      await tx
        .insertInto('connection')
        .values({ ...ids, id: connectionId, installation_id: installationId, connector, status: 'active' })
        .execute();
      made.push({ tenant, connectionId, customerId: customer.id });
    }
    return made;
  });
}
