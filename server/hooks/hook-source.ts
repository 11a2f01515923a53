import { type RawBuilder, sql } from 'kysely';
import type { ConnectorHooks, HookSecrets } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { findConnector } from '#server/catalog/get-connector.ts';
import { oauthClient } from '#server/catalog/oauth-apps.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId, CustomerId, EnvironmentId, Id } from '#server/ids.ts';
import type { HookPlace } from './hook-address.ts';
import { openHookSecret } from './hook-secret.ts';
import { findSubscription } from './subscription.queries.ts';

/** Who tells, and what it is checked with. */
export interface HookSource {
  loaded: LoadedConnector;
  hooks: ConnectorHooks;
  secrets: HookSecrets;
  /** Changes with everything that it was made of in the database. */
  mark: string;
  /** Of one connection; undefined where the app tells of all accounts at one address. */
  subscription: { id: Id<'hookSubscription'>; connectionId: ConnectionId; customerId: CustomerId } | undefined;
}

/** Nobody tells here: `gone` says so for good, so that an app stops. */
export type MissingSource = 'unknown' | 'gone';

export async function loadHookSource(tx: TenantTx, place: HookPlace): Promise<HookSource | MissingSource> {
  return place.kind === 'app' ? ofApp(tx, place.connector) : ofSubscription(tx, place);
}

/** These as rows of SQL, in their order: `connector`, `subscription`, the mark that is `known`, `place`. */
export const namesOf = (sources: readonly HookSource[]): RawBuilder<unknown> =>
  sql`unnest(${sources.map(({ loaded }) => loaded.slug)}::text[], ${sources.map((source) => source.subscription?.id ?? '')}::text[],
             ${sources.map(({ mark }) => mark)}::text[]) with ordinality t(connector, subscription, known, place)`;

/** The mark that one of these rows would have if it were loaded now: where it is the same, it may be used as it is. */
export const currentMark = (environmentId: EnvironmentId): RawBuilder<string> => sql`
  coalesce((select id || updated_at::text from oauth_app
             where environment_id = ${environmentId} and connector = t.connector and resource = ''), '') || '/' ||
  coalesce((select md5(sealed) from hook_subscription where environment_id = ${environmentId} and id = t.subscription), '')`;

async function markOf(tx: TenantTx, connector: string, subscription = ''): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    select ${currentMark(tx.tenant.environmentId)} as mark
      from (values (${connector}::text, ${subscription}::text)) t(connector, subscription)`.execute(tx);
  return rows[0]?.mark ?? '';
}

async function ofApp(tx: TenantTx, connector: string): Promise<HookSource | MissingSource> {
  const loaded = await findConnector(tx, connector);
  const hooks = loaded?.connector.hooks;
  // What is not signed by the vendor's app could be from anybody: it has an address for each connection.
  if (!loaded || hooks?.secretFrom !== 'oauthApp' || hooks.verify === 'none') return 'unknown';
  const mark = await markOf(tx, connector);
  const secrets = await secretsOfApp(tx, connector);
  return secrets ? { loaded, hooks, mark, secrets, subscription: undefined } : 'unknown';
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
): Promise<HookSource | MissingSource> {
  const row = await findSubscription(tx, subscriptionId);
  if (!row) return 'gone';
  const loaded = await findConnector(tx, row.connector);
  const hooks = loaded?.connector.hooks;
  if (!loaded || !hooks) return 'unknown';
  const subscription = { id: row.id, connectionId: row.connection_id, customerId: row.customer_id };
  const mark = await markOf(tx, row.connector, row.id);
  const { secret } = await openHookSecret(tx, row.id, row.sealed);
  const client = await secretsOfApp(tx, row.connector);
  if (hooks.secretFrom === 'oauthApp')
    return client ? { loaded, hooks, mark, secrets: client, subscription } : 'unknown';
  return { loaded, hooks, mark, secrets: { ...client, secret }, subscription };
}
