import { z } from 'zod';
import { systemClock } from '#server/clock.ts';
import { withTenant } from '#server/db/tenant.ts';
import { idSchema } from '#server/ids.ts';
import { checkConnection } from './check-connection.ts';
import { isCheckDue } from './due-checks.queries.ts';

const payloadSchema = z.object({
  environmentId: idSchema('environment'),
  connectionIds: z.array(idSchema('connection')).max(100),
});

/** Checks some connections, one after the other. What was checked meanwhile is left out, so a job that comes twice does no harm. */
export async function checkConnections(payload: unknown, signal: AbortSignal): Promise<void> {
  const { environmentId, connectionIds } = payloadSchema.parse(payload);
  const tenant = { environmentId };
  for (const connectionId of connectionIds) {
    signal.throwIfAborted();
    const due = await withTenant(tenant, (tx) => isCheckDue(tx, connectionId, systemClock.now()));
    if (due) await checkConnection({ tenant, connectionId, clock: systemClock, signal });
  }
}
