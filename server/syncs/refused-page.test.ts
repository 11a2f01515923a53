import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { entry, seedJournal, TestJournal } from './test-journal.ts';
import { touchRecords } from './touch-records.ts';
import { triggerSync } from './trigger-sync.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, 'fixture-connectors');
const database = testDatabase();

let journal: TestJournal;
let seeded: Awaited<ReturnType<typeof seedJournal>>;
const trigger = () => withTenant(seeded, (tx) => triggerSync(tx, seeded.syncId, 'api'));
const many = (count: number) => Array.from({ length: count }, (_, n) => entry(`e${String(n).padStart(3, '0')}`, '1'));
const told = () =>
  database.sql<{ external_id: string; message: string }>(
    'select external_id, message from failure where sync_id = $1 and closed_at is null order by 1',
    [seeded.syncId],
  );
const seqs = async () =>
  (
    await database.sql<{ seq: string }>(
      'select seq from record where stream = (select stream from sync where id = $1) order by seq',
      [seeded.syncId],
    )
  ).map(({ seq }) => Number(seq));

// What PostgreSQL itself does not take: a character, a row of an index that is too large, a number out of range.
beforeAll(async () => {
  await database.sql("create index on record (((data::jsonb)->>'text'))");
  await database.sql("create index on record ((nullif((data::jsonb)->>'text', 'x')::numeric::smallint))");
});
beforeEach(async () => {
  journal = new TestJournal();
  seeded = await seedJournal(database, { mode: 'full' });
});

describe('a page that the database refuses as a whole', () => {
  test('is stored but for the records that it refuses, each of which is told by itself with the reason', async () => {
    const digits = Array.from({ length: 8_000 }, () => Math.floor(Math.random() * 10)).join('');
    const bad = [entry('nul', 'a\u0000b'), entry('large', digits), entry('range', '70000')];
    const rows = many(97);
    journal.put(...rows.slice(0, 10), ...bad.slice(0, 1), ...rows.slice(10, 60), ...bad.slice(1), ...rows.slice(60));
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded', added: 97, failed: 3, seen: 100 });
    expect(await told()).toEqual([
      { external_id: 'large', message: expect.stringMatching(/^The database can’t keep this record: (it is too large|a number in it is out of range)\.$/) },
      { external_id: 'nul', message: 'The database can’t keep this record: it holds a character that can’t be stored.' },
      { external_id: 'range', message: 'The database can’t keep this record: a number in it is out of range.' },
    ]); // biome-ignore format: one failure a line
    expect(await seqs()).toEqual(Array.from({ length: 97 }, (_, at) => at + 1));
    expect(await seeded.sync()).toMatchObject({ records: 97, last_seq: '97', next_slot: 97 });

    journal.put(...bad.map(({ id }) => entry(id, '2')));
    await trigger();
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded', added: 3, failed: 0, deleted: 0 });
    expect(await told()).toEqual([]);
  });

  test('loses no record that was stored before it became one that is refused', async () => {
    journal.put(...many(30));
    await seeded.work();
    journal.put(entry('e003', '70000'), entry('e004', '5'));
    await trigger();
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded', updated: 1, failed: 1, deleted: 0 });
    expect(await seeded.sync()).toMatchObject({ records: 30 });
  });

  test('because of most of its records, is at fault itself: nothing of it is stored, and the run says so', async () => {
    journal.put(...many(10), ...Array.from({ length: 12 }, (_, n) => entry(`bad${n}`, '70000')));
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'failed', added: 0 });
    expect((await seeded.lastRun())?.error).toMatchObject({
      code: 'bad_page',
      sentence:
        '12 of 22 entries of one page could not be read, so the page is at fault. The database can’t keep this record: a number in it is out of range.',
    });
  });

  test('because of a row that a hook named, keeps the others', async () => {
    journal.put(entry('a', '1'));
    await seeded.work();
    journal.put(entry('a', '2'), entry('b', '70000'), entry('c', '3'));
    await withTenant(seeded, (tx) => touchRecords(tx, seeded.syncId, ['a', 'b', 'c'], new Date()));
    await seeded.work();
    expect(await seeded.records()).toEqual(['a updated {"id":"a","text":"2"}', 'c added {"id":"c","text":"3"}']);
    expect(await told()).toMatchObject([{ external_id: 'b' }]);
    expect(await seeded.touches()).toEqual([]);
  });
});

describe('beside its rows, a page', () => {
  test.each(['a\u0000', '\ud800', { at: ['\u0000'] }])('has a marker that can’t be kept (%j): told', async (next) => {
    journal.pull = async ({ cursor }) => ({ rows: [entry('a', '1')], next: cursor === null ? next : null });
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'failed', error: { class: 'protocol' } });
    expect((await seeded.lastRun())?.error?.sentence).toContain('It gave a page marker with a character that can');
  });

  test.each(['\\u0000', 'a\\\\u0000', '💡'])('has a marker that only looks so (%s): read on', async (next) => {
    journal.pull = async ({ cursor }) => ({
      rows: [entry(cursor === null ? 'a' : 'b', '1')],
      next: cursor === null ? next : null,
    });
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded', added: 2 });
  });

  test.each([1e12, -1, 0.5, Number.NaN])('counts %d rows: as if it had counted none', async (total) => {
    journal.pull = async () => ({ rows: [entry('a', '1')], next: null, total });
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded', added: 1 });
  });

  test('deletes a key that nothing can be stored under: nobody is deleted', async () => {
    journal.pull = async () => ({ rows: [entry('a', '1')], deleted: ['a\u0000', '\ud800', '', 'b'], next: null });
    await seeded.work();
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded', added: 1, deleted: 0 });
  });
});
