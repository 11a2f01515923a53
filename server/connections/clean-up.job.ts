import { z } from 'zod';
import { isAppCallError } from '#connectors/kit/index.ts';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { endSubscription } from '#server/hooks/end-subscription.ts';
import { type ConnectionId, idSchema } from '#server/ids.ts';
import { log } from '#server/log.ts';
import { purgeRecords } from '#server/records/purge-records.ts';
import type { Access } from '#server/runtime/access.ts';
import { revoke } from '#server/runtime/oauth2/revoke.ts';
import { listSyncsOfConnection } from '#server/syncs/sync.queries.ts';
import { getConnection } from './connection.queries.ts';
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
  // First of all: telling the app takes the access.
  await endSubscription({ environmentId }, connectionId);
  const loaded = await withTenant({ environmentId }, async (tx) => {
    const stored = await loadCredential(tx, connectionId);
    const syncs = await listSyncsOfConnection(tx, connectionId);
    const connection = await getConnection(tx, connectionId);
    return stored && { stored, syncs, connection, access: await loadWay(tx, connectionId) };
  });
  // Reconnected meanwhile: this access is in use again.
  if (loaded?.connection.status !== 'disconnected') return;
  await purgeRecords(
    { environmentId },
    loaded.syncs.map((sync) => sync.stream),
  );
  const { credential } = loaded.stored;
  const { access } = loaded;
  if (credential.kind === 'oauth2' && access?.client) {
    try {
      await revoke({ access, credential });
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

/** The way in, to take the access back by. A connector that is gone or changed is no reason to keep what it left. */
async function loadWay(tx: TenantTx, connectionId: ConnectionId): Promise<Access | undefined> {
  try {
    return (await loadConnectionScope(tx, connectionId)).access;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.info('The access can not be taken back at the app; it is destroyed here.', { connectionId, error });
    return undefined;
  }
}
