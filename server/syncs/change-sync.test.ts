import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { AppCallError } from '#connectors/kit/index.ts';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { api, textAt, within } from '#server/trpc/test-api.ts';
import { entry, seedJournal, TestJournal } from './test-journal.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, 'fixture-connectors');
const database = testDatabase();

let journal: TestJournal;
let seeded: Awaited<ReturnType<typeof seedJournal>>;
let key: string;

async function loaded(options: Parameters<typeof seedJournal>[1] = {}): Promise<void> {
  seeded = await seedJournal(database, options);
  key = (await within(seeded, (tx) => createApiKey(tx, { name: 'test' }))).secret;
  await seeded.work();
  journal.pulls = [];
}

const change = (body: unknown) => api('POST', `/syncs/${seeded.syncId}`, { key, body });
const act = (what: string, body: unknown = {}) => api('POST', `/syncs/${seeded.syncId}/${what}`, { key, body });

beforeEach(() => {
  journal = new TestJournal();
  journal.put(entry('a'), entry('b'), entry('c'));
});

/** Lets the worker die at the second page of the pass. */
async function dieHalfway(): Promise<void> {
  journal.pageSize = 1;
  const pull = journal.pull.bind(journal);
  journal.pull = async (request) => {
    if (request.cursor === 1) {
      journal.pull = pull;
      throw new Error('the worker died here');
    }
    return pull(request);
  };
  await seeded.work();
}

describe('a schedule', () => {
  test('that is changed holds at once, and is told', async () => {
    await loaded();
    const { status, body } = await change({
      schedule: { kind: 'cron', expression: '0 7 * * *', zone: 'Europe/Berlin' },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ scheduleWords: 'every day at 07:00 (Europe/Berlin)' });
    expect(textAt(body, 'nextRunAt')).toMatch(/T0[56]:00:/);
    expect(await seeded.activity()).toContain(
      'The entries of Journal are now read every day at 07:00 (Europe/Berlin).',
    );
    expect((await change({ schedule: { kind: 'manual' } })).body).toMatchObject({ nextRunAt: null });
  });

  test.each([
    [{ kind: 'every', seconds: 30 }, 'schedule.seconds'],
    [{ kind: 'cron', expression: '0 25 * * *', zone: 'UTC' }, 'schedule.expression'],
    [{ kind: 'cron', expression: '0 7 * * *', zone: 'Mars/Olympus' }, 'schedule.zone'],
  ])('%j is refused at its field', async (schedule, field) => {
    await loaded();
    expect(await change({ schedule })).toMatchObject({ status: 422, body: { error: { field } } });
  });

  test('of a paused sync is planned when it goes on', async () => {
    await loaded();
    await act('pause');
    expect((await change({ schedule: { kind: 'every', seconds: 600 } })).body).toMatchObject({ nextRunAt: null });
  });
});

describe('a mode', () => {
  test('that is changed between runs loses nothing: the watermark is kept, and a full pass renews it', async () => {
    await loaded();
    await change({ mode: 'full' });
    await act('trigger');
    await seeded.work();
    expect(journal.pulls).toMatchObject([{ mode: 'full' }]);
    await change({ mode: 'incremental' });
    await act('trigger');
    await seeded.work();
    expect(journal.pulls.at(-1)).toMatchObject({ mode: 'incremental', watermark: 'w1' });
    expect((await seeded.activity()).slice(-2)).toEqual([
      'Each run now reads all entries of Journal.',
      'Each run now reads the entries that have changed in Journal.',
    ]);
  });

  test('full, chosen in the middle of an incremental pass, begins a pass of its own', async () => {
    await loaded();
    await act('trigger');
    await dieHalfway();
    expect((await seeded.sync())?.checkpoint).toMatchObject({ mode: 'incremental', cursor: 1 });
    await change({ mode: 'full' });
    journal.pulls = [];
    journal.rows.delete('c');
    await seeded.work();
    expect(journal.pulls[0]).toMatchObject({ mode: 'full', cursor: null });
    expect((await seeded.records())[2]).toBe('c deleted {}');
  });

  test('incremental, chosen in the middle of a full pass, lets that one end: it brings the watermark', async () => {
    seeded = await seedJournal(database, { mode: 'full' });
    key = (await within(seeded, (tx) => createApiKey(tx, { name: 'test' }))).secret;
    await dieHalfway();
    await change({ mode: 'incremental' });
    journal.pulls = [];
    await seeded.work();
    expect(journal.pulls[0]).toMatchObject({ mode: 'full', cursor: 1 });
    expect(await seeded.sync()).toMatchObject({ watermark: 'w1', records: 3 });
  });

  test('that the app has no means for is refused with the one that it has', async () => {
    await loaded({ object: 'total', label: 'totals', mode: 'full' });
    expect(await change({ mode: 'incremental' })).toMatchObject({
      status: 422,
      body: {
        error: { field: 'mode', message: expect.stringContaining('totals'), remedy: expect.stringContaining('full') },
      },
    });
    expect((await change({ mode: 'webhook' })).status).toBe(200);
  });
});

