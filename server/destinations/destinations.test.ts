import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { customerDatabase } from '#connectors/postgres/test-database.ts';
import { registry } from '#connectors/registry.ts';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import { closeEgress } from '#server/http/egress.ts';
import { addTestStream, writeTest } from '#server/records/test-records.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import { api, textAt } from '#server/trpc/test-api.ts';
import { deliver } from './deliver.job.ts';
import { TestBucket } from './test-bucket.ts';

const database = testDatabase();
const theirs = customerDatabase();
const folders = ['../syncs/fixture-connectors', '../../connectors'].map((folder) => join(import.meta.dirname, folder));

let seeded: SeededSync;
let key: string;
let bucket: TestBucket;
const never = new AbortController().signal;
const within = <T>(fn: (tx: TenantTx) => Promise<T>): Promise<T> =>
  withTenant({ environmentId: seeded.environmentId }, fn);
const write = (change: Parameters<typeof writeTest>[2], syncId = seeded.syncId) =>
  within((tx) => writeTest(tx, syncId, change));

beforeAll(async () => {
  Object.assign(process.env, { PORTICO_CONNECTORS: folders.join(','), PORTICO_EGRESS_ALLOW: '127.0.0.0/8' });
  resetEnv();
  // Reading all connectors takes longer than any test here.
  await registry();
});
afterAll(closeEgress);
beforeEach(async () => {
  bucket = new TestBucket();
  await bucket.start();
  await theirs.owner.query('drop table if exists portico_entry, portico_note, portico_cursor');
  seeded = await seedSync({
    connector: 'ledger',
    object: 'entry',
    label: 'entries',
    credential: { kind: 'fields', fields: {} },
  });
  key = (await within((tx) => createApiKey(tx, { name: 'test' }))).secret;
  return () => bucket.stop();
});

async function create(body: object): Promise<string> {
  const { status, body: made } = await api('POST', '/destinations', { key, body: { name: 'Warehouse', ...body } });
  expect([status, made]).toMatchObject([200, { status: 'active', error: null }]);
  return textAt(made, 'id');
}
const run = (destinationId: string, signal = never) =>
  deliver({ environmentId: seeded.environmentId, destinationId }, signal);
const look = async (id: string) => (await api('GET', `/destinations/${id}`, { key })).body;
const due = (id: string) => database.sql('update destination set next_attempt_at = null where id = $1', [id]);

