import type { ConnectorHooks, HookSecrets } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { findConnector } from '#server/catalog/get-connector.ts';
import { oauthClient } from '#server/catalog/oauth-apps.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId, CustomerId, Id } from '#server/ids.ts';
import type { HookPlace } from './hook-address.ts';
import { openHookSecret } from './hook-secret.ts';
import { findSubscription } from './subscription.queries.ts';

/** Who tells, and what it is checked with. */
export interface HookSource {
  loaded: LoadedConnector;
  hooks: ConnectorHooks;
  secrets: HookSecrets;
  /** Of one connection; undefined where the app tells of all accounts at one address. */
  subscription: { id: Id<'hookSubscription'>; connectionId: ConnectionId; customerId: CustomerId } | undefined;
}

/** Nobody tells here: `gone` says so for good, so that an app stops. */
type Missing = 'unknown' | 'gone';

export async function loadHookSource(tx: TenantTx, place: HookPlace): Promise<HookSource | Missing> {
  return place.kind === 'app' ? ofApp(tx, place.connector) : ofSubscription(tx, place);
}

async function ofApp(tx: TenantTx, connector: string): Promise<HookSource | Missing> {
  const loaded = await findConnector(tx, connector);
  const hooks = loaded?.connector.hooks;
  // What is not signed by the vendor's app could be from anybody: it has an address for each connection.
  if (!loaded || hooks?.secretFrom !== 'oauthApp' || hooks.verify === 'none') return 'unknown';
  const secrets = await secretsOfApp(tx, connector);
  return secrets ? { loaded, hooks, secrets, subscription: undefined } : 'unknown';
}

async function secretsOfApp(tx: TenantTx, connector: string): Promise<HookSecrets | undefined> {
  const client = await oauthClient(tx, connector);
  if (!client) return undefined;
  const clientSecret = client.clientSecret.reveal();
  const { webhookSecret } = client.parameters;
  return { secret: webhookSecret || clientSecret, clientId: client.clientId, ...(clientSecret && { clientSecret }) };
}

async function ofSubscription(
  tx: TenantTx,
  { subscriptionId }: HookPlace & { kind: 'subscription' },
): Promise<HookSource | Missing> {
  const row = await findSubscription(tx, subscriptionId);
  if (!row) return 'gone';
  const loaded = await findConnector(tx, row.connector);
  const hooks = loaded?.connector.hooks;
  if (!loaded || !hooks) return 'unknown';
  const subscription = { id: row.id, connectionId: row.connection_id, customerId: row.customer_id };
  const { secret } = await openHookSecret(tx, row.id, row.sealed);
  const client = await secretsOfApp(tx, row.connector);
  if (hooks.secretFrom === 'oauthApp') return client ? { loaded, hooks, secrets: client, subscription } : 'unknown';
  return { loaded, hooks, secrets: { ...client, secret }, subscription };
}
