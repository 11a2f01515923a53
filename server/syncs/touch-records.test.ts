import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { AppCallError } from '#connectors/kit/index.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import { dispatchDue } from './dispatch-due.ts';
import { pauseSync } from './pause-sync.ts';
import { resumeSync } from './resume-sync.ts';
import { startByEvent } from './start-by-event.ts';
import { entry, seedJournal, TestJournal } from './test-journal.ts';
import { startPassByHook, touchRecords } from './touch-records.ts';
import { triggerSync } from './trigger-sync.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, 'fixture-connectors');
const pause = (seconds: number) => {
  process.env.PORTICO_HOOK_PAUSE_SECONDS = String(seconds);
  resetEnv();
};
const database = testDatabase();
const daily = { kind: 'every' as const, seconds: 86_400 };

let journal: TestJournal;
let seeded: Awaited<ReturnType<typeof seedJournal>>;

const touch = (...keys: string[]) => withTenant(seeded, (tx) => touchRecords(tx, seeded.syncId, keys));

async function loaded(options: Parameters<typeof seedJournal>[1] = {}): Promise<void> {
  seeded = await seedJournal(database, { mode: 'webhook', schedule: daily, ...options });
  await seeded.work();
  journal.pulls = [];
}

beforeEach(() => {
  pause(0);
  journal = new TestJournal();
  journal.put(entry('a'), entry('b'));
});

describe('rows that a hook names', () => {
  test('are read one by one and stored as a page, and no list is read', async () => {
    await loaded();
    journal.put(entry('a', 'new'), entry('c'));
    journal.rows.delete('b');
    await touch('a', 'b', 'c');
    expect(await seeded.lastRun()).toMatchObject({ trigger: 'hook', status: 'queued' });
    await seeded.work();
    expect(await seeded.records()).toEqual([
      'a updated {"id":"a","text":"new"}',
      'b deleted {}',
      'c added {"id":"c","text":"c"}',
    ]);
    expect(journal.pulls).toEqual([]);
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded', added: 1, updated: 1, deleted: 1, seen: 3 });
    const [step] = (await seeded.steps()).slice(-1);
    expect(step).toMatchObject({ kind: 'hook', first_seq: '2', last_seq: '5' });
    expect(await seeded.sync()).toMatchObject({ records: 2, last_seq: '5' });
    expect(await seeded.touches()).toEqual([]);
    expect(Number((await seeded.schedule())?.wake_at)).toBeGreaterThan(Date.now());
  });

  test('told again while they are read are read once more, by a run that follows', async () => {
    await loaded();
    journal.put(entry('a', 'second'));
    const get = journal.get.bind(journal);
    let first = true;
    journal.get = async (key) => {
      const row = await get(key);
      if (first) {
        first = false;
        journal.put(entry('a', 'third'));
        await touch('a');
      }
      return row;
    };
    await touch('a');
    await seeded.work();
    expect((await seeded.records())[0]).toContain('second');
    expect(await seeded.lastRun()).toMatchObject({ trigger: 'hook', status: 'queued' });
    await seeded.work();
    expect((await seeded.records())[0]).toContain('third');
    expect(await seeded.openRun()).toBeUndefined();
  });

  test('wait while the sync is paused, each once, and are read when it goes on', async () => {
    await loaded();
    await withTenant(seeded, (tx) => pauseSync(tx, seeded.syncId));
    journal.put(entry('a', 'new'));
    await touch('a');
    await touch('a', 'b');
    expect(await seeded.openRun()).toBeUndefined();
    expect(await seeded.touches()).toEqual([{ external_id: 'a' }, { external_id: 'b' }]);
    await withTenant(seeded, (tx) => resumeSync(tx, seeded.syncId));
    await seeded.work();
    expect((await seeded.records())[0]).toContain('new');
    expect(await seeded.touches()).toEqual([]);
  });

  test('are not lost while the app is down: the run sleeps, and reads them after', async () => {
    await loaded();
    const get = journal.get.bind(journal);
    journal.get = async () => {
      throw new AppCallError('down', { class: 'app_down' });
    };
    await touch('a');
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'queued', error: { class: 'app_down' } });
    expect(await seeded.touches()).toHaveLength(1);
    journal.get = get;
    journal.put(entry('a', 'new'));
    await seeded.work();
    expect((await seeded.records())[0]).toContain('new');
  });

  test('fail alone where one of them can not be read, and the failure closes when it can', async () => {
    await loaded();
    const get = journal.get.bind(journal);
    journal.get = async (key) => {
      if (key === 'b') throw new AppCallError('Forbidden.', { class: 'permission', code: 'NO_ACCESS' });
      return get(key);
    };
    journal.put(entry('a', 'new'));
    await touch('a', 'b');
    await seeded.work();
    expect((await seeded.records())[0]).toContain('new');
    const failure = { external_id: 'b', class: 'permission', code: 'NO_ACCESS', cause: 'permission|NO_ACCESS||' };
    expect(await seeded.failures()).toEqual([{ ...failure, closed_at: null }]);
    journal.get = get;
    await touch('b');
    await seeded.work();
    expect(await seeded.failures()).toMatchObject([{ closed_at: expect.any(Date) }]);
  });

  test('stay where nothing at all can be read: then the access is at fault', async () => {
    await loaded();
    journal.get = async () => {
      throw new AppCallError('Forbidden.', { class: 'permission' });
    };
    await touch('a', 'b');
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'failed', error: { class: 'permission' } });
    expect(await seeded.touches()).toHaveLength(2);
  });

  test('under another key than the app answers with move there', async () => {
    await loaded();
    const get = journal.get.bind(journal);
    journal.get = (key) => get(key === 'b' ? 'merged' : key);
    journal.put(entry('merged'));
    await touch('b');
    await seeded.work();
    expect(await seeded.records()).toMatchObject([
      expect.stringMatching(/^a added/),
      'b deleted {}',
      expect.stringMatching(/^merged updated/),
    ]);
  });

  test('and are new in the middle of a full pass are not taken for missing at its end', async () => {
    seeded = await seedJournal(database, { mode: 'webhook', schedule: daily });
    journal.pageSize = 1;
    const pull = journal.pull.bind(journal);
    journal.pull = async (request) => {
      if (request.cursor === 1) throw new Error('the worker died here');
      return pull(request);
    };
    await seeded.work();
    journal.pull = pull;
    await touch('z');
    // It is in no list that the pass still reads.
    journal.get = async (key) => entry(key);
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded', trigger: 'first' });
    expect((await seeded.records()).map((row) => row.split(' ').slice(0, 2))).toEqual([
      ['a', 'added'],
      ['b', 'added'],
      ['z', 'added'],
    ]);
  });
});

