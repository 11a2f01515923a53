import { getConnector } from '#server/catalog/get-connector.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError, notFound } from '#server/errors.ts';
import { settleSoon } from '#server/hooks/settle-soon.ts';
import type { SyncId } from '#server/ids.ts';
import { addActivity } from '#server/installations/activity.ts';
import { forgetPages } from '#server/records/page-memory.ts';
import { cancelOpenRun } from '#server/runs/run.queries.ts';
import { checkMode } from './check-mode.ts';
import { replan } from './schedule.queries.ts';
import type { Schedule } from './schedule.ts';
import { scheduleWords } from './schedule-words.ts';
import { startRun } from './start-run.ts';
import { getSync, lockSync, restartStream } from './sync.queries.ts';
import type { SyncMode, SyncRow } from './sync.table.ts';

interface SyncChange {
  schedule?: Schedule | undefined;
  mode?: SyncMode | undefined;
  /** How far back it goes; null for everything. */
  backfillFrom?: Date | null | undefined;
  keepRaw?: boolean | undefined;
}

/**
 * Changes how a sync works. A run on its way ends as it began; the next one follows what was chosen. The watermark is
 * kept over a change of the mode: every pass renews it, so an incremental pass goes on exactly where the last one of any
 * mode ended. Going further back is the exception: what lies there was never read, so everything is read anew.
 */
export async function updateSync(
  tx: TenantTx,
  id: SyncId,
  change: SyncChange,
  { now = new Date(), actor }: { now?: Date; actor?: string } = {},
): Promise<void> {
  const sync = await lockSync(tx, id);
  if (!sync) throw notFound('sync', id);
  const { schedule, mode, backfillFrom, keepRaw } = change;
  const connection = await getConnection(tx, sync.connection_id);
  const { connector } = await getConnector(tx, connection.connector);
  if (mode) checkMode(connector, sync.object, mode);
  const widened = backfillFrom !== undefined && isWider(sync, backfillFrom);
  await tx
    .updateTable('sync')
    .set({
      mode: mode ?? sync.mode,
      keep_raw: keepRaw ?? sync.keep_raw,
      ...(schedule && { schedule: JSON.stringify(schedule) }),
      ...(widened && { backfill_from: backfillFrom }),
    })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
  if (mode && mode !== sync.mode) await settleSoon(tx, sync.connection_id);
  const runs = sync.status === 'active' && connection.status === 'active';
  if (widened) {
    await cancelOpenRun(tx, id, now);
    await restartStream(tx, id);
    await forgetPages(tx, sync.stream);
    if (runs) await startRun(tx, sync, 'reset', { now });
  } else if (schedule && runs) await replan(tx, await getSync(tx, id), now);
  for (const sentence of sentencesOf(sync, connector.name, { schedule, mode, ...(widened && { backfillFrom }) })) {
    const of = { installationId: sync.installation_id, customerId: sync.customer_id };
    await addActivity(tx, { ...of, tone: 'neutral', sentence, ...(actor && { actor }) });
  }
}

/** Going less far back would mean to delete what the app still has; what is stored is kept instead. */
function isWider(sync: SyncRow, from: Date | null): boolean {
  const before = sync.backfill_from;
  if (before?.getTime() === from?.getTime()) return false;
  if (before && (from === null || from < before)) return true;
  throw new AppError('invalid', 'What was read already would have to be deleted, though the app still has it.', {
    field: 'backfillFrom',
    remedy: before
      ? `Choose a day before ${before.toISOString().slice(0, 10)}, or null for everything.`
      : 'This sync reads everything: leave it at null.',
  });
}

const modes: Record<SyncMode, (label: string, app: string) => string> = {
  full: (label, app) => `Each run now reads all ${label} of ${app}.`,
  incremental: (label, app) => `Each run now reads the ${label} that have changed in ${app}.`,
  webhook: (label, app) => `${app} now says by itself which ${label} have changed.`,
};

function sentencesOf(sync: SyncRow, app: string, { schedule, mode, backfillFrom }: SyncChange): string[] {
  return [
    mode && mode !== sync.mode && modes[mode](sync.label, app),
    schedule && `The ${sync.label} of ${app} are now read ${scheduleWords(schedule)}.`,
    backfillFrom !== undefined &&
      `All ${sync.label} of ${app} are read once more, ${backfillFrom ? `back to ${backfillFrom.toISOString().slice(0, 10)}` : 'as far back as they go'}.`,
  ].filter((sentence) => typeof sentence === 'string');
}
