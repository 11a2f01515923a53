import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Page } from '#connectors/kit/index.ts';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { testDatabase } from '#server/db/test-database.ts';
import type { RunId } from '#server/ids.ts';
import type { Ledger } from '#server/syncs/fixture-connectors/ledger/connector.ts';
import { pauseSync } from '#server/syncs/pause-sync.ts';
import { runSync } from '#server/syncs/run-sync.job.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import { triggerSync } from '#server/syncs/trigger-sync.ts';
import { api, consoleOf, testVendor, textAt, within } from '#server/trpc/test-api.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../syncs/fixture-connectors');
const database = testDatabase();
const slot = Symbol.for('portico.test.ledger');

let seeded: SeededSync;
let key: string;

/** What the app answers from now on: all of it in a full pass, nothing new in an incremental one. */
function answer(rows: unknown[]): void {
  const page = (all: boolean): Page => ({ rows: all ? rows : [], next: null, watermark: 'w' });
  const ledger: Ledger = { pull: async ({ mode }) => page(mode === 'full') };
  Object.assign(globalThis, { [slot]: ledger });
}

async function run(): Promise<void> {
  const [open] = await database.sql<{ id: RunId }>(
    "select id from run where sync_id = $1 and status in ('queued', 'running')",
    [seeded.syncId],
  );
  if (!open) throw new Error('No run is open.');
  await runSync({ environmentId: seeded.environmentId, runId: open.id }, new AbortController().signal);
}

const good = (id: string) => ({ id, text: id });
const bad = (id: string) => ({ id, text: 7 });

const get = async (path: string) => (await api('GET', path, { key })).body;
const post = async (path: string, body: unknown) => (await api('POST', path, { key, body })).body;
const failedIds = async (filter = '') =>
  Object(await get(`/failures${filter}`)).items.map((item: { recordId: string }) => item.recordId);
const causeOfFirst = async () => textAt(await get('/failure-causes'), 'items', 0, 'cause');

beforeEach(async () => {
  seeded = await seedSync({
    connector: 'ledger',
    object: 'entry',
    label: 'entries',
    credential: { kind: 'fields', fields: {} },
  });
  key = (await within(seeded, (tx) => createApiKey(tx, { name: 'test' }))).secret;
  answer([good('1'), bad('2'), bad('3'), bad('4'), good('5')]);
  await run();
});

describe('the inbox', () => {
  test('groups what failed by its cause, with counts and words', async () => {
    expect(await get('/failure-causes')).toMatchObject({
      complete: true,
      items: [
        {
          class: 'mapping',
          field: 'text',
          failures: 3,
          customers: 1,
          customer: { id: seeded.customerId, name: 'Globex' },
          integration: { name: 'ledger' },
          label: 'entries',
          waiting: 0,
          ignored: null,
        },
      ],
    });
    answer([bad('2'), { id: 3, text: 'x' }]);
    await within(seeded, (tx) => tx.updateTable('sync').set({ watermark: null }).execute());
    await within(seeded, (tx) => triggerSync(tx, seeded.syncId, 'api'));
    await run();
    const after = Object(await get('/failure-causes'));
    expect(after.items.map((item: { field: string }) => item.field).sort()).toEqual(['id', 'text']);
  });

  test('shows each record as the app sent it, the latest first, page by page', async () => {
    const { items } = Object(await get('/failures'));
    expect(items).toHaveLength(3);
    const four = items.find((item: { recordId: string }) => item.recordId === '4');
    expect(four).toMatchObject({
      customer: { name: 'Globex' },
      sync: { id: seeded.syncId, label: 'entries', connector: 'ledger' },
      input: { id: '4', text: 7 },
      waiting: false,
    });
    const ids: string[] = [];
    for (let cursor = ''; ids.length < 3; ) {
      const page = Object(await get(`/failures?limit=1${cursor && `&cursor=${cursor}`}`));
      ids.push(page.items[0].recordId);
      cursor = page.nextCursor;
    }
    expect(ids.toSorted()).toEqual(['2', '3', '4']);
  });

  test('is narrowed by what was asked for', async () => {
    const [{ integration_id: integration }] = (await database.sql<{ integration_id: string }>(
      'select integration_id from installation where id = $1',
      [seeded.installationId],
    )) as [{ integration_id: string }];
    for (const [filter, found] of [
      [`customerId=${seeded.customerId}`, 3],
      [`syncId=${seeded.syncId}`, 3],
      [`integrationId=${integration}`, 3],
      [`cause=${encodeURIComponent(await causeOfFirst())}`, 3],
      ['class=mapping', 3],
      ['class=invalid', 0],
      ['externalId=3', 1],
      ['state=ignored', 0],
      ['customerId=cus_00000000000000000000', 0],
      ['integrationId=int_00000000000000000000', 0],
    ] as const)
      expect([filter, (await failedIds(`?${filter}`)).length]).toEqual([filter, found]);
  });
});

