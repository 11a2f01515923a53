import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { newId, type RunId } from '#server/ids.ts';
import { cancelOpenRun } from '#server/runs/run.queries.ts';
import { beginRun } from './begin-run.ts';
import { pauseSync } from './pause-sync.ts';
import { setSchedule } from './schedule.queries.ts';
import { type SeededSync, seedSync } from './test-sync.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, 'fixture-connectors');
const database = testDatabase();
const now = new Date();
let seeded: SeededSync;

beforeEach(async () => {
  seeded = await seedSync({
    connector: 'ledger',
    object: 'entry',
    label: 'entries',
    credential: { kind: 'fields', fields: {} },
  });
});

/** As the dispatcher leaves it: a run that is planned, and not there yet. */
async function plan(): Promise<RunId> {
  const runId = newId('run');
  await database.sql("update sync_schedule set state = 'busy', run_id = $1 where sync_id = $2", [runId, seeded.syncId]);
  return runId;
}

const begin = (runId: RunId) => withTenant(seeded, (tx) => beginRun(tx, { runId, syncId: seeded.syncId }, now));
const endFirstRun = () => withTenant(seeded, (tx) => cancelOpenRun(tx, seeded.syncId, now));
const runs = () =>
  database.sql<{ id: RunId }>('select id from run where sync_id = $1 order by queued_at', [seeded.syncId]);
const schedule = async () => {
  const [row] = await database.sql(
    "select state, run_id, wake_at > now() + interval '1 year' as never from sync_schedule where sync_id = $1",
    [seeded.syncId],
  );
  return row;
};

test('a planned run is created when it begins, and taken over when it begins again', async () => {
  await endFirstRun();
  const runId = await plan();
  expect((await begin(runId))?.run).toMatchObject({ id: runId, trigger: 'schedule', status: 'running', attempt: 1 });
  expect((await begin(runId))?.run).toMatchObject({ id: runId, attempt: 2 });
  expect(await runs()).toHaveLength(2);
});

test('a planned run of a sync that was paused meanwhile does not begin', async () => {
  const runId = await plan();
  await withTenant(seeded, (tx) => pauseSync(tx, seeded.syncId));
  expect(await begin(runId)).toBeUndefined();
  expect(await runs()).toHaveLength(1);
});

test('a planned run does not begin while its connection needs attention', async () => {
  await endFirstRun();
  const runId = await plan();
  await database.sql("update connection set status = 'needs_reauth', reason = 'revoked' where id = $1", [
    seeded.connectionId,
  ]);
  expect(await begin(runId)).toBeUndefined();
  expect(await schedule()).toEqual({ state: 'waiting', run_id: null, never: true });
});

test('a run that the schedule has forgotten begins instead of a new one', async () => {
  const [asleep] = await runs();
  await withTenant(seeded, (tx) => setSchedule(tx, seeded.syncId, null, now));
  expect((await begin(await plan()))?.run).toMatchObject({ id: asleep?.id, attempt: 1 });
  expect(await schedule()).toMatchObject({ state: 'busy', run_id: asleep?.id });
  // It is alive now: a second one leaves it alone.
  expect(await begin(await plan())).toBeUndefined();
  expect(await schedule()).toMatchObject({ state: 'busy', run_id: asleep?.id });
  expect(await runs()).toHaveLength(1);
});