describe('a change without a name', () => {
  test('is found by a pass, which is then done with it', async () => {
    await loaded();
    await touch();
    await seeded.work();
    expect(journal.pulls).toMatchObject([{ mode: 'incremental' }]);
    expect(await seeded.touches()).toEqual([]);
    expect(await seeded.openRun()).toBeUndefined();
  });

  test('of an object whose rows can not be read one by one is one, whatever was named', async () => {
    await loaded({ object: 'line', label: 'lines' });
    await touch('a');
    await seeded.work();
    expect(journal.gets).toEqual([]);
    expect(journal.pulls).toHaveLength(1);
    expect(await seeded.touches()).toEqual([]);
  });

  test('told while the pass reads is looked for once more', async () => {
    await loaded();
    const pull = journal.pull.bind(journal);
    journal.pull = async (request) => {
      journal.pull = pull;
      const page = await pull(request);
      await touch();
      return page;
    };
    await touch();
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ trigger: 'hook', status: 'queued' });
    await seeded.work();
    expect(await seeded.openRun()).toBeUndefined();
    expect(journal.pulls).toHaveLength(2);
  });
});

describe('a storm of hooks', () => {
  const passes = 'select count(*)::integer as count from run where sync_id = $1';
  const runs = async () => (await database.sql(passes, [seeded.syncId]))[0]?.count;
  const dispatch = (seconds: number) => dispatchDue({ now: () => new Date(Date.now() + seconds * 1000) });

  test.each([
    ['that name nothing, of a sync that lives on them', 'webhook' as const, () => touch()],
    ['of a sync that reads what is new', 'incremental' as const, () => withTenant(seeded, (tx) => startPassByHook(tx, seeded.syncId, new Date()))], // biome-ignore format: one thought
  ])('%s becomes one pass after a pause, and nothing is lost', async (_, mode, hook) => {
    pause(10);
    await loaded({ mode });
    const before = await runs();
    for (let n = 0; n < 20; n++) {
      journal.put(entry(`n${n}`));
      await hook();
    }
    expect([await runs(), await seeded.openRun()]).toEqual([before, undefined]);
    await dispatch(5);
    expect(await seeded.openRun()).toBeUndefined();
    await dispatch(11);
    await seeded.work();
    expect(journal.pulls).toHaveLength(1);
    expect(await seeded.records()).toHaveLength(22);
    expect(await seeded.touches()).toEqual([]);
    expect(Number((await seeded.schedule())?.wake_at)).toBeGreaterThan(Date.now() + 11_000);
  });

  test('does not keep rows that are named from being read at once, nor a person from starting a pass', async () => {
    pause(10);
    await loaded();
    await touch();
    journal.put(entry('a', 'new'));
    await touch('a');
    await seeded.work();
    expect(journal.pulls).toEqual([]);
    expect(await seeded.records()).toContain('a updated {"id":"a","text":"new"}');
    expect([await seeded.openRun(), await seeded.touches()]).toMatchObject([undefined, [{ external_id: '' }]]);
    await withTenant(seeded, (tx) => triggerSync(tx, seeded.syncId, 'api'));
    await seeded.work();
    expect([journal.pulls.length, await seeded.touches()]).toEqual([1, []]);
  });
});

