import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import type { InstallationId } from '#server/ids.ts';
import type { InstallationRow } from '#server/installations/installation.table.ts';
import { syncKey } from '#server/integrations/definition.ts';
import { loadInternalValues } from '#server/integrations/internal-values.ts';
import { mappingSchema } from '#server/mapping/mapping-document.ts';
import type { Installed } from './needs.ts';

const answersSchema = z.record(z.string(), z.unknown());

/** The rows of some installations as they are held against a version: a query each for connections, mappings and values. */
export async function loadInstalled(
  tx: TenantTx,
  installations: readonly InstallationRow[],
): Promise<Map<InstallationId, Installed>> {
  if (installations.length === 0) return new Map();
  const ids = installations.map(({ id }) => id);
  const scopes = await grantedScopes(tx, ids);
  const mapped = await ownMappings(tx, ids);
  const withValues = await customersWithValues(tx, installations);
  const found = new Map<InstallationId, Installed>();
  for (const row of installations) {
    const { id, integration_id: integrationId, customer_id: customerId } = row;
    found.set(id, {
      answers: answersSchema.parse(row.answers),
      internal: withValues.has(customerId) ? await loadInternalValues(tx, { integrationId, customerId }) : {},
      grantedScopes: scopes.get(id) ?? [],
      mapped: mapped.get(id) ?? [],
    });
  }
  return found;
}

async function grantedScopes(tx: TenantTx, ids: readonly InstallationId[]) {
  const rows = await tx
    .selectFrom('connection')
    .select(['installation_id', 'granted_scopes'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('installation_id', 'in', ids)
    .where('status', '<>', 'disconnected')
    .execute();
  return new Map(rows.map((row) => [row.installation_id, row.granted_scopes]));
}

/** What came with the integration is written by the installation itself; everything else somebody chose for this customer. */
async function ownMappings(tx: TenantTx, ids: readonly InstallationId[]) {
  const rows = await tx
    .selectFrom('sync as s')
    .innerJoin('mapping as m', (join) =>
      join
        .onRef('m.environment_id', '=', 's.environment_id')
        .onRef('m.sync_id', '=', 's.id')
        .onRef('m.version', '=', 's.mapping_version'),
    )
    .select(['s.installation_id', 's.object', 's.model', 'm.document'])
    .where('s.environment_id', '=', tx.tenant.environmentId)
    .where('s.installation_id', 'in', ids)
    .whereRef('m.created_by', '<>', 's.installation_id')
    .execute();
  const mapped = rows.map((row) => ({
    installationId: row.installation_id,
    key: syncKey(row),
    mapping: mappingSchema.parse(row.document),
  }));
  return Map.groupBy(mapped, ({ installationId }) => installationId);
}

async function customersWithValues(tx: TenantTx, installations: readonly InstallationRow[]) {
  const [first] = installations;
  if (!first) return new Set<string>();
  const rows = await tx
    .selectFrom('internal_value')
    .select('customer_id')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('integration_id', '=', first.integration_id)
    .execute();
  return new Set<string>(rows.map((row) => row.customer_id));
}
