import { afterEach, describe, expect, it } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import { customerDatabase } from './test-database.ts';

const customer = customerDatabase();
const { owner } = customer;
let open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const context of open) await context.close();
  open = [];
  await customer.endOpenTransactions();
  await owner.query('drop table if exists items');
});

async function read(settings: { table: string; updatedAt?: string }, pass: Parameters<typeof readPass>[2]) {
  const context = await customer.connect(customer.logIn, { updatedAt: 'auto', ...settings });
  open.push(context);
  const object = context.connector.objects.row;
  const result = await readPass(object, context, pass);
  return { ...result, keys: result.rows.map((row) => object?.key(row, context.settings)) };
}

const items = { table: 'public.items#id' };
const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
/** As if the last pass had begun long ago, so that everything that was open then has ended. */
const aged = (watermark: unknown) => ({ ...(watermark as Record<string, string>), since: '2020-01-01 00:00:00+00' });

describe('a full pass', () => {
  it('brings every row once, also where thousands share a time and some have none', async () => {
    await owner.query(`
      create table items (id int primary key, updated_at timestamptz);
      insert into items select n, '2026-01-01 00:00:00.000001+00' from generate_series(1, 1500) n;
      insert into items select n, '2026-01-01 00:00:00.000002+00' from generate_series(1501, 2600) n;
      insert into items select n, null from generate_series(2601, 4700) n`);
    const { rows, keys, pages } = await read(items, { mode: 'full' });
    expect(rows.length).toBe(4_700);
    expect(new Set(keys)).toEqual(new Set(ids(1, 4_700)));
    expect(pages.map((page) => page.rows.length)).toEqual([1000, 1000, 600, 1000, 1000, 100]);
    expect(pages.map((page) => page.total)).toEqual(pages.map(() => 4_700));
    expect(new Set(pages.map((page) => JSON.stringify(page.next))).size).toBe(pages.length);
  });

  it('meets again what changes meanwhile, and skips nothing', async () => {
    await owner.query(`create table items (id int primary key, updated_at timestamptz not null default now());
      insert into items select n, '2026-01-01'::timestamptz + n * interval '1 ms' from generate_series(1, 2500) n`);
    const { keys } = await read(items, {
      mode: 'full',
      afterPage: async (_page, number) => {
        if (number !== 1) return;
        await owner.query('update items set updated_at = now() where id in (5, 1500, 2499)');
        await owner.query('delete from items where id = 2000');
        await owner.query('insert into items values (9000)');
      },
    });
    expect(new Set(keys)).toEqual(new Set([...ids(1, 1_999), ...ids(2_001, 2_500), '9000']));
    expect(keys.filter((key) => key === '5').length).toBe(2);
  });

  it('reads an empty table', async () => {
    await owner.query('create table items (id int primary key, updated_at timestamptz)');
    const { pages, watermark } = await read(items, { mode: 'full' });
    expect(pages.flatMap((page) => page.rows)).toEqual([]);
    expect(pages[0]?.total).toBe(0);
    expect(watermark).toBeNull();
  });

  it('estimates a large total', async () => {
    await owner.query(`create table items (id int primary key, updated_at timestamptz default '2026-01-01');
      insert into items select n from generate_series(1, 12000) n; analyze items`);
    const { pages, rows } = await read(items, { mode: 'full' });
    expect(rows.length).toBe(12_000);
    expect(pages[0]?.total).toBe(12_000);
  });
});

describe('a row', () => {
  it('keeps every value, as JSON can hold it', async () => {
    await owner.query(`
      create type mood as enum ('glad');
      create domain email as text;
      create table items (id bigint primary key, updated_at timestamptz, small int2, big int8, exact numeric, real float8, odd float8, yes bool,
        day date, plain timestamp, forever timestamptz, data jsonb, old json, tags text[], who email, how mood, raw bytea, uid uuid, "Select ""x""" text);
      insert into items values (9007199254740993, '2026-01-01 12:00:00.123456+01', 7, 9007199254740992, 1.10, 0.1, 'NaN', false,
        '2026-02-03', '2026-02-03 04:05:06.7', 'infinity', '{"a": [1, {"b": null}]}', '{"z":1,"a":2}', '{one,"two, three"}', 'a@b.example', 'glad',
        '\\x00ff', '6f1d5a3e-0000-4000-8000-000000000000', 'quoted')`);
    const { rows, keys } = await read(items, { mode: 'full' });
    expect(rows).toEqual([
      {
        id: '9007199254740993',
        updated_at: '2026-01-01T11:00:00.123456Z',
        small: 7,
        big: '9007199254740992',
        exact: '1.10',
        real: 0.1,
        odd: 'NaN',
        yes: false,
        day: '2026-02-03',
        plain: '2026-02-03T04:05:06.7',
        forever: 'infinity',
        data: { a: [1, { b: null }] },
        old: { z: 1, a: 2 },
        tags: ['one', 'two, three'],
        who: 'a@b.example',
        how: 'glad',
        raw: '\\x00ff',
        uid: '6f1d5a3e-0000-4000-8000-000000000000',
        'Select "x"': 'quoted',
      },
    ]);
    expect(keys).toEqual(['9007199254740993']);
    await owner.query('drop table items; drop type mood; drop domain email');
  });

  it('has one key of several columns, which no other row can have', async () => {
    await owner.query(`create table items (a text, b text, updated_at timestamp not null, primary key (a, b));
      insert into items values ('x|', 'y', '2026-01-01'), ('x', '|y', '2026-01-01'), ('x\\', '|y', '2026-01-01')`);
    const { keys } = await read({ table: 'public.items#a,b' }, { mode: 'full' });
    expect(new Set(keys)).toEqual(new Set(['x\\||y', 'x|\\|y', 'x\\\\|\\|y']));
  });

  it('comes from a table of any name', async () => {
    const table = `public.${encodeURIComponent('od"d #1, ').replaceAll('.', '%2E')}x%2Ey#the%20id`;
    await owner.query(
      `create table "od""d #1, x.y" ("the id" int primary key, "at ""x""" timestamptz); insert into "od""d #1, x.y" values (1, now())`,
    );
    expect((await read({ table, updatedAt: 'at "x"' }, { mode: 'full' })).keys).toEqual(['1']);
    await owner.query('drop table "od""d #1, x.y"');
  });
});

