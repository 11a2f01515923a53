import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';

Object.assign(process.env, {
  PORTICO_CONNECTORS: join(import.meta.dirname, '../syncs/fixture-connectors'),
  PORTICO_RUN_LEASE_SECONDS: '1',
});
resetEnv();
const database = testDatabase();
const count = 60;
let seeded: SeededSync;
let workers: ChildProcess[] = [];

beforeAll(async () => {
  seeded = await seedSync({
    connector: 'ledger',
    object: 'entry',
    label: 'entries',
    credential: { kind: 'fields', fields: {} },
  });
});

afterEach(async () => {
  await Promise.all(workers.map(end));
  workers = [];
});

async function end(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill('SIGKILL');
  await ended;
}

function startWorker(): ChildProcess {
  const env = { ...process.env, PORTICO_LOG: 'error', DATABASE_POOL: '3' };
  return fork(join(import.meta.dirname, 'test-worker-process.ts'), [], {
    env,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** Many syncs like the seeded one, all due. */
async function makeDue(): Promise<void> {
  await database.sql('delete from run');
  await database.sql(
    `insert into sync select (jsonb_populate_record(s, jsonb_build_object(
       'id', 'syn_' || lpad(n::text, 20, '0'), 'object', 'entry' || n, 'stream', nextval('stream_number')))).*
       from sync s, generate_series(1, $2::integer) n where s.id = $1`,
    [seeded.syncId, count],
  );
  await database.sql('update environment set customer_runs = 50, connection_runs = 50');
  await database.sql('delete from sync_schedule');
  await database.sql(
    `insert into sync_schedule (sync_id, environment_id, customer_id, connection_id, wake_at)
     select id, environment_id, customer_id, connection_id, now() from sync where id <> $1`,
    [seeded.syncId],
  );
}

const ended = async () =>
  (await database.sql<{ count: number }>("select count(*)::integer from run where status = 'succeeded'"))[0]?.count ??
  0;

test('of four workers one is killed: no run is lost, and none is done twice', async () => {
  await makeDue();
  workers = Array.from({ length: 4 }, startWorker);
  const [first] = workers;
  await vi.waitFor(async () => expect(await ended()).toBeGreaterThan(10), { timeout: 60_000, interval: 10 });
  if (first) await end(first);
  await vi.waitFor(async () => expect(await ended()).toBe(count), { timeout: 60_000, interval: 100 });
  const runs = await database.sql('select sync_id, count(*)::integer from run group by 1');
  expect(runs).toHaveLength(count);
  expect(runs.filter((run) => run.count !== 1)).toEqual([]);
  expect(await database.sql("select from sync_schedule where state <> 'waiting' or run_id is not null")).toEqual([]);
}, 130_000);
