import { secondsAfter } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { type ConnectionId, type CustomerId, type InstallationId, newId } from '#server/ids.ts';
import { createSchedule } from './schedule.queries.ts';
import type { Schedule } from './schedule.ts';
import { startRun } from './start-run.ts';
import type { SyncMode } from './sync.table.ts';

interface CreateSync {
  customerId: CustomerId;
  installationId: InstallationId;
  connectionId: ConnectionId;
  object: string;
  model: string;
  label: string;
  mode: SyncMode;
  schedule: Schedule;
  backfillDays?: number | undefined;
  keepRaw?: boolean | undefined;
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
      schedule: JSON.stringify(input.schedule),
      ...(input.backfillDays && { backfill_from: secondsAfter(input.now, -input.backfillDays * 86_400) }),
      ...(input.keepRaw && { keep_raw: true }),
      status: 'active',
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await createSchedule(tx, sync.id, input.customerId, input.now);
  await startRun(tx, sync, 'first', { now: input.now });
}
