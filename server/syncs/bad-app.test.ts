import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { AppCallError, type PullRequest } from '#connectors/kit/index.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { entry, seedJournal, TestJournal } from './test-journal.ts';
import { triggerSync } from './trigger-sync.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, 'fixture-connectors');
const database = testDatabase();

let journal: TestJournal;
let seeded: Awaited<ReturnType<typeof seedJournal>>;
const trigger = (options = {}) => withTenant(seeded, (tx) => triggerSync(tx, seeded.syncId, 'api', options));
const many = (count: number, prefix = 'e') => Array.from({ length: count }, (_, n) => entry(`${prefix}${n}`));

beforeEach(async () => {
  journal = new TestJournal();
  seeded = await seedJournal(database, { mode: 'full' });
});

/** The app gives this one answer, and then what it gives otherwise. */
function once(pull: (request: PullRequest) => ReturnType<TestJournal['pull']>): void {
  const usual = journal.pull.bind(journal);
  journal.pull = (request) => {
    journal.pull = usual;
    return pull(request);
  };
}

describe('an app that answers half', () => {
  test('of what it said is there, is not believed: what came is stored, nothing is deleted, and it is read again', async () => {
    journal.put(...many(100));
    await seeded.work();
    await trigger();
    journal.put(entry('new'));
    once(async () => ({ rows: [entry('e0', 'changed'), entry('new')], next: null, total: 101, watermark: 'w2' }));
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'failed', added: 1, updated: 1, deleted: 0 });
    expect((await seeded.lastRun())?.error).toMatchObject({
      code: 'incomplete_pass',
      sentence: 'Journal said that it has 101 entries, and gave 2. These are stored; nothing was deleted.',
    });
    expect(await seeded.sync()).toMatchObject({ records: 101, watermark: 'w1', checkpoint: null });
    expect((await seeded.schedule())?.run_id).toBeNull();
    await trigger();
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded', seen: 101 });
  });

  test('because a few rows went while it was read, is believed', async () => {
    journal.put(...many(50));
    once(async () => ({ rows: many(45), next: null, total: 50 }));
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded', added: 45 });
  });

  test('and always miscounts is accepted when somebody says so', async () => {
    journal.put(...many(10));
    const usual = journal.pull.bind(journal);
    journal.pull = async (request) => ({ ...(await usual(request)), total: 1_000 });
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'failed' });
    await trigger({ acceptDeletes: true });
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded' });
  });

  test('of a text that breaks off, is asked again: never is that the end', async () => {
    journal.put(...many(3));
    once(async () => {
      throw new AppCallError('The answer ends too early.', { class: 'protocol', code: 'unreadable_answer' });
    });
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'queued', retries: 1, error: { class: 'protocol' } });
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded', added: 3, retries: 0 });
  });
});

describe('an app that answers half of what has changed', () => {
  let half: (at: number) => boolean;
  beforeEach(async () => {
    seeded = await seedJournal(database, { mode: 'incremental' });
    journal.put(...many(100));
    await seeded.work();
    await trigger();
    journal.pulls = [];
    journal.pull = async (request) => {
      journal.pulls.push(request);
      const rows = request.mode === 'full' ? [...journal.rows.values()] : many(50, 'new');
      const sent = half(journal.pulls.length) ? rows.slice(0, rows.length / 2) : rows;
      return { rows: sent, next: null, total: rows.length, watermark: 'w2' };
    };
  });

  test('and says that this is all, once: it is asked again from the same place, and nothing is lost', async () => {
    half = (at) => at === 1;
    await seeded.work();
    expect(journal.pulls).toMatchObject([
      { mode: 'incremental', cursor: null, watermark: 'w1' },
      { mode: 'incremental', cursor: null, watermark: 'w1' },
    ]);
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded', added: 50, unchanged: 25 });
    expect(await seeded.sync()).toMatchObject({ records: 150, watermark: 'w2' });
  });

  test('every time: is told, the watermark stays, and whoever accepts reads everything', async () => {
    half = () => true;
    await seeded.work();
    expect((await seeded.lastRun())?.error).toMatchObject({
      code: 'incomplete_pass',
      sentence: 'Journal said that 50 entries have changed, and gave 25, three times in a row. These are stored.',
    });
    expect(journal.pulls).toHaveLength(3);
    expect(await seeded.sync()).toMatchObject({ records: 125, watermark: 'w1', checkpoint: null });
    half = () => false;
    journal.put(...many(50, 'new'));
    await trigger({ acceptDeletes: true });
    await seeded.work();
    expect(journal.pulls.at(-1)).toMatchObject({ mode: 'full' });
    expect(await seeded.sync()).toMatchObject({ records: 150, watermark: 'w2' });
  });

  test('and miscounts by one every time: is believed after the third time', async () => {
    journal.pull = async (request) => {
      journal.pulls.push(request);
      return { rows: many(49, 'new'), next: null, total: 50, watermark: 'w2' };
    };
    await seeded.work();
    expect(journal.pulls).toHaveLength(3);
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded', added: 49 });
    expect(await seeded.sync()).toMatchObject({ watermark: 'w2' });
  });
});

