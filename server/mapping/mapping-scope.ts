import type { Connector } from '#connectors/kit/index.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import type { SyncRow } from '#server/syncs/sync.table.ts';

interface MappingScope {
  object: Connector['objects'][string];
  objects: Connector['objects'];
  settings: unknown;
}

/** The app's object that a sync reads, with its customer's answers. */
export async function mappingScope(tx: TenantTx, sync: SyncRow): Promise<MappingScope> {
  const { connector: slug } = await getConnection(tx, sync.connection_id);
  const { connector } = await getConnector(tx, slug);
  const object = connector.objects[sync.object];
  if (!object) {
    throw new AppError('conflict', `The connector ${slug} has no object ${sync.object} any more.`, {
      remedy: 'Choose another object for this sync.',
    });
  }
  const { answers } = await getInstallation(tx, sync.installation_id);
  return { object, objects: connector.objects, settings: connector.settings.safeParse(answers).data ?? {} };
}