describe('a database', () => {
  const body = (settings = {}) => ({ connector: 'postgres', fields: theirs.admin, settings });
  const rows = async (table = 'portico_entry') =>
    (await theirs.owner.query(`select id, customer, data, deleted_at is not null as deleted from ${table} order by id`))
      .rows;

  test('gets all that there is, then every change, deletions too, in a table for each model', async () => {
    await write({ put: Object.fromEntries(Array.from({ length: 1200 }, (_, i) => [`k${i}`, { i }])), remove: ['k5'] });
    const notes = await addTestStream(seeded, 'note');
    await write({ put: { n1: { text: 'nul \0, half \ud83d, whole 😀, \\u0000' } } }, notes);
    const id = await create(body());
    expect(await look(id)).toMatchObject({ behind: 1202, delivered: 0, account: expect.stringContaining('@') });
    await run(id);
    expect(await rows()).toHaveLength(1199);
    expect(await rows('portico_note')).toEqual([
      { id: 'n1', customer: 'globex', data: { text: 'nul , half \ufffd, whole 😀, \\u0000' }, deleted: false },
    ]);
    expect(await look(id)).toMatchObject({ behind: 0, delivered: 1200, error: null });
    await write({ put: { k1: { i: 'new' }, fresh: {} }, remove: ['k2'] });
    await run(id);
    const held = new Map((await rows()).map((row) => [row.id, row.data]));
    expect([held.size, held.get('k1'), held.has('k2'), held.has('fresh')]).toEqual([1199, { i: 'new' }, false, true]);
  });

  test('a piece that was carried out already is not carried out again; a lost database is filled anew', async () => {
    await write({ put: { a: { v: 1 }, b: { v: 1 } } });
    const id = await create(body({ deletes: 'flag' }));
    await run(id);
    // As if the worker had died before it could write down that it was done.
    await database.sql('update destination_stream set goal = seq, seq = 0');
    await theirs.owner.query("update portico_entry set data = '{}' where id = 'a'");
    await write({ put: { c: { v: 1 } }, remove: ['b'] });
    await run(id);
    expect((await rows()).map((row) => [row.id, row.data, row.deleted])).toEqual([
      ['a', {}, false],
      ['b', { v: 1 }, true],
      ['c', { v: 1 }, false],
    ]);
    await theirs.owner.query('drop table portico_entry, portico_cursor');
    await write({ put: { d: { v: 1 } } });
    await run(id);
    expect((await rows()).map((row) => row.id)).toEqual(['a', 'c', 'd']);
    // Once more behind: a copy that was restored.
    await theirs.owner.query('update portico_cursor set seq = 0');
    await write({ put: { e: { v: 1 } } });
    await run(id);
    expect((await rows()).map((row) => row.id)).toEqual(['a', 'c', 'd', 'e']);
    expect(await look(id)).toMatchObject({ behind: 0, error: null });
  });

  test('hears of what the vendor wrote itself, which its reader does not', async () => {
    await write({ put: { a: { v: 1 }, b: { v: 1 }, c: { v: 1 } } });
    const id = await create(body());
    await run(id);
    await write({ put: { a: { v: 2 }, c: { v: 2 } }, quiet: ['a', 'c'] });
    await write({ put: { c: { v: 3 } } });
    await run(id);
    expect((await rows()).map((row) => [row.id, row.data])).toEqual([
      ['a', { v: 2 }],
      ['b', { v: 1 }],
      ['c', { v: 3 }],
    ]);
    expect(await look(id)).toMatchObject({ behind: 0, delivered: 5 });
    // One that begins now gets each record once.
    await theirs.owner.query('drop table portico_entry, portico_cursor');
    const later = await create(body());
    await run(later);
    expect(await look(later)).toMatchObject({ behind: 0, delivered: 3 });
    const { body: feed } = await api('GET', `/records?syncId=${seeded.syncId}`, { key });
    expect(feed).toMatchObject({ records: [{ id: 'a', data: { v: 2 } }, { id: 'b' }, { id: 'c' }] });
  });

  test('two workers at once deliver once, and one that is paused meanwhile stops', async () => {
    await write({ put: Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`k${i}`, { i }])) });
    const id = await create(body());
    await Promise.all([run(id), run(id), run(id)]);
    expect(await look(id)).toMatchObject({ behind: 0, delivered: 1500 });
    await api('POST', `/destinations/${id}/pause`, { key });
    await write({ put: { late: {} } });
    await run(id);
    expect(await look(id)).toMatchObject({ status: 'paused', behind: 1 });
    await api('POST', `/destinations/${id}/resume`, { key });
    await run(id);
    expect(await look(id)).toMatchObject({ status: 'active', behind: 0 });
    expect((await api('DELETE', `/destinations/${id}`, { key })).status).toBe(200);
    await run(id);
    expect((await api('GET', `/destinations/${id}`, { key })).status).toBe(404);
  });

  test('an access that is refused is not kept; one that fails later says what to do', async () => {
    const wrong = { name: 'W', connector: 'postgres', fields: { ...theirs.admin, password: 'wrong' } };
    expect((await api('POST', '/destinations', { key, body: wrong })).body).toMatchObject({
      error: { code: 'app_refused', field: 'fields', remedy: expect.any(String) },
    });
    const half = { name: 'W', connector: 'postgres', fields: { host: 'x' } };
    expect((await api('POST', '/destinations', { key, body: half })).body).toMatchObject({
      error: { code: 'invalid', field: expect.stringMatching(/^fields\./) },
    });
    expect(await database.sql('select 1 from destination where environment_id = $1', [seeded.environmentId])).toEqual(
      [],
    );
    await write({ put: { a: {} } });
    const id = await create({ connector: 'postgres', fields: theirs.logIn });
    await run(id);
    expect(await look(id)).toMatchObject({
      behind: 1,
      error: { class: 'permission', remedy: expect.stringMatching(/create tables/) },
      nextAttemptAt: expect.any(String),
    });
    // Not before its time.
    await run(id);
    expect(await database.sql('select failures from destination where id = $1', [id])).toEqual([{ failures: 1 }]);
    await due(id);
    await run(id);
    expect(await database.sql('select failures from destination where id = $1', [id])).toEqual([{ failures: 2 }]);
  });
});

describe('before it is made', () => {
  const tried = async (body: object) => (await api('POST', '/destinations/test', { key, body })).body;

  test('the access is tried, and whether records may be written', async () => {
    const body = { connector: 'postgres', fields: theirs.admin };
    expect(await tried(body)).toEqual({ account: expect.stringContaining('/'), problem: null });
    expect(await tried({ ...body, settings: { schema: 'nowhere' } })).toMatchObject({
      problem: { sentence: 'The database has no schema nowhere.', remedy: expect.any(String) },
    });
    expect(await tried({ ...body, fields: theirs.logIn })).toMatchObject({
      problem: { class: 'permission', sentence: expect.stringContaining('tables'), remedy: expect.any(String) },
    });
    expect(await tried({ ...body, fields: { ...theirs.admin, password: 'wrong' } })).toMatchObject({
      error: { code: 'app_refused', field: 'fields' },
    });
    const inBucket = { connector: 's3', accountType: 'other', fields: bucket.fields() };
    expect(await tried(inBucket)).toMatchObject({ problem: null });
    expect([bucket.begun.size, bucket.objects.size]).toEqual([0, 0]);
    bucket.readOnly = true;
    expect(await tried(inBucket)).toMatchObject({ problem: { class: 'permission', remedy: expect.any(String) } });
    bucket.readOnly = false;
    expect(await database.sql('select 1 from destination where environment_id = $1', [seeded.environmentId])).toEqual(
      [],
    );
  });

  test('the connectors that take records are found among all', async () => {
    const { body } = await api('GET', '/connectors?can=take_records', { key });
    expect(Object(body).items.map((one: { slug: string }) => one.slug)).toEqual(['s3', 'postgres']);
    const { body: view } = await api('GET', '/connectors/postgres', { key });
    expect(view).toMatchObject({
      takesRecords: true,
      abilities: { destination: { settings: [{ name: 'schema' }, { name: 'prefix' }, { name: 'deletes' }] } },
    });
  });
});

