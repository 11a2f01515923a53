import { describe, expect, it } from 'vitest';
import { readExactJson } from './read-exact-json.ts';
import { withCustomers } from './test-run.ts';

const { run, rows } = withCustomers();

describe('a query', () => {
  it('gives rows with their types, and no more than asked for', async () => {
    const query = `select id, name, 9007199254740993 as big, 1.10 as exact, 2.5::float8 as real, is_new, extra, created_at
      from customers where city = $1 or $2::int is null order by id desc -- as it was pasted`;
    expect(await run('runQuery', { query, parameters: ['Zürich', null], limit: 1 })).toEqual({
      rows: [
        {
          id: 2,
          name: 'Initech',
          big: '9007199254740993',
          exact: 1.1,
          real: 2.5,
          is_new: true,
          extra: null,
          created_at: '2026-01-01T00:00:00+00:00',
        },
      ],
      hasMore: true,
    });
    const given = {
      query: 'select $1::bool as yes, $2::text as text; ',
      parameters: [true, "'; drop table customers"],
    };
    expect(await run('runQuery', given)).toMatchObject({ rows: [{ yes: true, text: "'; drop table customers" }] });
  });

  it.each([
    ['what writes', 'delete from customers returning *', 'invalid'],
    ['what writes in disguise', 'select * from close_month(current_date)', 'permission'],
    ['what ends the other one', 'select 1) as a; commit; drop table customers; select (1', 'invalid'],
    ['no SQL', 'selec 1', 'invalid'],
    ['a table that is not there', 'select * from nowhere', 'invalid'],
    ['what runs programs', "copy (select 1) to program 'true'", 'invalid'],
  ])('is not %s', async (_what, query, kind) => {
    await expect(run('runQuery', { query })).rejects.toMatchObject({
      details: { class: kind, ...(kind === 'invalid' && { field: 'query' }) },
    });
    expect((await rows()).length).toBe(2);
  });
});

describe('a statement', () => {
  it('writes, and tells what it returned as it was printed', async () => {
    const statement = 'update customers set is_new = $2 where id = $1 returning id, is_new';
    expect(await run('runStatement', { statement, parameters: [1, false] })).toEqual({
      affected: 1,
      rows: [{ id: '1', is_new: 'f' }],
    });
    expect(await run('runStatement', { statement: 'truncate customers' })).toEqual({ affected: 0, rows: [] });
    expect(await rows()).toEqual([]);
  });

  it.each([
    ['two at once', 'delete from customers; delete from customers', 'statement'],
    ['no SQL', 'delet', 'statement'],
    ['what no transaction holds', 'vacuum customers', 'statement'],
    ['a column that is not there', 'update customers set colour = 1', 'statement'],
  ])('is refused in the words of the database: %s', async (_what, statement, field) => {
    await expect(run('runStatement', { statement })).rejects.toMatchObject({ details: { class: 'invalid', field } });
  });
});

describe('a function', () => {
  it('is called by the names of its arguments, or by their places', async () => {
    const month = { function: 'public.close_month(date,text)', arguments: { month: '2026-10-01' } };
    expect(await run('callFunction', month)).toMatchObject({
      rows: [{ id: 1, extra: { month: '2026-10-01', note: 'none' } }, { id: 2 }],
    });
    const add = { function: 'add(int, int)', arguments: { 2: 40, 1: '2' } };
    expect(await run('callFunction', add)).toEqual({ rows: [42] });
    expect(await run('callFunction', { function: 'public.forget()' })).toEqual({ rows: [] });
    expect(await rows()).toEqual([]);
  });

  it.each([
    ['one that is not there', { function: 'public.nowhere(int)' }, 'function'],
    ['no function', { function: 'public.add(int, int); drop table customers' }, 'function'],
    ['an argument that it has not', { function: 'add(int,int)', arguments: { c: 1 } }, 'c'],
    ['too few', { function: 'add(int,int)', arguments: { 1: 1 } }, 'function'],
  ])('is refused: %s', async (_what, input, field) => {
    await expect(run('callFunction', input)).rejects.toMatchObject({ details: { class: 'invalid', field } });
  });
});

describe('readExactJson', () => {
  it('keeps every digit', () => {
    expect(
      readExactJson('[1, -1.50, 1e3, 0.1, 0, -0.0, 12345678901234567890, 0.1000000000000000055, {"a": [1e400, "1"]}]'),
    ).toEqual([1, -1.5, 1000, 0.1, 0, -0, '12345678901234567890', '0.1000000000000000055', { a: ['1e400', '1'] }]);
  });
});