describe('the sweep of a webhook sync', () => {
  test('finds what no hook told', async () => {
    await loaded();
    journal.rows.delete('b');
    await database.sql(
      "update sync set last_pass_at = now() - interval '2 days', last_full_pass_at = now() - interval '2 days' where id = $1",
      [seeded.syncId],
    );
    await dispatchDue({ now: () => new Date(Date.now() + 2 * 86_400_000) });
    await seeded.work();
    expect((await seeded.records())[1]).toBe('b deleted {}');
  });

  test('comes in its time, though hooks keep the sync busy', async () => {
    await loaded();
    await touch('a');
    await database.sql("update sync set last_pass_at = now() - interval '2 days' where id = $1", [seeded.syncId]);
    await seeded.work();
    expect(journal.gets).toEqual(['a']);
    expect(journal.pulls).toHaveLength(1);
  });
});

describe('an event of the product', () => {
  const event = { kind: 'event' as const, event: 'order.paid' };
  const tell = (name: string) =>
    withTenant(seeded, (tx) => startByEvent(tx, { event: name, customer: seeded.customerId }));

  test('starts the syncs that wait for it, and no other', async () => {
    await loaded({ mode: 'incremental', schedule: event });
    expect(await tell('order.sent')).toEqual([]);
    expect(await tell('order.paid')).toEqual([{ syncId: seeded.syncId, runId: expect.stringMatching(/^run_/) }]);
    expect(await seeded.lastRun()).toMatchObject({ trigger: 'event', status: 'queued' });
    await seeded.work();
    expect((await seeded.schedule())?.wake_at.getTime()).toBeGreaterThan(Date.UTC(2200, 0));
  });

  test('told once more before its run begins is met by it; told while it reads, another run follows', async () => {
    await loaded({ mode: 'incremental', schedule: event });
    const pull = journal.pull.bind(journal);
    journal.pull = async (request) => {
      journal.pull = pull;
      await tell('order.paid');
      return pull(request);
    };
    await tell('order.paid');
    await tell('order.paid');
    await seeded.work();
    expect(await seeded.openRun()).toMatch(/^run_/);
    await seeded.work();
    expect(journal.pulls).toHaveLength(2);
    expect(await seeded.openRun()).toBeUndefined();
  });

  test('starts nothing that is paused', async () => {
    await loaded({ mode: 'incremental', schedule: event });
    await withTenant(seeded, (tx) => pauseSync(tx, seeded.syncId));
    expect(await tell('order.paid')).toEqual([{ syncId: seeded.syncId, runId: null }]);
  });
});