test('another access goes on where the old one stopped, and a wrong one is not kept', async () => {
  await write({ put: { a: { v: 1 } } });
  const id = await create({ connector: 'postgres', fields: theirs.logIn });
  await run(id);
  expect(await look(id)).toMatchObject({ error: { class: 'permission' }, behind: 1 });
  const change = (fields: object) => api('PUT', `/destinations/${id}/access`, { key, body: { fields } });
  expect((await change({ ...theirs.admin, password: 'wrong' })).status).toBe(422);
  expect(await look(id)).toMatchObject({ error: { class: 'permission' } });
  expect((await change(theirs.admin)).body).toMatchObject({ error: null });
  await run(id);
  expect(await look(id)).toMatchObject({ behind: 0, error: null, customerName: null });
  const renamed = await api('PATCH', `/destinations/${id}`, { key, body: { name: 'Lake' } });
  expect(renamed.body).toMatchObject({ id, name: 'Lake' });
});

describe('a bucket', () => {
  const body = (settings = {}) => ({ connector: 's3', accountType: 'other', fields: bucket.fields(), settings });
  const lines = () =>
    [...bucket.objects]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, bytes]) =>
        (name.endsWith('.gz') ? gunzipSync(bytes) : bytes)
          .toString()
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line)),
      );

  test('gets an object for each piece, whose name is its range', async () => {
    await write({ put: Object.fromEntries(Array.from({ length: 700 }, (_, i) => [`k${i}`, { i }])) });
    const id = await create(body());
    await run(id);
    await write({ put: { k3: { i: 'new' } }, remove: ['k4'] });
    await run(id);
    const [first = '', ...more] = [...bucket.objects.keys()].sort();
    expect(first).toBe(`portico/entry/${seeded.customerId}/${seeded.syncId}/000000000000001-000000000000500.ndjson.gz`);
    expect(more).toHaveLength(2);
    const told = lines();
    expect(told).toHaveLength(702);
    expect(told.at(-1)).toMatchObject({ id: 'k4', action: 'deleted', data: null });
    expect(await look(id)).toMatchObject({ behind: 0, delivered: 702 });
  });

  test('a piece whose answer was lost is written again under the same name, also when more came meanwhile', async () => {
    await write({ put: { a: { v: 1 }, b: { v: 1 } } });
    const id = await create(body({ folder: '', gzip: false }));
    bucket.lost = 20;
    const stop = new AbortController();
    const working = run(id, stop.signal);
    await expect.poll(() => bucket.puts.length).toBeGreaterThan(0);
    stop.abort(new Error('killed'));
    await working;
    bucket.lost = 0;
    await write({ put: { a: { v: 2 }, c: { v: 1 } } });
    await due(id);
    await run(id);
    expect([...bucket.objects.keys()].map((name) => name.split('/').at(-1)).sort()).toEqual([
      '000000000000001-000000000000002.ndjson',
      '000000000000003-000000000000004.ndjson',
    ]);
    const held = new Map(lines().map((line) => [line.id, line.data]));
    expect([...held].sort()).toEqual([
      ['a', { v: 2 }],
      ['b', { v: 1 }],
      ['c', { v: 1 }],
    ]);
  });

  test('a wrong key is refused before anything is kept', async () => {
    const fields = { ...bucket.fields(), secretAccessKey: 'another' };
    const { status } = await api('POST', '/destinations', { key, body: { name: 'B', ...body(), fields } });
    expect([status, bucket.objects.size]).toEqual([422, 0]);
    expect(await database.sql('select 1 from destination where environment_id = $1', [seeded.environmentId])).toEqual(
      [],
    );
  });
});

test('a connector that takes no records is named, with what to do', async () => {
  const body = { name: 'Warehouse', connector: 'ledger', fields: {} };
  expect(await api('POST', '/destinations', { key, body })).toMatchObject({
    status: 422,
    body: { error: { field: 'connector', message: expect.stringContaining('Ledger') } },
  });
});