describe('how far back it goes', () => {
  test('is said to the app, and going further back reads everything anew', async () => {
    await loaded({ backfillDays: 30 });
    const from = (await seeded.sync())?.backfill_from;
    expect(Math.round((Date.now() - from) / 86_400_000)).toBe(30);
    await change({ backfillFrom: '2020-01-01T00:00:00Z' });
    await seeded.work();
    expect(journal.pulls).toMatchObject([{ mode: 'full', from: '2020-01-01T00:00:00.000Z' }]);
    expect(await seeded.lastRun()).toMatchObject({ trigger: 'reset', added: 0, unchanged: 3 });
    expect((await change({ backfillFrom: null })).status).toBe(200);
    await seeded.work();
    expect(journal.pulls.at(-1)).not.toHaveProperty('from');
  });

  test('can not be less than what is stored', async () => {
    await loaded();
    expect(await change({ backfillFrom: '2020-01-01T00:00:00Z' })).toMatchObject({
      status: 422,
      body: { error: { field: 'backfillFrom' } },
    });
    expect(await change({ backfillFrom: 'yesterday' })).toMatchObject({ status: 422 });
  });
});

describe('a reset', () => {
  test('reads everything anew, and tells only what is different', async () => {
    await loaded();
    const before = (await seeded.sync())?.last_seq;
    journal.put(entry('b', 'new'));
    journal.rows.delete('c');
    const { body } = await act('reset');
    expect(textAt(body, 'runId')).toBe(await seeded.openRun());
    expect((await seeded.records()).every((row) => row.includes('added'))).toBe(true);
    await seeded.work();
    expect(journal.pulls).toMatchObject([{ mode: 'full', cursor: null, watermark: null }]);
    expect(await seeded.lastRun()).toMatchObject({
      status: 'succeeded',
      added: 0,
      updated: 1,
      unchanged: 1,
      deleted: 1,
    });
    expect(Number((await seeded.sync())?.last_seq)).toBe(Number(before) + 2);
    expect(await seeded.activity()).toContain('All entries are read from Journal once more.');
  });

  test('ends the run that is on its way, and what that one still reads is not stored', async () => {
    await loaded();
    await act('trigger');
    const running = await seeded.openRun();
    const pull = journal.pull.bind(journal);
    journal.pull = async () => {
      journal.pull = pull;
      await act('reset');
      return { rows: [entry('late')], next: null, watermark: 'w2' };
    };
    await seeded.work();
    expect((await seeded.records()).join()).not.toContain('late');
    expect(await seeded.openRun()).not.toBe(running);
    expect(await database.sql('select status from run where id = $1', [running])).toEqual([{ status: 'cancelled' }]);
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded', trigger: 'reset' });
  });

  test('of a paused sync is refused', async () => {
    await loaded();
    await act('pause');
    expect(await act('reset')).toMatchObject({
      status: 409,
      body: { error: { remedy: expect.stringMatching(/Resume/) } },
    });
  });
});

