import { createHash } from 'node:crypto';
import type { TenantTx } from '#server/db/tenant.ts';
import { type ConnectionId, type CustomerId, type InstallationId, newId } from '#server/ids.ts';
import { createSchedule } from './schedule.queries.ts';
import { startRun } from './start-run.ts';

interface CreateSync {
  customerId: CustomerId;
  installationId: InstallationId;
  connectionId: ConnectionId;
  object: string;
  model: string;
  label: string;
  mode: 'incremental' | 'full';
  everySeconds: number;
  now: Date;
}

/** Creates a sync and starts its first run at once. */
export async function createSync(tx: TenantTx, input: CreateSync): Promise<void> {
  const sync = await tx
    .insertInto('sync')
    .values({
      environment_id: tx.tenant.environmentId,
      id: newId('sync'),
      customer_id: input.customerId,
      installation_id: input.installationId,
      connection_id: input.connectionId,
      object: input.object,
      model: input.model,
      label: input.label,
      mode: input.mode,
      every_seconds: input.everySeconds,
      status: 'active',
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await createSchedule(tx, sync.id, input.customerId, input.now);
  await startRun(tx, sync, 'first', { now: input.now });
}

/**
 * When the next run of a schedule begins: on a grid of its own, moved by a hash of the sync, so that an hour's syncs do
 * not all start together.
 */
export function nextRunAt(sync: { id: string; every_seconds: number }, after: Date): Date {
  const everyMs = sync.every_seconds * 1000;
  const offset = createHash('sha256').update(sync.id).digest().readUInt32BE(0) % everyMs;
  const slot = Math.floor((after.getTime() - offset) / everyMs) + 1;
  return new Date(slot * everyMs + offset);
}
