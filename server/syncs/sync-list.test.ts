import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { openFailures } from '#server/failures/failure.queries.ts';
import type { RunId } from '#server/ids.ts';
import { api, consoleOf, testVendor, textAt, within } from '#server/trpc/test-api.ts';
import { type SeededSync, seedSync } from './test-sync.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, 'fixture-connectors');
const database = testDatabase();

let seeded: SeededSync;
let key: string;

beforeEach(async () => {
  const credential = { kind: 'fields' as const, fields: {} };
  seeded = await seedSync({ connector: 'ledger', object: 'entry', label: 'entries', credential });
  key = (await within(seeded, (tx) => createApiKey(tx, { name: 'test' }))).secret;
});

const found = async (filter: string) => Object((await api('GET', `/syncs?${filter}`, { key })).body).items.length;
const set = (table: string, values: string) =>
  database.sql(`update ${table} set ${values} where id = $1`, [
    table === 'connection' ? seeded.connectionId : seeded.syncId,
  ]);
const endRun = (values: string) =>
  database.sql(
    `update run set started_at = now() - interval '2 seconds', finished_at = now(), ${values} where sync_id = $1`,
    [seeded.syncId],
  );

/** The states that find the sync. */
async function statesNow(): Promise<string[]> {
  const all = ['current', 'on', 'running', 'failing', 'paused', 'waiting', 'ended'];
  const counts = await Promise.all(all.map((state) => found(`state=${state}`)));
  return all.filter((_, at) => counts[at] === 1);
}

test('is found by its state, whatever that is', async () => {
  expect(await statesNow()).toEqual(['current', 'on', 'running']);
  await endRun("status = 'failed'");
  await set('sync', 'failing_since = now()');
  expect(await statesNow()).toEqual(['current', 'failing']);
  await set('sync', "status = 'paused'");
  expect(await statesNow()).toEqual(['current', 'paused']);
  await set('sync', "status = 'active'");
  await set('connection', "status = 'needs_reauth'");
  expect(await statesNow()).toEqual(['current', 'waiting']);
  await set('connection', "status = 'disconnected'");
  expect(await statesNow()).toEqual(['ended']);
});

test('is found by names, object and integration; signs of a pattern are letters', async () => {
  const integration = textAt((await api('GET', `/syncs/${seeded.syncId}`, { key })).body, 'integration', 'id');
  for (const [filter, count] of [
    ['search=GLOB', 1],
    ['search=entries', 1],
    [`search=${seeded.syncId}`, 1],
    ['search=%25', 0],
    ['search=_', 0],
    ['object=entry', 1],
    ['object=other', 0],
    [`integrationId=${integration}`, 1],
    ['integrationId=int_00000000000000000000', 0],
  ] as const)
    expect([filter, await found(filter)]).toEqual([filter, count]);
});

test('tells how the last run ended, how fast it was, and how many records could not be stored', async () => {
  const error = { class: 'protocol', code: 'delete_guard', sentence: 'Many are missing.', remedy: 'Look there.' };
  await endRun(`status = 'failed', seen = 100, error = '${JSON.stringify(error)}'`);
  const [run] = await database.sql<{ id: RunId }>('select id from run where sync_id = $1', [seeded.syncId]);
  if (!run) throw new Error('There is no run.');
  const failure = { class: 'mapping', field: null, message: '-', remedy: '-', input: '{}' };
  await within(seeded, (tx) =>
    openFailures(tx, { ...seeded, runId: run.id, now: new Date() }, [
      { ...failure, externalId: '1' },
      { ...failure, externalId: '2' },
    ]),
  );
  await database.sql("update failure set ignored_at = now() where external_id = '2'");
  expect((await api('GET', `/syncs/${seeded.syncId}`, { key })).body).toMatchObject({
    connector: 'ledger',
    connectionStatus: 'active',
    failures: 1,
    running: null,
    lastRun: { id: run.id, status: 'failed', recordsPerSecond: 50, error },
  });
});

test('tells what its runs changed in each hour, those without any too', async () => {
  await endRun("status = 'succeeded', added = 5, updated = 2");
  const console = await consoleOf({ ...(await testVendor()), environmentId: seeded.environmentId });
  for (const [span, parts] of [
    ['day', 24],
    ['week', 28],
  ] as const) {
    const [activity] = await console.syncs.activity({ ids: [seeded.syncId], span });
    expect(activity?.parts).toHaveLength(parts);
    expect(activity?.parts.at(-1)).toMatchObject({ added: 5, updated: 2, deleted: 0 });
    expect(activity?.parts[0]).toMatchObject({ added: 0, updated: 0, deleted: 0 });
  }
  expect(await console.syncs.objects()).toEqual([{ object: 'entry', label: 'entries' }]);
});

test('that fails though its connection works is on the overview', async () => {
  const console = await consoleOf({ ...(await testVendor()), environmentId: seeded.environmentId });
  expect((await console.overview.get()).attention).toEqual([]);
  await endRun(`status = 'failed', error = '{"class":"internal","sentence":"It broke.","remedy":"-"}'`);
  await set('sync', 'failing_since = now()');
  expect((await console.overview.get()).attention).toMatchObject([
    { syncId: seeded.syncId, customer: { name: 'Globex' }, sentence: 'It broke.' },
  ]);
});