describe('one record', () => {
  const refresh = (id: string) => act('records/refresh', { key: id });

  test('is read anew, whatever has become of it', async () => {
    await loaded();
    journal.put(entry('a', 'new'), entry('x/1 ü'));
    journal.rows.delete('b');
    expect((await refresh('a')).body).toEqual({ outcome: 'updated' });
    expect((await refresh('a')).body).toEqual({ outcome: 'unchanged' });
    expect((await refresh('b')).body).toEqual({ outcome: 'deleted' });
    expect((await refresh('x/1 ü')).body).toEqual({ outcome: 'added' });
    expect((await refresh('nobody')).body).toEqual({ outcome: 'absent' });
    expect(await seeded.sync()).toMatchObject({ records: 3 });
    expect(journal.pulls).toEqual([]);
  });

  test('is left to the run that is on its way, which reads it last', async () => {
    await loaded();
    await act('trigger');
    journal.put(entry('a', 'new'));
    expect((await refresh('a')).body).toEqual({ outcome: 'queued' });
    await seeded.work();
    expect((await seeded.records())[0]).toContain('new');
    expect(await seeded.touches()).toEqual([]);
  });

  test('that can not be read says why, and what to do', async () => {
    await loaded();
    journal.rows.set('a', { id: 'a' });
    expect(await refresh('a')).toMatchObject({ status: 502, body: { error: { field: 'text' } } });
    expect((await seeded.records())[0]).toContain('added');
  });

  test('of an object that has no reading by key is refused with the way that there is', async () => {
    await loaded({ object: 'line', label: 'lines' });
    expect(await refresh('a')).toMatchObject({
      status: 409,
      body: { error: { remedy: expect.stringMatching(/run/) } },
    });
  });
});

describe('a run', () => {
  test('that is cancelled ends, keeps its pages, and the next one goes on there', async () => {
    seeded = await seedJournal(database);
    key = (await within(seeded, (tx) => createApiKey(tx, { name: 'test' }))).secret;
    await dieHalfway();
    const runId = await seeded.openRun();
    const cancel = () => api('POST', `/runs/${runId}/cancel`, { key, body: {} });
    expect((await cancel()).body).toMatchObject({ status: 'cancelled', added: 1 });
    expect((await cancel()).status).toBe(200);
    expect((await seeded.schedule())?.run_id).toBeNull();
    journal.pulls = [];
    await act('trigger');
    await seeded.work();
    expect(journal.pulls[0]).toMatchObject({ cursor: 1 });
    expect(await seeded.records()).toHaveLength(3);
  });

  test('that has ended can not be cancelled any more', async () => {
    await loaded();
    const { id } = (await seeded.lastRun()) ?? {};
    expect(await api('POST', `/runs/${id}/cancel`, { key, body: {} })).toMatchObject({ status: 409 });
  });
});

test('an event of the product starts the syncs of that customer that wait for it', async () => {
  await loaded({ schedule: { kind: 'event', event: 'order.paid' } });
  const tell = (body: unknown) => api('POST', '/sync-events', { key, body });
  const { body } = await tell({ event: 'order.paid', customer: 'globex' });
  expect(body).toEqual({ started: [{ syncId: seeded.syncId, runId: await seeded.openRun() }] });
  expect((await tell({ event: 'order.sent', customer: 'globex' })).body).toEqual({ started: [] });
  expect(await tell({ event: 'order.paid', customer: 'nobody' })).toMatchObject({ status: 404 });
});

test('a sync shows how far its run is, and for what it waits', async () => {
  journal.pageSize = 1;
  const pull = journal.pull.bind(journal);
  journal.pull = async (request) => {
    if (request.cursor === 2) throw new AppCallError('Slow down.', { class: 'rate_limited', retryAfterMs: 1_800_000 });
    return { ...(await pull(request)), total: 3 };
  };
  await loaded();
  const { body } = await api('GET', '/syncs', { key });
  const wakes = Date.parse(textAt(body, 'items', 0, 'running', 'waitsUntil'));
  expect((wakes - Date.now()) / 60_000).toBeCloseTo(30, 0);
  expect(body).toMatchObject({
    items: [
      {
        running: {
          status: 'queued',
          seen: 2,
          total: 3,
          totalFrom: 'app',
          waitsFor: expect.stringMatching(/slow down/),
        },
      },
    ],
  });
});
