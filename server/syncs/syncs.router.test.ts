import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { api, textAt, within } from '#server/trpc/test-api.ts';
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

const act = (what: string, body: unknown = {}) => api('POST', `/syncs/${seeded.syncId}/${what}`, { key, body });
const runs = () =>
  database.sql('select id, status, trigger, accept_deletes from run where sync_id = $1 order by queued_at', [
    seeded.syncId,
  ]);
const endRun = () =>
  database.sql("update run set status = 'succeeded', finished_at = now() where sync_id = $1", [seeded.syncId]);

test('a sync is shown with its run, its schedule and what it belongs to', async () => {
  const [run] = await runs();
  const list = await api('GET', `/syncs?connectionId=${seeded.connectionId}`, { key });
  const shown = {
    id: seeded.syncId,
    customer: { id: seeded.customerId, name: 'Globex' },
    connectionId: seeded.connectionId,
    model: 'entry',
    status: 'active',
    running: { runId: run?.id, seen: 0, total: null },
    nextRunAt: null,
  };
  expect(list.body).toMatchObject({ items: [shown], nextCursor: null });
  await endRun();
  expect((await api('GET', '/syncs', { key })).body).toMatchObject({
    items: [{ running: null, nextRunAt: expect.any(String) }],
  });
});

test('triggered twice, there is one run', async () => {
  await endRun();
  const first = await act('trigger');
  const second = await act('trigger');
  expect(textAt(second.body, 'runId')).toBe(textAt(first.body, 'runId'));
  expect(await runs()).toMatchObject([
    { trigger: 'first' },
    { id: textAt(first.body, 'runId'), trigger: 'api', status: 'queued', accept_deletes: false },
  ]);
});

test('deletions are accepted by true alone', async () => {
  await endRun();
  for (const acceptDeletes of ['false', 'true', 1, null]) {
    expect(await act('trigger', { acceptDeletes })).toMatchObject({
      status: 422,
      body: { error: { field: 'acceptDeletes' } },
    });
  }
  await act('trigger', { acceptDeletes: true });
  expect((await runs()).at(-1)).toMatchObject({ accept_deletes: true });
});

test('deletions are accepted by a run that waits already, and refused by one that reads', async () => {
  await act('trigger', { acceptDeletes: true });
  expect(await runs()).toMatchObject([{ status: 'queued', accept_deletes: true }]);
  await database.sql("update run set status = 'running' where sync_id = $1", [seeded.syncId]);
  expect(await act('trigger', { acceptDeletes: true })).toMatchObject({
    status: 409,
    body: { error: { remedy: expect.stringMatching(/cancel/) } },
  });
});

test('paused, it does not run and says what to do; resumed, it catches up', async () => {
  expect((await act('pause')).body).toMatchObject({ status: 'paused', running: null, nextRunAt: null });
  expect(await runs()).toMatchObject([{ status: 'cancelled' }]);
  expect(await act('trigger')).toMatchObject({
    status: 409,
    body: { error: { code: 'conflict', remedy: expect.stringMatching(/Resume/) } },
  });
  expect((await act('resume', { catchUp: false })).body).toMatchObject({
    status: 'active',
    running: null,
    nextRunAt: expect.any(String),
  });
  await act('pause');
  expect((await act('resume')).body).toMatchObject({ status: 'active', running: { runId: expect.any(String) } });
  expect((await runs()).at(-1)).toMatchObject({ trigger: 'catch_up' });
});

test('runs are shown with steps and failures, newest first, and page without gaps', async () => {
  for (let i = 0; i < 4; i++) {
    await endRun();
    await act('trigger');
  }
  const all = await api('GET', '/runs?limit=200', { key });
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let i = 0; i < 5; i++) {
    const page = await api('GET', `/runs?limit=1${cursor ? `&cursor=${cursor}` : ''}`, { key });
    ids.push(textAt(page.body, 'items', 0, 'id'));
    cursor = i < 4 ? textAt(page.body, 'nextCursor') : undefined;
  }
  expect(ids).toEqual([0, 1, 2, 3, 4].map((at) => textAt(all.body, 'items', at, 'id')));
  expect((await api('GET', `/runs/${ids[0]}`, { key })).body).toMatchObject({
    id: ids[0],
    status: 'queued',
    trigger: 'api',
    steps: [],
    failures: [],
    error: null,
  });
  expect((await api('GET', '/runs?status=failed', { key })).body).toEqual({ items: [], nextCursor: null });
});

test('disconnected, the connection says so, once and for all, and its records are told as deleted', async () => {
  const first = await api('DELETE', `/connections/${seeded.connectionId}`, { key });
  expect(first).toMatchObject({ status: 200, body: { status: 'disconnected', customer: { name: 'Globex' } } });
  expect((await api('DELETE', `/connections/${seeded.connectionId}`, { key })).status).toBe(200);
  expect((await api('GET', '/customers', { key })).body).toMatchObject({ items: [{ connections: 0 }] });
});
