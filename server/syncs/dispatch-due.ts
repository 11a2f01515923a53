import { type Clock, secondsAfter } from '#server/clock.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import { withEachTenant } from '#server/db/tenant.ts';
import { claimDue, setSchedule } from './schedule.queries.ts';
import { requeueRun, startRun } from './start-run.ts';
import { tryLockSync } from './sync.queries.ts';

const batch = 100;

/** Starts what is due, and takes over the runs whose worker has died. Returns how many schedules it moved. */
export async function dispatchDue(clock: Clock): Promise<number> {
  const now = clock.now();
  return withEachTenant(
    (db) => claimDue(db, now, batch),
    async (tx, due) => {
      const sync = await tryLockSync(tx, due.syncId);
      // A page of it is being written: whoever writes it is alive, so look again in a moment.
      if (!sync) return setSchedule(tx, due.syncId, due.runId, secondsAfter(now, 1));
      if (due.runId) return requeueRun(tx, sync, due.runId, now);
      const connection = await getConnection(tx, sync.connection_id);
      if (sync.status === 'paused' || connection.status !== 'active') return setSchedule(tx, sync.id, null, 'never');
      await startRun(tx, sync, 'schedule', { now });
    },
  );
}
