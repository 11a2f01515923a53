import { saveOauthApp } from '#server/catalog/oauth-apps.ts';
import { putCredential } from '#server/connections/credential.queries.ts';
import { ensureCustomer } from '#server/customers/ensure-customer.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import {
  type ConnectionId,
  type CustomerId,
  type EnvironmentId,
  type Id,
  type InstallationId,
  newId,
} from '#server/ids.ts';
import { createIntegration } from '#server/integrations/create-integration.ts';
import { newHookSecret, sealHookSecret } from './hook-secret.ts';
import type { HookSubscriptionRow } from './hook-subscription.table.ts';
import { insertSubscription } from './subscription.queries.ts';

interface SeedTold {
  connector: string;
  customer?: string;
  accountId?: string;
  learnt?: Record<string, string>;
  answers?: Record<string, unknown>;
}

export interface ToldConnection {
  connectionId: ConnectionId;
  customerId: CustomerId;
}

/** A customer whose account is connected, by rows alone: no app is asked. */
export async function seedConnection(
  tx: TenantTx,
  seed: SeedTold,
): Promise<ToldConnection & { installationId: InstallationId }> {
  const { connector, customer: externalId = 'globex', accountId = 'account-1', learnt = {}, answers = {} } = seed;
  const now = new Date();
  const integration = await createIntegration(tx, {
    ...{ slug: newId('integration').replace('_', '-'), connector, name: connector, description: connector },
    ...{ category: 'Other', status: 'published', definition: { does: [], syncs: [] } },
  });
  const customer = await ensureCustomer(tx, { externalId, name: externalId });
  if (!customer) throw new Error('The customer was not made.');
  const ids = { environment_id: tx.tenant.environmentId, customer_id: customer.id };
  const installationId = newId('installation');
  const connectionId = newId('connection');
  await tx
    .insertInto('installation')
    .values({
      ...ids,
      ...{ id: installationId, integration_id: integration.id, integration_version: 1, status: 'active' },
      answers: JSON.stringify(answers),
    })
    .execute();
  await tx
    .insertInto('connection')
    .values({
      ...ids,
      ...{ id: connectionId, installation_id: installationId, connector, status: 'active', account_id: accountId },
      ...{ account_name: accountId, learnt: JSON.stringify(learnt) },
    })
    .execute();
  const credential = { kind: 'fields' as const, fields: { key: 'k' } };
  await putCredential(tx, { connectionId, customerId: customer.id, credential, now });
  return { connectionId, customerId: customer.id, installationId };
}

/** The vendor's app, whose hooks are checked with this secret. */
export const seedApp = (tx: TenantTx, connector: string, secret: string) =>
  saveOauthApp(tx, {
    connector,
    clientId: 'client-1',
    clientSecret: secret,
    parameters: { webhookSecret: secret, origin: 'https://app.example' },
  });

/** A subscription as it stands while the app is being asked, or after. */
export async function seedSubscription(
  tx: TenantTx,
  { connectionId, customerId }: ToldConnection,
  given: { connector: string; kind?: HookSubscriptionRow['kind']; secret?: string },
): Promise<{ id: Id<'hookSubscription'>; environmentId: EnvironmentId; secret: string }> {
  const { connector, kind = 'made', secret = newHookSecret() } = given;
  const id = newId('hookSubscription');
  await insertSubscription(tx, {
    ...{ id, kind, status: 'active', asked: true },
    connection: { id: connectionId, customer_id: customerId, connector },
    sealed: await sealHookSecret(tx, id, { secret }),
  });
  return { id, environmentId: tx.tenant.environmentId, secret };
}