describe('read again', () => {
  test('everything of the sync is read, and what works now is stored and gone from the inbox', async () => {
    const cause = await causeOfFirst();
    const retried = await post('/failures/retry', { cause });
    expect(retried).toMatchObject({ failures: 3, next: null, hindered: { paused: 0, connection: 0, running: 0 } });
    expect(await get('/failure-causes')).toMatchObject({ items: [{ failures: 3, waiting: 3 }] });
    answer([good('1'), good('2'), bad('3'), good('4'), good('5')]);
    await run();
    expect(await failedIds()).toEqual(['3']);
    const console = await consoleOf({ ...(await testVendor()), environmentId: seeded.environmentId });
    const askedAt = textAt(retried, 'askedAt');
    expect(await database.sql('select records from sync where id = $1', [seeded.syncId])).toEqual([{ records: 4 }]);
    expect(await console.failures.progress({ askedAt })).toEqual({ stored: 2, failed: 1, waiting: 0 });
  });

  test('one record alone is asked for by its id', async () => {
    const id = textAt(await get('/failures?externalId=2'), 'items', 0, 'id');
    expect(await post('/failures/retry', { ids: [id] })).toMatchObject({ failures: 1 });
    expect(await get('/failures?externalId=2')).toMatchObject({ items: [{ waiting: true }] });
    expect(await get('/failures?externalId=3')).toMatchObject({ items: [{ waiting: false }] });
  });

  test('a sync that is paused, or runs already, is left alone and told', async () => {
    const cause = await causeOfFirst();
    await post('/failures/retry', { cause });
    expect(await post('/failures/retry', { cause })).toMatchObject({ failures: 0, hindered: { running: 1 } });
    await within(seeded, (tx) => pauseSync(tx, seeded.syncId));
    expect(await post('/failures/retry', { cause })).toMatchObject({ failures: 0, hindered: { paused: 1 } });
  });

  test('nothing is meant where nothing was chosen', async () => {
    for (const act of ['retry', 'restore', 'ignore']) {
      const body = { customerId: seeded.customerId, ...(act === 'ignore' && { reason: 'x' }) };
      expect(await api('POST', `/failures/${act}`, { key, body })).toMatchObject({
        status: 422,
        body: { error: { field: 'ids', remedy: expect.stringMatching(/cause/) } },
      });
    }
  });
});

describe('ignored', () => {
  const ignore = async () => post('/failures/ignore', { cause: await causeOfFirst(), reason: 'Old imports' });

  test('they leave the inbox with who and why, and come back when asked for', async () => {
    const cause = await causeOfFirst();
    expect(await ignore()).toEqual({ failures: 3 });
    expect(await failedIds()).toEqual([]);
    expect(await get('/failure-causes?state=ignored')).toMatchObject({
      items: [{ failures: 3, ignored: { by: expect.stringMatching(/^key_/), reason: 'Old imports' } }],
    });
    expect(await post('/failures/restore', { cause })).toEqual({ failures: 3 });
    expect(await failedIds()).toHaveLength(3);
  });

  test('the same cause stays ignored, another one is news, and a success ends both', async () => {
    await ignore();
    answer([bad('2'), { id: '3', text: 'x', more: 1 }, { id: 4, text: 'x' }]);
    await within(seeded, (tx) => tx.updateTable('sync').set({ watermark: null, checkpoint: null }).execute());
    await within(seeded, (tx) => triggerSync(tx, seeded.syncId, 'api'));
    await run();
    expect(await failedIds('?state=ignored')).toEqual(['2']);
    expect(await failedIds()).toEqual(['4']);
  });
});

test('a sync whose runs fail says since when, until one goes well', async () => {
  const failing = () => database.sql('select failing_since from sync where id = $1', [seeded.syncId]);
  expect(await failing()).toEqual([{ failing_since: null }]);
  const all = Array.from({ length: 20 }, (_, i) => bad(String(i)));
  answer(all);
  await post('/failures/retry', { cause: await causeOfFirst() });
  await run();
  expect(await failing()).toEqual([{ failing_since: expect.any(Date) }]);
  answer([good('1')]);
  await within(seeded, (tx) => triggerSync(tx, seeded.syncId, 'api'));
  await run();
  expect(await failing()).toEqual([{ failing_since: null }]);
});
