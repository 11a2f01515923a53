import { z } from 'zod';
import { isAppCallError } from '#connectors/kit/index.ts';
import { withTenant } from '#server/db/tenant.ts';
import { idSchema } from '#server/ids.ts';
import { log } from '#server/log.ts';
import { purgeRecords } from '#server/records/purge-records.ts';
import { revoke } from '#server/runtime/oauth2.ts';
import { listSyncsOfConnection } from '#server/syncs/sync.queries.ts';
import { loadConnectionScope } from './connection-scope.ts';
import { deleteCredential, loadCredential } from './credential.queries.ts';

const payloadSchema = z.object({
  environmentId: idSchema('environment'),
  connectionId: idSchema('connection'),
  giveUpAt: z.coerce.date(),
});

/** After a disconnect: destroys our copy of the records, takes the access back at the app, then destroys the credential. Repeated until the app has answered (a no is an answer too) or for half an hour. */
export async function cleanUp(payload: unknown): Promise<void> {
  const { environmentId, connectionId, giveUpAt } = payloadSchema.parse(payload);
  const loaded = await withTenant({ environmentId }, async (tx) => {
    const stored = await loadCredential(tx, connectionId);
    const syncs = await listSyncsOfConnection(tx, connectionId);
    return stored && { stored, syncs, scope: await loadConnectionScope(tx, connectionId) };
  });
  // Reconnected meanwhile: this access is in use again.
  if (loaded?.scope.connection.status !== 'disconnected') return;
  await purgeRecords(
    { environmentId },
    loaded.syncs.map((sync) => sync.stream),
  );
  const { credential } = loaded.stored;
  if (credential.kind === 'oauth2' && loaded.scope.client) {
    try {
      await revoke({
        connector: loaded.scope.connector,
        client: loaded.scope.client,
        credential,
        values: loaded.scope.values,
      });
    } catch (error) {
      const transient =
        isAppCallError(error) && ['app_down', 'timeout', 'network', 'rate_limited'].includes(error.details.class);
      if (transient && new Date() < giveUpAt) throw error;
      log.info('The app did not take the access back; it is destroyed here all the same.', {
        environmentId,
        connectionId,
        error,
      });
    }
  }
  await withTenant({ environmentId }, (tx) => deleteCredential(tx, connectionId));
}
