import type { Client } from 'pg';
import { systemClock } from '#server/clock.ts';
import { withTenant } from '#server/db/tenant.ts';
import type { EnvironmentId, RunId, SyncId } from '#server/ids.ts';
import { finishRun } from '#server/runs/run.queries.ts';
import { beginRun } from '#server/syncs/begin-run.ts';
import { Dispatcher } from '#server/syncs/dispatch-due.ts';
import { setSchedule } from '#server/syncs/schedule.queries.ts';
import { median } from '../row.ts';

export interface TableSize {
  table: string;
  rows: number;
  bytes: number;
  indexBytes: number;
}

const tables = ['customer', 'installation', 'connection', 'credential', 'sync', 'sync_schedule', 'run', 'run_step'];

export async function tableSizes(owner: Client): Promise<TableSize[]> {
  const { rows } = await owner.query<TableSize>(
    `select relname as "table", reltuples::float8 as rows, pg_table_size(oid)::float8 as bytes,
            pg_indexes_size(oid)::float8 as "indexBytes"
       from pg_class where relname = any($1) and relkind = 'r' and relnamespace = 'public'::regnamespace`,
    [tables],
  );
  return tables.flatMap((table) => rows.find((row) => row.table === table) ?? []);
}

async function walPosition(owner: Client): Promise<number> {
  const { rows } = await owner.query<{ at: number }>(
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as at`,
  );
  return rows[0]?.at ?? 0;
}

export interface DispatchFigures {
  /** A look at the schedule where nothing is due. */
  idleMs: number;
  /** A claim of 200 slots where everything is due. */
  claimMs: number;
  dispatchedPerSecond: number;
  /** Of one run: to be dispatched, and to begin and end. */
  walDispatch: number;
  walRun: number;
}

const slots = 200;
const sample = 200;

export async function dispatchFigures(owner: Client, environmentId: EnvironmentId): Promise<DispatchFigures> {
  const all = new Dispatcher(systemClock, async () => Number.MAX_SAFE_INTEGER);
  const looks: number[] = [];
  for (let look = 0; look < 100; look++) looks.push(await timed(() => all.dispatch()));

  await owner.query(`update sync_schedule set state = 'ready', wake_at = now() where wake_at < 'infinity'`);
  await owner.query('vacuum analyze sync_schedule');
  const some = new Dispatcher(systemClock, async () => slots);
  const claims: number[] = [];
  for (let claim = 0; claim < 10; claim++) {
    claims.push(await timed(() => some.dispatch()));
    await owner.query("update sync_schedule set state = 'ready', run_id = null where state = 'busy'");
  }

  await owner.query(`update sync_schedule set state = 'waiting', wake_at = now() where wake_at < 'infinity'`);
  await owner.query('vacuum analyze sync_schedule');
  await owner.query("delete from pgboss.job where name = 'sync'");
  // Without the whole pages that follow a checkpoint: over a day they are few beside the rest.
  await owner.query('checkpoint');
  const before = await walPosition(owner);
  let moved = 0;
  const ms = await timed(async () => {
    for (let some = await all.dispatch(); some > 0; some = await all.dispatch()) moved += some;
  });
  const walDispatch = ((await walPosition(owner)) - before) / moved;
  return {
    idleMs: median(looks),
    claimMs: median(claims),
    dispatchedPerSecond: moved / (ms / 1000),
    walDispatch,
    walRun: await walOfRuns(owner, environmentId),
  };
}

async function walOfRuns(owner: Client, environmentId: EnvironmentId): Promise<number> {
  const { rows } = await owner.query<{ runId: RunId; syncId: SyncId }>(
    `select run_id as "runId", sync_id as "syncId" from sync_schedule where state = 'busy' and run_id is not null limit $1`,
    [sample],
  );
  const before = await walPosition(owner);
  for (const { runId, syncId } of rows) {
    await withTenant({ environmentId }, (tx) => beginRun(tx, { runId, syncId }, new Date()));
    await withTenant({ environmentId }, async (tx) => {
      await finishRun(tx, runId, { status: 'succeeded', now: new Date() });
      await setSchedule(tx, syncId, null, 'never');
    });
  }
  return ((await walPosition(owner)) - before) / rows.length;
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}