describe('a page that stays bad', () => {
  test('is asked for in smaller pieces, and the pages after it as ever', async () => {
    journal.put(...many(30));
    journal.pageSize = 10;
    const sizes: (number | undefined)[] = [];
    const usual = journal.pull.bind(journal);
    journal.pull = async (request) => {
      sizes.push(request.limit);
      if (request.cursor === 10 && (request.limit ?? 1_000) > 20)
        throw new AppCallError('Too large.', { class: 'too_large' });
      return usual(request);
    };
    for (let attempt = 0; attempt < 3; attempt++) await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded', seen: 30 });
    expect(sizes).toEqual([undefined, undefined, 100, 20, undefined]);
  });

  test('ends the run after some tries, and the schedule tries again', async () => {
    journal.pull = async () => {
      throw new AppCallError('Not as described.', { class: 'protocol', code: 'unexpected_answer' });
    };
    for (let attempt = 0; attempt < 4; attempt++) await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'failed', attempt: 4, error: { class: 'protocol' } });
    const { run_id, wake_at } = (await seeded.schedule()) ?? {};
    expect(run_id).toBeNull();
    expect(wake_at - Date.now()).toBeLessThan(61_000);
  });

  test('counts its tries anew once a page was stored', async () => {
    journal.put(...many(3));
    journal.pageSize = 1;
    await database.sql('update run set retries = 7 where sync_id = $1', [seeded.syncId]);
    const usual = journal.pull.bind(journal);
    journal.pull = async (request) => {
      if (request.cursor === 2) throw new AppCallError('down', { class: 'app_down' });
      return usual(request);
    };
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'queued', retries: 1 });
  });
});

describe('an app that wants time', () => {
  test.each(['rate_limited', 'quota'] as const)(
    '(%s) is waited for without end, and no worker is held',
    async (kind) => {
      journal.pull = async () => {
        throw new AppCallError('Later.', { class: kind, retryAfterMs: 86_400_000 });
      };
      await database.sql('update run set retries = 500 where sync_id = $1', [seeded.syncId]);
      await seeded.work();
      expect(await seeded.lastRun()).toMatchObject({ status: 'queued', error: { class: kind } });
      const { wake_at } = (await seeded.schedule()) ?? {};
      expect((wake_at - Date.now()) / 60_000).toBeCloseTo(60, 0);
    },
  );
});

