import type { JsonSchema } from '#connectors/kit/index.ts';
import { secondsAfter } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { type ConnectionId, type CustomerId, type EndUserId, type InstallationId, newId } from '#server/ids.ts';
import { insertMapping } from '#server/mapping/mapping.queries.ts';
import type { Mapping } from '#server/mapping/mapping-document.ts';
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
  mapping?: Mapping | undefined;
  /** Who chose the mapping for this customer; nobody where it came with the integration. */
  mappedBy?: EndUserId | undefined;
  write?: Mapping | undefined;
  target?: JsonSchema | undefined;
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
      status: 'active',
      keep_raw: input.keepRaw ?? false,
      mapping_version: input.mapping ? 1 : null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  if (input.mapping) {
    const { customerId, mapping, write = null, target = null, installationId } = input;
    const first = { syncId: sync.id, customerId, version: 1, document: mapping, write, target };
    // What came with the integration, nobody chose for this customer.
    await insertMapping(tx, { ...first, by: input.mappedBy ?? installationId });
  }
  await createSchedule(tx, sync, input.now);
  await startRun(tx, sync, 'first', { now: input.now });
}