describe('an incremental pass', () => {
  const seed = `create table items (id int primary key, updated_at timestamptz default now());
    insert into items select n, '2026-01-01'::timestamptz + n * interval '1 s' from generate_series(1, 1200) n`;

  it('brings what changed since the pass before, over pages', async () => {
    await owner.query(seed);
    const first = await read(items, { mode: 'full' });
    await owner.query('update items set updated_at = now() where id <= 1100');
    const second = await read(items, { mode: 'incremental', watermark: first.watermark });
    expect(new Set(second.keys.map(Number).filter((id) => id <= 1100)).size).toBe(1_100);
    expect(second.pages.length).toBe(2);
    await owner.query('insert into items values (5000)');
    const third = await read(items, { mode: 'incremental', watermark: second.watermark });
    expect(third.keys).toContain('5000');
  });

  it('costs nothing once the table is quiet', async () => {
    await owner.query(seed);
    const first = await read(items, { mode: 'full' });
    // The last minute of the table's times is read once more, in case something was committed late.
    const second = await read(items, { mode: 'incremental', watermark: aged(first.watermark) });
    expect(second.keys).toEqual(ids(1141, 1200));
    const third = await read(items, { mode: 'incremental', watermark: second.watermark });
    expect(third.keys).toEqual([]);
    const fourth = await read(items, { mode: 'incremental', watermark: third.watermark });
    expect(fourth.keys).toEqual([]);
    await owner.query('update items set updated_at = now() where id = 3');
    const fifth = await read(items, { mode: 'incremental', watermark: fourth.watermark });
    expect(fifth.keys).toEqual(['3']);
  });

  it('finds a row that was committed late, with a time before one already read', async () => {
    await owner.query(seed);
    const late = await owner.connect();
    await late.query('begin');
    await late.query('insert into items values (7001)');
    await owner.query(`insert into items values (7002, clock_timestamp() + interval '10 ms')`);
    const first = await read(items, { mode: 'full' });
    expect(first.keys).toContain('7002');
    expect(first.keys).not.toContain('7001');
    await late.query('commit');
    late.release();
    const second = await read(items, { mode: 'incremental', watermark: first.watermark });
    expect(second.keys).toContain('7001');
  });

  it('goes on with several rows of the very same time', async () => {
    await owner.query(seed);
    await owner.query(`update items set updated_at = '2026-06-01 00:00:00.123456+00' where id > 100`);
    const first = await read(items, { mode: 'full' });
    const second = await read(items, { mode: 'incremental', watermark: aged(first.watermark) });
    await owner.query(
      `insert into items values (6000, '2026-06-01 00:00:00.123456+00'), (6001, '2026-06-01 00:00:00.123457+00')`,
    );
    const third = await read(items, { mode: 'incremental', watermark: second.watermark });
    expect(third.keys).toEqual(['6000', '6001']);
  });

  it('is not led past the present by a time in the future', async () => {
    await owner.query(seed);
    await owner.query(`insert into items values (8000, '2199-01-01'), (8001, 'infinity')`);
    const first = await read(items, { mode: 'full' });
    await owner.query('update items set updated_at = now() where id = 7');
    const second = await read(items, { mode: 'incremental', watermark: first.watermark });
    expect(second.keys).toEqual(['7', '8000', '8001']);
  });

  it.each(['-11 hours', '0', '13 hours'])('works with times without a zone, written %s from here', async (offset) => {
    await owner.query(`create table items (id int primary key, updated_at timestamp);
      insert into items select n, localtimestamp + '${offset}'::interval - interval '10 minutes' from generate_series(1, 10) n`);
    const first = await read(items, { mode: 'full' });
    const second = await read(items, {
      mode: 'incremental',
      watermark: { ...aged(first.watermark), since: '2020-01-01' },
    });
    await owner.query(`update items set updated_at = localtimestamp + '${offset}'::interval where id = 4`);
    const third = await read(items, { mode: 'incremental', watermark: second.watermark });
    expect(third.keys).toContain('4');
  });

  it('begins anew when another column tells the time', async () => {
    await owner.query(seed);
    const first = await read(items, { mode: 'full' });
    await owner.query(`alter table items add changed_at timestamptz default now()`);
    const second = await read(
      { ...items, updatedAt: 'changed_at' },
      { mode: 'incremental', watermark: first.watermark },
    );
    expect(second.keys.length).toBe(1_200);
  });

  it('says what is gone', async () => {
    await owner.query(seed);
    const { watermark } = await read(items, { mode: 'full' });
    await owner.query('alter table items rename updated_at to moved_at');
    await expect(read({ ...items, updatedAt: 'updated_at' }, { mode: 'incremental', watermark })).rejects.toMatchObject(
      { details: { class: 'invalid', field: 'updatedAt' } },
    );
    await owner.query('alter table items rename id to number');
    await expect(read(items, { mode: 'full' })).rejects.toMatchObject({ details: { class: 'invalid', code: '42703' } });
    await owner.query('drop table items');
    await expect(read(items, { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'invalid', field: 'table' },
    });
    await expect(read({ table: 'items' }, { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'invalid', field: 'table' },
    });
  });
});
