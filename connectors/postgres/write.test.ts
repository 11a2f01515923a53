import { afterEach, describe, expect, it } from 'vitest';
import type { WriteItem } from '../kit/index.ts';
import { customerDatabase } from './test-database.ts';

const customer = customerDatabase();
const { owner } = customer;
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const context of open.splice(0)) await context.close();
  await owner.query('drop table if exists items, others cascade; drop type if exists mood cascade');
});

async function connect(table = 'public.items#id', fields = customer.admin) {
  const context = await customer.connect(fields, { table, updatedAt: 'auto' });
  open.push(context);
  return context;
}

async function write(items: WriteItem[], table?: string) {
  const context = await connect(table);
  const results = await context.connector.objects.row?.upsert?.write(context, items, { idempotencyKey: 'k' });
  return { results: results ?? [], calls: context.calls.length, context };
}

const rows = async (list = '*') => (await owner.query(`select ${list} from items order by 1`)).rows;
const items = 'create table items (id int primary key, name text not null, age int check (age >= 0), note text)';

describe('writing rows', () => {
  it('makes, updates and leaves alone, in one statement each time', async () => {
    await owner.query(`${items}; insert into items values (1, 'a', 1, 'kept'), (2, 'b', 2, null)`);
    const batch = [
      { data: { id: 1, name: 'a' } },
      { data: { id: 2, name: 'B' } },
      { data: { id: 3, name: "c'; drop table items; --" } },
    ];
    const first = await write(batch);
    expect(first.results).toEqual([
      { key: '1', action: 'unchanged' },
      { key: '2', action: 'updated' },
      { key: '3', action: 'created' },
    ]);
    // One question for the columns, one statement.
    expect(first.calls).toBe(2);
    expect(await rows()).toEqual([
      { id: 1, name: 'a', age: 1, note: 'kept' },
      { id: 2, name: 'B', age: 2, note: null },
      { id: 3, name: "c'; drop table items; --", age: null, note: null },
    ]);
    expect((await write(batch)).results.map((result) => 'action' in result && result.action)).toEqual(
      batch.map(() => 'unchanged'),
    );
    expect((await rows()).length).toBe(3);
  });

  it('writes a known row in part, also where a column must not be empty', async () => {
    await owner.query(`${items}; insert into items values (1, 'a', 1, 'x')`);
    const { results } = await write([
      { key: '1', data: { note: null } },
      { key: '2', data: { note: 'no name' } },
    ]);
    expect(results).toMatchObject([
      { key: '1', action: 'updated' },
      { error: { class: 'invalid', code: '23502', field: 'name' } },
    ]);
    expect(await rows()).toEqual([{ id: 1, name: 'a', age: 1, note: null }]);
  });

  it('finds the bad ones among five hundred and writes all others', async () => {
    await owner.query(`${items}; create unique index on items (note)`);
    const batch = Array.from({ length: 500 }, (_, id) => ({ data: { id, name: `n${id}`, age: id, note: `${id}` } }));
    const bad: Record<number, object> = {
      7: { age: -1 },
      250: { age: 'forty' },
      251: { name: null },
      499: { note: '3' },
    };
    for (const [id, change] of Object.entries(bad)) Object.assign(batch[Number(id)]?.data ?? {}, change);
    const { results, calls } = await write(batch);
    expect(results.flatMap((result, place) => ('error' in result ? [[place, result.error]] : []))).toMatchObject([
      [7, { class: 'invalid', code: '23514', message: expect.stringContaining('items_age_check') }],
      [250, { class: 'invalid', code: '22P02', message: expect.stringContaining('forty') }],
      [251, { class: 'invalid', code: '23502', field: 'name' }],
      [499, { class: 'conflict', code: '23505', field: 'note' }],
    ]);
    expect((await rows()).length).toBe(496);
    expect(calls).toBeLessThan(80);
  });

  it('lets the last one stay where the same row comes several times, in whatever spelling', async () => {
    await owner.query(items);
    const { results } = await write([
      { data: { id: 1, name: 'first' } },
      { key: '1', data: { name: 'second' } },
      { data: { id: '01', name: 'third' } },
      { data: { id: 2, name: 'other' } },
    ]);
    expect(results.map((result) => 'key' in result && result.key)).toEqual(['1', '1', '1', '2']);
    expect((await rows()).length).toBe(2);
  });

  it('leaves new keys to the database, and tells them in order', async () => {
    await owner.query(`create table items (id int generated always as identity primary key, name text unique,
      loud text generated always as (upper(name)) stored)`);
    const { results, context } = await write([
      { data: { name: 'a', loud: 'not taken' } },
      { data: { name: 'b', id: null } },
      { data: { name: 'a' } },
      { data: { name: 'c' } },
      { data: {} },
    ]);
    expect(results).toMatchObject([
      { action: 'created' },
      { action: 'created' },
      { error: { class: 'conflict', code: '23505', field: 'name' } },
      { action: 'created' },
      { error: { class: 'mapping', code: 'empty' } },
    ]);
    const byName = new Map((await rows()).map(({ id, name }) => [name, String(id)]));
    const keyAt = (place: number) => {
      const result = results[place];
      return result !== undefined && 'key' in result ? result.key : undefined;
    };
    expect([0, 1, 3].map(keyAt)).toEqual(['a', 'b', 'c'].map((name) => byName.get(name)));
    expect(await context.connector.objects.row?.get?.(context, keyAt(0) ?? '')).toMatchObject({ name: 'a', loud: 'A' });
    // A key of another place is taken over, and found again.
    expect((await write([{ data: { id: 900, name: 'z' } }])).results).toEqual([{ key: '900', action: 'created' }]);
    expect((await write([{ data: { id: 900, name: 'z' } }])).results).toEqual([{ key: '900', action: 'unchanged' }]);
  });

  it('takes every value in the row’s own shape, and reads it back the same', async () => {
    await owner.query(`create type mood as enum ('glad', 'sad');
      create table items (a text, b timestamptz, small int2, big int8, exact numeric(8, 2), real float8, yes bool, day date,
        plain timestamp, data jsonb, old json, tags text[], grid int[], moods mood[], who varchar(5), raw bytea, at timestamptz default now(), primary key (a, b))`);
    const data = {
      a: 'x|\\y',
      b: '2026-01-01T11:00:00.123456Z',
      small: 7,
      big: '9007199254740993',
      exact: '1.10',
      real: 0.1,
      yes: false,
      day: '2026-02-03',
      plain: '2026-02-03T04:05:06.7',
      data: ['{"not": "text"}', { b: null }],
      old: 'a text',
      tags: ['one', 'two, "three"', null, '{}'],
      grid: [
        [1, 2],
        [3, 4],
      ],
      moods: ['sad'],
      who: 'Å𝒳ß',
      raw: '\\x00ff',
    };
    const table = 'public.items#a,b';
    const { results, context } = await write([{ data }], table);
    const key = 'x\\|\\\\y|2026-01-01T11:00:00.123456Z';
    expect(results).toEqual([{ key, action: 'created' }]);
    expect(await context.connector.objects.row?.get?.(context, key)).toMatchObject(data);
    expect((await write([{ key, data }], table)).results).toEqual([{ key, action: 'unchanged' }]);
    const other = await write([{ key, data: { data: null, tags: [], who: 'too long' } }], table);
    expect(other.results).toMatchObject([{ error: { class: 'invalid', code: '22001' } }]);
  });

  it('names what no table of this shape takes', async () => {
    await owner.query(items);
    const { results } = await write([{ data: { id: 1, name: 'a', colour: 'red' } }, { data: { id: 2, name: 'b' } }]);
    expect(results).toMatchObject([
      { error: { class: 'mapping', code: 'unknown_column', field: 'colour' } },
      { key: '2', action: 'created' },
    ]);
    await owner.query('create table others (a int, b int, primary key (a, b))');
    expect(
      (
        await write(
          [
            { key: '1', data: {} },
            { key: '1|2', data: {} },
          ],
          'public.others#a,b',
        )
      ).results,
    ).toMatchObject([{ error: { code: 'key' } }, { key: '1|2', action: 'created' }]);
  });

  it('stops at once at what concerns all rows', async () => {
    await owner.query(items);
    const reader = await connect('public.items#id', customer.logIn);
    const batch = Array.from({ length: 100 }, (_, id) => ({ data: { id, name: 'n' } }));
    const { upsert } = reader.connector.objects.row ?? {};
    await expect(upsert?.write(reader, batch, { idempotencyKey: 'k' })).rejects.toMatchObject({
      details: { class: 'permission', code: '42501' },
    });
    expect(reader.calls.length).toBe(2);
  });

  it('survives somebody who makes the same row at this moment', async () => {
    await owner.query(items);
    const other = await owner.connect();
    await other.query("begin; insert into items values (1, 'theirs')");
    const writing = write([{ data: { id: 1, name: 'ours' } }]);
    await expect
      .poll(async () => (await owner.query('select from pg_locks where not granted')).rowCount)
      .toBeGreaterThan(0);
    await other.query('commit');
    other.release();
    expect((await writing).results).toMatchObject([{ key: '1' }]);
    expect(await rows('id, name')).toEqual([{ id: 1, name: 'ours' }]);
  });
});
