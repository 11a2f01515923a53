import pg from 'pg';
import { expect, test } from 'vitest';
import { controlDb, withControl } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { createVendor } from '#server/environments/create-vendor.ts';
import { newId } from '#server/ids.ts';
import { boss, jobsChannel } from '#server/jobs/boss.ts';
import { lockDue } from './claim.queries.ts';
import { giveSlots } from './give-slots.queries.ts';

const database = testDatabase();
const now = new Date();
const until = new Date(now.getTime() + 60_000);

/** What of a job is not the same each time, and its times as distances from when it was made. */
const jobColumns = `to_jsonb(j) - '{id,created_on,start_after,keep_until}'::text[] as said,
  start_after - created_on as starts, keep_until - created_on as kept`;
const jobs = (where: string) => database.sql<{ said: object }>(`select ${jobColumns} from pgboss.job j where ${where}`);

async function dueSync(runId: string | null = null) {
  const { environmentId } = await createVendor(controlDb(), { name: 'Acme' });
  const row = { syncId: newId('sync'), customerId: newId('customer'), connectionId: newId('connection') };
  await database.sql(
    `insert into sync_schedule (sync_id, environment_id, customer_id, connection_id, run_id, wake_at, priority)
     values ($1, $2, $3, $4, $5, $6, 50)`,
    [row.syncId, environmentId, row.customerId, row.connectionId, runId, now],
  );
  return { ...row, environmentId };
}

const giveAll = () =>
  withControl(async ({ db }) => giveSlots(db, await lockDue(db, new Date(now.getTime() + 1000), 10), until));

test('the job of a run is the row that the queue itself writes', async () => {
  const { syncId, environmentId } = await dueSync();
  await giveAll();
  const [given] = await database.sql<{ run_id: string; state: string; wake_at: Date }>(
    'select run_id, state, wake_at from sync_schedule where sync_id = $1',
    [syncId],
  );
  expect(given).toMatchObject({ state: 'busy', wake_at: until });
  const runId = given?.run_id ?? '';
  const [ours] = await jobs("name = 'sync'");
  await database.sql("delete from pgboss.job where name = 'sync'");
  const job = { data: { environmentId, runId, syncId }, singletonKey: runId, priority: 50 };
  await (await boss()).insert('sync', [job]);
  const [theirs] = await jobs("name = 'sync'");
  expect(ours).toBeDefined();
  expect(ours).toEqual(theirs);
});

test('the workers are told once, at the commit', async () => {
  const listener = new pg.Client({ connectionString: database.ownerUrl() });
  await listener.connect();
  const told: (string | undefined)[] = [];
  listener.on('notification', ({ payload }) => told.push(payload));
  await listener.query(`listen ${jobsChannel}`);
  for (const runId of [null, null, newId('run')]) await dueSync(runId);
  await giveAll();
  await listener.query('select 1');
  await listener.end();
  expect(told).toEqual(['sync']);
});

test('a run whose job still waits does not get a second one', async () => {
  const runId = newId('run');
  const { syncId } = await dueSync(runId);
  await giveAll();
  await database.sql("update sync_schedule set wake_at = $2, state = 'waiting' where sync_id = $1", [syncId, now]);
  await giveAll();
  expect(await jobs(`name = 'sync' and singleton_key = '${runId}'`)).toHaveLength(1);
});

test('nothing looks up the queue of each new job', async () => {
  const references = await database.sql(
    "select conname from pg_constraint where contype = 'f' and confrelid = 'pgboss.queue'::regclass",
  );
  expect(references.map((row) => row.conname).filter((name) => /q_fkey|dlq_fkey/.test(name))).toEqual([]);
});
