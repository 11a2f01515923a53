import { sql } from 'kysely';
import type { z } from 'zod';
import type { LoadedConnector } from '#connectors/registry.ts';
import { findConnector } from '#server/catalog/get-connector.ts';
import { iconUrl } from '#server/catalog/icon-url.ts';
import type { ConnectionRow } from '#server/connections/connection.table.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { InstallationId } from '#server/ids.ts';
import type { InstallationRow } from '#server/installations/installation.table.ts';
import type { IntegrationRow } from '#server/integrations/integration.table.ts';
import { attentionOf } from './attention.ts';
import type { catalogueEntry } from './embed-schemas.ts';
import { listSyncStates, type SyncState } from './sync-states.queries.ts';

type CatalogueEntry = z.infer<typeof catalogueEntry>;

interface Offered {
  integration: IntegrationRow;
  installation: Pick<InstallationRow, 'id' | 'status'> | null;
  connection: ConnectionRow | null;
}

/** What this customer is offered, with the state of what it has. Three queries, whatever the number of cards; and those of the environment's own connectors. */
export async function listCatalogue(tx: TenantTx): Promise<CatalogueEntry[]> {
  const offered = await listOffered(tx);
  const installed = offered.flatMap((entry) => (entry.installation ? [entry.installation.id] : []));
  const states = Map.groupBy(await listSyncStates(tx, installed), (state) => state.installation_id);
  const connectors = new Map<string, LoadedConnector | undefined>();
  for (const { integration } of offered) {
    if (!connectors.has(integration.connector))
      connectors.set(integration.connector, await findConnector(tx, integration.connector));
  }
  return offered.flatMap((entry) => {
    const loaded = connectors.get(entry.integration.connector);
    // A connector whose folder is broken can't be connected; the console says why.
    if (!loaded) return [];
    return [toEntry(entry, loaded.connector.name, entry.installation ? (states.get(entry.installation.id) ?? []) : [])];
  });
}

function toEntry({ integration, installation, connection }: Offered, app: string, syncs: SyncState[]): CatalogueEntry {
  const base = {
    slug: integration.slug,
    name: integration.name,
    description: integration.description,
    category: integration.category,
    iconUrl: iconUrl(integration),
  };
  if (integration.status === 'coming_soon') return { ...base, state: 'coming_soon' };
  if (!connection || !installation || installation.status === 'setup') return { ...base, state: 'available' };
  const summary = summaryOf(syncs);
  const attention = attentionOf(app, connection, syncs);
  if (attention && attention.remedy !== 'wait') return { ...base, state: 'needs_attention', summary, attention };
  const paused =
    installation.status === 'paused' || (syncs.length > 0 && syncs.every((sync) => sync.status === 'paused'));
  return { ...base, state: paused ? 'paused' : 'connected', summary, ...(attention && { attention }) };
}

function summaryOf(syncs: SyncState[]): string {
  return syncs.map((sync) => `${sync.records.toLocaleString('en')} ${sync.label}`).join(' · ');
}

async function listOffered(tx: TenantTx): Promise<Offered[]> {
  const { environmentId, customerId } = tx.tenant;
  const integrations = await tx
    .selectFrom('integration')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('status', 'in', ['published', 'coming_soon'])
    .orderBy('name')
    .execute();
  const installations = await tx
    .selectFrom('installation')
    .select(['id', 'status', 'integration_id'])
    .where('environment_id', '=', environmentId)
    .where(sql<boolean>`customer_id = ${customerId ?? ''}`)
    .where('removed_at', 'is', null)
    .execute();
  const connections = await connectionsOf(
    tx,
    installations.map((row) => row.id),
  );
  return integrations.map((integration) => {
    const installation = installations.find((row) => row.integration_id === integration.id) ?? null;
    return {
      integration,
      installation,
      connection: connections.find((row) => row.installation_id === installation?.id) ?? null,
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