describe('an app whose list has no end', () => {
  test('because its cursor goes back, is left at once, with what it brought', async () => {
    const next: Record<string, number> = { null: 1, 1: 2, 2: 1 };
    journal.pull = async ({ cursor }) => ({ rows: [entry(`at ${cursor}`)], next: next[String(cursor)] ?? null });
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'failed', added: 3, error: { code: 'repeated_cursor' } });
    expect(await seeded.sync()).toMatchObject({ checkpoint: null });
  });

  test('because it gives one page for every cursor, is left, with what it brought', async () => {
    journal.pull = async ({ cursor }) => ({ rows: many(2), next: Number(cursor) + 1 });
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'failed', error: { code: 'repeated_page' } });
    expect((await seeded.lastRun())?.steps).toBeLessThan(5);
  });

  test.each([2, 3, 7, 16])('of %i markers, is noticed also if each process reads one page of it', async (round) => {
    journal.pull = async ({ cursor }) => {
      const at = Number(cursor);
      return { rows: [entry(`at ${at}`)], next: at < round ? at + 1 : 1 };
    };
    let slices = 0;
    while ((await seeded.openRun()) && slices < 200) {
      await seeded.workOnePage();
      slices += 1;
    }
    expect(await seeded.lastRun()).toMatchObject({ status: 'failed', error: { code: 'repeated_cursor' } });
    expect(slices).toBeLessThan(3 * round + 4);
  });

  test('because it gives one page for every cursor, is left also if each process reads one page of it', async () => {
    journal.pull = async ({ cursor }) => ({ rows: many(2), next: Number(cursor) + 1 });
    for (let slices = 0; (await seeded.openRun()) && slices < 10; slices++) await seeded.workOnePage();
    expect(await seeded.lastRun()).toMatchObject({ status: 'failed', error: { code: 'repeated_page' } });
  });

  test('though a page came twice because a row was deleted before it, is read on', async () => {
    const pages = [many(2), many(2), [entry('last')]];
    journal.pull = async ({ cursor }) => {
      const at = Number(cursor);
      return { rows: pages[at] ?? [], next: at < 2 ? at + 1 : null };
    };
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded', added: 3 });
  });
});

describe('a pass whose place the app has forgotten', () => {
  test('begins anew with the next run, instead of asking for that place for ever', async () => {
    journal.put(...many(3));
    journal.pageSize = 1;
    const usual = journal.pull.bind(journal);
    journal.pull = async (request) => {
      if (request.cursor === 1) throw new AppCallError('Cursor expired.', { class: 'invalid', code: 'cursor_expired' });
      return usual(request);
    };
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'failed' });
    journal.pull = usual;
    journal.pulls = [];
    await trigger();
    await seeded.work();
    expect(journal.pulls[0]).toMatchObject({ cursor: null });
    expect(await seeded.records()).toHaveLength(3);
  });
});

describe('an object without stable keys', () => {
  test('is named, and nothing is deleted, however few its records are', async () => {
    journal.put(...many(12, 'old'));
    await seeded.work();
    await trigger();
    journal.rows.clear();
    journal.put(...many(12, 'new'));
    await seeded.work();
    expect((await seeded.lastRun())?.error).toMatchObject({
      code: 'keys_changed',
      sentence: expect.stringMatching(/12 entries are gone at Journal, and as many new ones have come/),
    });
    expect((await seeded.records()).every((row) => row.includes('added'))).toBe(true);
    await trigger({ acceptDeletes: true });
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded', deleted: 12 });
  });

  test('with many records is told from an app that lost them', async () => {
    journal.put(...many(300, 'old'));
    await seeded.work();
    await trigger();
    journal.rows.clear();
    journal.put(...many(20, 'old'), ...many(280, 'new'));
    await seeded.work();
    expect((await seeded.lastRun())?.error).toMatchObject({ code: 'keys_changed' });
  });
});

describe('a pass that is stopped before it deletes', () => {
  test('has stored all that it brought, and the next run goes on from its watermark', async () => {
    seeded = await seedJournal(database, { mode: 'incremental' });
    journal.put(...many(300));
    await seeded.work();
    await database.sql("update sync set last_full_pass_at = now() - interval '2 days' where id = $1", [seeded.syncId]);
    await trigger();
    journal.rows.clear();
    journal.put(...many(5), entry('new'));
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'failed', added: 1, error: { code: 'delete_guard' } });
    expect(await seeded.sync()).toMatchObject({ records: 301 });
    journal.pulls = [];
    await trigger();
    await seeded.work();
    expect(journal.pulls).toMatchObject([{ mode: 'incremental', watermark: 'w1' }]);
    await trigger({ acceptDeletes: true });
    await seeded.work();
    expect(journal.pulls.at(-1)).toMatchObject({ mode: 'full' });
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded', deleted: 295 });
  });
});

test('a page that holds one key twice keeps the later row, once', async () => {
  once(async () => ({ rows: [entry('a', 'first'), entry('b'), entry('a', 'second')], next: null }));
  await seeded.work();
  expect(await seeded.records()).toEqual(['a added {"id":"a","text":"second"}', 'b added {"id":"b","text":"b"}']);
  expect(await seeded.sync()).toMatchObject({ records: 2, last_seq: '2' });
});
