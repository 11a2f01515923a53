import { describe, expect, it } from 'vitest';
import { withCustomers } from './test-run.ts';

const { connect, run, rows, owner } = withCustomers();
const table = 'public.customers#id';

describe('rows', () => {
  it('are inserted, with what the database fills in', async () => {
    expect(await run('insertRow', { table, row: { name: 'Hooli', tags: ['a'], extra: { b: [1] } } })).toMatchObject({
      row: { id: 3, name: 'Hooli', city: 'Zürich', loud: 'HOOLI', tags: ['a'], extra: { b: [1] }, is_new: true },
    });
    await expect(run('insertRow', { row: { name: 'Hooli', loud: 'x' } })).rejects.toMatchObject({
      details: { class: 'invalid', code: 'read_only_column', field: 'loud' },
    });
    await expect(run('insertRow', { row: { 'name" text); --': 1 } })).rejects.toMatchObject({
      details: { class: 'invalid', code: 'unknown_column' },
    });
    await expect(run('insertRow', { row: {} })).rejects.toMatchObject({ details: { code: '23502', field: 'name' } });
    await expect(run('insertRow', { row: { name: 'x' } }, {})).rejects.toMatchObject({
      details: { class: 'invalid', code: 'no_table', field: 'table' },
    });
  });

  it('are inserted or updated by their key, or by another unique column', async () => {
    expect(await run('upsertRow', { row: { id: 1, name: 'Globex Ltd' } })).toEqual({ key: '1', action: 'updated' });
    const byMail = { matchBy: 'email', row: { email: 'b@initech.example', name: 'Initech', total: 12.5 } };
    expect(await run('upsertRow', byMail)).toEqual({ key: '2', action: 'updated' });
    expect(await run('upsertRow', byMail)).toEqual({ key: '2', action: 'unchanged' });
    const made = { matchBy: 'email', row: { email: 'c@hooli.example', name: 'Hooli' } };
    expect(await run('upsertRow', made)).toEqual({ key: '3', action: 'created' });
    expect(await rows('id, name, total')).toEqual([
      { id: 1, name: 'Globex Ltd', total: null },
      { id: 2, name: 'Initech', total: '12.50' },
      { id: 3, name: 'Hooli', total: null },
    ]);
    await expect(run('upsertRow', { row: { name: 'x' } })).rejects.toMatchObject({
      details: { class: 'invalid', code: 'no_key', field: 'id' },
    });
    await expect(run('upsertRow', { row: { id: 1, name: null } })).rejects.toMatchObject({
      details: { class: 'invalid', code: '23502', field: 'name' },
    });
    await expect(run('upsertRow', { row: { id: 1, name: 'x' }, matchBy: 'name' })).rejects.toMatchObject({
      details: { class: 'invalid', code: '42P10', field: 'matchBy' },
    });
  });

  it('are written many at a time, each with its own answer', async () => {
    const many = {
      rows: [
        { id: 1, name: 'A' },
        { id: 2, name: 'B', grade: 'bronze' },
        { id: 9, name: 'C' },
      ],
    };
    expect(await run('upsertRows', many)).toMatchObject({
      results: [
        { key: '1', action: 'updated' },
        { error: { class: 'invalid', code: '22P02' } },
        { key: '9', action: 'created' },
      ],
    });
  });

  it('are updated by key, and all that have a value', async () => {
    expect(await run('updateRow', { key: 1, set: { name: 'Globex Ltd', extra: null } })).toMatchObject({
      row: { id: 1, name: 'Globex Ltd', loud: 'GLOBEX LTD' },
    });
    await expect(run('updateRow', { key: '77', set: { name: 'x' } })).rejects.toMatchObject({
      details: { class: 'not_found', field: 'key' },
    });
    const set = { grade: 'gold' };
    expect(await run('updateRows', { where: { grade: null, city: ['Zürich', 'Bern'] }, set })).toEqual({ updated: 2 });
    expect(await run('updateRows', { where: { id: 1, grade: 'gold' }, set: { tags: ['x'] } })).toEqual({ updated: 1 });
    await expect(run('updateRows', { where: {}, set })).rejects.toThrow('which rows are meant');
    await expect(run('updateRows', { where: { grade: 'bronze' }, set })).rejects.toMatchObject({
      details: { class: 'invalid', code: '22P02' },
    });
    expect(await rows('grade, tags')).toEqual([
      { grade: 'gold', tags: ['x'] },
      { grade: 'gold', tags: null },
    ]);
  });

  it('are deleted by key, once', async () => {
    expect(await run('deleteRow', { key: 1 })).toEqual({ isDeleted: true });
    expect(await run('deleteRow', { key: 1 })).toEqual({ isDeleted: false });
    await owner.query(`insert into "Odd.Name" values (1, 'x|y'), (1, 'x')`);
    const odd = 'public.Odd%2EName#a,b';
    expect(await run('deleteRow', { table: odd, key: '1|x\\|y' })).toEqual({ isDeleted: true });
    expect(await run('findRows', { table: odd })).toEqual({ rows: [{ a: 1, b: 'x' }], hasMore: false });
    await expect(run('deleteRow', { table: odd, key: '1' })).rejects.toMatchObject({ details: { class: 'not_found' } });
  });

  it('are found by key and by values', async () => {
    expect(await run('getRow', { key: 2 })).toMatchObject({ row: { name: 'Initech' } });
    expect(await run('getRow', { key: 77 })).toEqual({ row: null });
    expect(await run('findRows', { limit: 1 })).toMatchObject({ rows: [{ id: 1 }], hasMore: true });
    expect(await run('findRows', { where: { name: "' or true --" } })).toEqual({ rows: [], hasMore: false });
    expect(await run('findRows', { where: { id: [2, 3], email: 'b@initech.example', tags: null } })).toMatchObject({
      rows: [{ id: 2 }],
      hasMore: false,
    });
    await run('updateRow', { key: 1, set: { tags: ['a', 'b'], extra: { c: 1 } } });
    expect(await run('findRows', { where: { tags: ['a', 'b'], extra: { c: 1 } } })).toMatchObject({
      rows: [{ id: 1 }],
    });
    await expect(run('findRows', { where: { colour: 'red' } })).rejects.toMatchObject({
      details: { class: 'invalid', field: 'colour' },
    });
  });
});

describe('examples', () => {
  it('work, in the order in which the documentation shows them', async () => {
    await owner.query(`alter table customers add seen_at timestamptz;
      drop function close_month;
      create function close_month(month date) returns int language sql as $$ select 1 $$`);
    const { actions = {} } = (await connect()).connector;
    const done: Record<string, unknown> = {};
    for (const [name, { example }] of Object.entries(actions)) done[name] = await run(name, example, {});
    expect(done).toMatchObject({
      insertRow: { row: { id: 3, name: 'Globex' } },
      upsertRow: { key: '1', action: 'unchanged' },
      upsertRows: { results: [{ action: 'unchanged' }, { action: 'unchanged' }] },
      updateRow: { row: { name: 'Globex Ltd' } },
      // The one that was inserted.
      updateRows: { updated: 1 },
      deleteRow: { isDeleted: true },
      getRow: { row: null },
      findRows: { rows: [] },
      runQuery: { rows: [{ name: 'Initech' }, { name: 'Globex Ltd' }] },
      runStatement: { affected: 0 },
      callFunction: { rows: [1] },
    });
    expect(Object.keys(done)).toHaveLength(11);
  });
});
