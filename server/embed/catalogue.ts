import { sql } from 'kysely';
import type { z } from 'zod';
import type { LoadedConnector } from '#connectors/registry.ts';
import { findConnector } from '#server/catalog/get-connector.ts';
import { iconUrl } from '#server/catalog/icon-url.ts';
import type { ConnectionRow } from '#server/connections/connection.table.ts';
import { getCustomer } from '#server/customers/customer.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { InstallationId } from '#server/ids.ts';
import type { InstallationRow } from '#server/installations/installation.table.ts';
import type { Definition } from '#server/integrations/definition.ts';
import { isOffered, mayRun, type Rated } from '#server/integrations/entitlement.ts';
import type { IntegrationRow } from '#server/integrations/integration.table.ts';
import { loadDefinitions } from '#server/integrations/version.queries.ts';
import { listVotesOfCustomer } from '#server/integrations/vote.queries.ts';
import { wordsOf } from '#server/integrations/words.ts';
import { offeredVersions } from '#server/rollouts/offered-version.ts';
import { attentionOf } from './attention.ts';
import type { catalogueEntry } from './embed-schemas.ts';
import { listSyncStates, type SyncState } from './sync-states.queries.ts';

type CatalogueEntry = z.infer<typeof catalogueEntry>;

/** Who looks. */
export interface Viewer {
  customer: Rated;
  locale: string;
}

/** All of an integration that a card needs: its draft alone may be larger than all else together, five hundred times. */
const shownColumns = [
  'environment_id',
  'id',
  'slug',
  'connector',
  'name',
  'description',
  'category',
  'status',
  'featured',
  'live_version',
] as const;

type ShownIntegration = Pick<IntegrationRow, (typeof shownColumns)[number]>;

interface Offered {
  integration: ShownIntegration;
  /** Of the version that the customer has, else of the one that it would get; undefined before the first. */
  definition: Definition | undefined;
  installation: Pick<InstallationRow, 'id' | 'status'> | null;
  connection: ConnectionRow | null;
  requested: boolean;
}

/** What this customer is offered, with the state of what it has. A few queries, whatever the number of cards; and those of the environment's own connectors. */
export async function listCatalogue(tx: TenantTx, locale: string, plan?: string): Promise<CatalogueEntry[]> {
  const viewer = await viewerOf(tx, locale, plan);
  const offered = await listOffered(tx);
  const installed = offered.flatMap((entry) => (entry.installation ? [entry.installation.id] : []));
  const states = Map.groupBy(await listSyncStates(tx, installed), (state) => state.installation_id);
  const connectors = new Map<string, LoadedConnector | undefined>();
  for (const { integration } of offered) {
    if (!connectors.has(integration.connector))
      connectors.set(integration.connector, await findConnector(tx, integration.connector));
  }
  return offered.flatMap((entry) => {
    const { integration, installation } = entry;
    const loaded = connectors.get(integration.connector);
    // A connector whose folder is broken can't be connected, and the console says why; what is coming soon has none yet.
    if (!loaded && integration.status !== 'coming_soon') return [];
    const syncs = installation ? (states.get(installation.id) ?? []) : [];
    return [cardOf(entry, viewer, loaded?.connector.name ?? integration.name, syncs)];
  });
}

/** `plan` takes the place of the customer's own in what is shown: the playground asks what another plan would see. */
export async function viewerOf(tx: TenantTx, locale: string, plan?: string): Promise<Viewer> {
  const { customerId } = tx.tenant;
  if (!customerId) throw new Error('A catalogue is read for a customer; this transaction speaks for none.');
  const customer = await getCustomer(tx, customerId);
  return { customer: plan === undefined ? customer : { ...customer, plan }, locale };
}

/** One card, as this viewer sees it. */
export function cardOf(
  offered: Offered,
  { customer, locale }: Viewer,
  app: string,
  syncs: SyncState[],
): CatalogueEntry {
  const { integration, definition, installation, connection } = offered;
  const words = wordsOf(integration, definition, locale);
  const labels = definition?.labels ?? [];
  const base = {
    slug: integration.slug,
    name: words.name,
    description: words.description,
    category: integration.category,
    iconUrl: iconUrl(integration),
    ...(integration.featured && { featured: true }),
    ...(labels.length > 0 && { labels }),
  };
  if (integration.status === 'coming_soon') return { ...base, state: 'coming_soon', requested: offered.requested };
  const isThere = connection && installation && installation.status !== 'setup';
  const locked = definition !== undefined && !(isThere ? mayRun : isOffered)(definition, customer);
  if (locked) return { ...base, state: 'locked', ...(words.upsell && { upsell: words.upsell }) };
  if (!isThere) return { ...base, state: 'available' };
  const named = syncs.map((sync) => ({ ...sync, label: words.syncLabel(sync) }));
  const summary = summaryOf(named);
  const counted = { summary, records: named.map(({ label, records }) => ({ label, count: records })) };
  const attention = attentionOf(app, connection, named, definition);
  if (attention && attention.remedy !== 'wait') return { ...base, state: 'needs_attention', ...counted, attention };
  const paused =
    installation.status === 'paused' || (syncs.length > 0 && syncs.every((sync) => sync.status === 'paused'));
  return { ...base, state: paused ? 'paused' : 'connected', ...counted, ...(attention && { attention }) };
}

function summaryOf(syncs: SyncState[]): string {
  return syncs.map((sync) => `${sync.records.toLocaleString('en')} ${sync.label}`).join(' · ');
}

async function listOffered(tx: TenantTx): Promise<Offered[]> {
  const { environmentId, customerId } = tx.tenant;
  const integrations = await tx
    .selectFrom('integration')
    .select(shownColumns)
    .where('environment_id', '=', environmentId)
    .where('status', 'in', ['published', 'coming_soon'])
    .orderBy('featured', 'desc')
    .orderBy('position')
    .orderBy('name')
    .execute();
  const installations = await tx
    .selectFrom('installation')
    .select(['id', 'status', 'integration_id', 'integration_version'])
    .where('environment_id', '=', environmentId)
    .where(sql<boolean>`customer_id = ${customerId ?? ''}`)
    .where('removed_at', 'is', null)
    .execute();
  const connections = await connectionsOf(
    tx,
    installations.map((row) => row.id),
  );
  const votes = await listVotesOfCustomer(tx);
  const byIntegration = new Map(installations.map((row) => [row.integration_id, row]));
  const versionOf = await offeredVersions(tx);
  const pinned = integrations.map((integration) => {
    const installation = byIntegration.get(integration.id);
    const isSetup = installation?.status === 'setup';
    const integration_version = installation && !isSetup ? installation.integration_version : versionOf(integration);
    return integration_version === null ? undefined : { integration_id: integration.id, integration_version };
  });
  const known = pinned.filter((one) => one !== undefined);
  const definitions = new Map(
    (await loadDefinitions(tx, known)).map((definition, at) => [known[at]?.integration_id, definition]),
  );
  return integrations.map((integration) => {
    const installation = byIntegration.get(integration.id) ?? null;
    return {
      integration,
      definition: definitions.get(integration.id),
      installation,
      connection: connections.find((row) => row.installation_id === installation?.id) ?? null,
      requested: votes.has(integration.id),
    };
  });
}

async function connectionsOf(tx: TenantTx, installationIds: InstallationId[]): Promise<ConnectionRow[]> {
  if (installationIds.length === 0) return [];
  return tx
    .selectFrom('connection')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('installation_id', 'in', installationIds)
    .where('status', '<>', 'disconnected')
    .execute();
}
