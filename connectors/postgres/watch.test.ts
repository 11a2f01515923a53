import { describe, expect, it } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import type { Json } from '../kit/index.ts';
import { withCustomers } from './test-run.ts';

const { connect, owner } = withCustomers();

function watching(name: 'rowChanged' | 'rowAdded') {
  let cursor: Json = null;
  return async (settings?: object) => {
    const context = await connect(settings);
    const trigger = context.connector.triggers?.[name];
    if (trigger?.via !== 'poll') throw new Error(`${name} is no poll.`);
    const found = await trigger.poll(context, { cursor });
    cursor = JSON.parse(JSON.stringify(found.cursor));
    for (const { data } of found.items) trigger.output.parse(data);
    return found.items.map(({ id, version }) => (version === undefined ? id : `${id} ${version.slice(0, 4)}`));
  };
}

describe('triggers', () => {
  it('tell rows that were added or changed since the watching began, late commits too', async () => {
    await owner.query(`update customers set updated_at = now() where id = 1`);
    const late = await owner.connect();
    await late.query(`begin; insert into customers (name, updated_at) values ('Late', now())`);
    const look = watching('rowChanged');
    expect(await look()).toEqual([]);
    // What had just changed when the watching began is no news; what is committed only now is.
    expect(await look()).toEqual([]);
    await late.query('commit');
    late.release();
    await owner.query(`update customers set updated_at = '2199-01-01' where id = 2`);
    expect(await look()).toEqual([expect.stringMatching(/^3 2026/), '2 2199']);
    await owner.query(`update customers set updated_at = clock_timestamp() where id = 1`);
    expect(await look()).toEqual(expect.arrayContaining([expect.stringMatching(/^1 /)]));
  });

  it('tell rows that were added, whatever changes later', async () => {
    const look = watching('rowAdded');
    expect(await look()).toEqual([]);
    await owner.query(`insert into customers (name, created_at) values ('New', clock_timestamp())`);
    await owner.query('update customers set updated_at = now() where id = 1');
    expect(await look()).toEqual(['3']);
  });

  it('goes on where many rows share a moment', async () => {
    const look = watching('rowChanged');
    await look();
    await owner.query(`insert into customers (name, updated_at) select 'n', now() from generate_series(1, 1500)`);
    const first = await look();
    const second = await look();
    expect([first.length, second.length]).toEqual([1000, 500]);
    expect(new Set([...first, ...second]).size).toBe(1500);
  });

  it('begin anew with another table, and say what is missing', async () => {
    const look = watching('rowAdded');
    await look();
    await owner.query(`create table things (id int primary key, inserted_on timestamp default localtimestamp);
      insert into things values (1)`);
    const things = { table: 'public.things#id', updatedAt: 'auto' };
    expect(await look(things)).toEqual([]);
    await owner.query('insert into things values (2)');
    expect(await look(things)).toEqual(['2']);
    await owner.query('alter table things rename inserted_on to seen');
    await expect(look(things)).rejects.toMatchObject({ details: { class: 'invalid', code: 'no_creation_column' } });
  });
});

describe('a watermark whose last row lies ahead and is then deleted', () => {
  it('goes on from the time alone', async () => {
    const at = '2026-01-01 00:00:00+00';
    const watermark = { of: 'public.customers#id/updated_at', last: { at, key: [] }, since: at, settled: true };
    const context = await connect();
    const { rows } = await readPass(context.connector.objects.row, context, { mode: 'incremental', watermark });
    expect(rows.map(({ id }) => id)).toEqual([1, 2]);
  });
});

describe('what there is', () => {
  it('is described: types, choices, what is needed and what can’t be written', async () => {
    const context = await connect();
    const fields = (await context.connector.objects.row?.describe?.(context)) ?? [];
    const choices = ['gold', 'silver'].map((value) => ({ value, label: value }));
    expect(fields).toEqual([
      { name: 'id', label: 'id', type: 'number' },
      { name: 'name', label: 'name', type: 'text', required: true },
      { name: 'email', label: 'email: Where invoices go', type: 'text' },
      { name: 'city', label: 'city', type: 'text' },
      { name: 'grade', label: 'grade', type: 'choice', choices },
      { name: 'grades', label: 'grades', type: 'choices', choices },
      { name: 'total', label: 'total', type: 'number' },
      { name: 'is_new', label: 'is_new', type: 'boolean' },
      { name: 'tags', label: 'tags', type: 'list' },
      { name: 'extra', label: 'extra', type: 'object' },
      { name: 'loud', label: 'loud', type: 'text', readOnly: true },
      { name: 'created_at', label: 'created_at', type: 'datetime' },
      { name: 'updated_at', label: 'updated_at', type: 'datetime' },
    ]);
  });

  it('is listed: tables and views with their columns', async () => {
    await owner.query(
      `create view sales.everybody as select name from customers; comment on view sales.everybody is 'All'`,
    );
    const context = await connect();
    const { table } = context.connector.objects;
    const { rows } = await readPass(table, context, { mode: 'full' });
    const everybody = {
      schema: 'sales',
      name: 'everybody',
      kind: 'view',
      comment: 'All',
      rows: expect.anything(),
      columns: [{ name: 'name', type: 'text', isNullable: true }],
    };
    expect(rows.map((row) => table?.key(row, context.settings))).toEqual([
      '["public","Odd.Name"]',
      '["public","customers"]',
      '["sales","everybody"]',
    ]);
    expect(await table?.get?.(context, '["sales","everybody"]')).toMatchObject({ ...everybody, rows: null });
    expect(await table?.get?.(context, '["sales","nobody"]')).toBeNull();
    expect(await table?.get?.(context, 'sales.everybody')).toBeNull();
  });

  it('is offered in forms', async () => {
    const context = await connect();
    const offered = async (name: string, parent?: Record<string, string>, search = '') => {
      const found = await context.connector.options?.[name]?.(context, { search, cursor: null, parent });
      return found?.options.map(({ value, detail }) => (detail ? `${value} (${detail})` : value));
    };
    const table = 'public.customers#id';
    expect(await offered('anyTables', undefined, 'odd')).toEqual(['public.Odd%2EName#a,b']);
    expect(await offered('schemas')).toEqual(['public', 'sales']);
    expect(await offered('columns', { table }, 'CIT')).toEqual(['city (character varying(40))']);
    expect(await offered('columns')).toEqual([]);
    expect(await offered('keyColumns', { table })).toEqual(['id (primary key)', 'email (unique)']);
    expect(await offered('functions')).toEqual([
      'public.add(integer, integer) (integer, integer)',
      "public.close_month(date, text) (month date, note text DEFAULT 'none'::text)",
      'public.forget()',
    ]);
  });
});
