import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import { answer, app, asked, context, date, failed, firstItems, item, nextItems, objects } from './test-monday.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

const pull = (given = {}) => readPass(objects.item, context(), { mode: 'full', ...given });

describe('items', () => {
  it('go on at their cursor, past an empty page', async () => {
    app.play(firstItems([item('1')], 'c1'), nextItems([], 'c2'), nextItems([item('2')], null));
    const pass = await pull();
    expect(pass.rows.map(({ id }) => id)).toEqual(['1', '2']);
    expect(pass.watermark).toBe('2026-11-21T08:50:00.000Z');
    expect(asked(0).variables).toEqual({
      board: '1234567890',
      limit: 100,
      order: [{ column_id: '__creation_log__', direction: 'asc' }],
    });
    expect(asked(1).variables).toEqual({ cursor: 'c1', limit: 100 });
  });

  it('that have changed come from the latest back to the pass before', async () => {
    const changed = (id: string, updated_at: string) => item(id, { updated_at });
    app.play(
      firstItems([changed('1', '2026-11-21T08:00:00Z')], 'c1'),
      nextItems([changed('2', '2026-11-20T00:00:00Z'), changed('3', '2026-11-19T23:59:59Z')], 'c2'),
    );
    const { rows, watermark } = await pull({ mode: 'incremental', watermark: '2026-11-20T00:00:00.000Z' });
    expect(rows).toHaveLength(3);
    expect(watermark).toBe('2026-11-21T08:50:00.000Z');
    expect(asked(0).variables.order).toEqual([{ column_id: '__last_updated__', direction: 'desc' }]);
  });

  it('begin anew when the cursor has ended', async () => {
    const anew = firstItems([item('1'), item('2')], null);
    app.play(firstItems([item('1')], 'c1'), failed('CursorExpiredError'), anew);
    const pass = await pull();
    expect(pass.pages.map(({ rows }) => rows.length)).toEqual([1, 2]);
    expect(asked(2).variables.board).toBe('1234567890');
  });

  it('refuse a cursor that comes twice, and a board that is not there', async () => {
    app.play(firstItems([item('1')], 'c1'), nextItems([], 'c1'));
    await expect(pull()).rejects.toMatchObject({ details: { class: 'protocol', code: 'repeated_cursor' } });
    app.play(answer({ boards: [] }));
    await expect(pull()).rejects.toMatchObject({ details: { class: 'not_found', field: 'board' } });
  });

  it('have the values of their columns by id', async () => {
    const column_values = [
      { id: 'numbers', type: 'numbers', text: '3.5', value: '"3.5"' },
      { id: 'check', type: 'checkbox', text: 'v', value: '{"checked":"true"}' },
      { id: 'off', type: 'checkbox', text: '', value: null },
      { id: 'status', type: 'status', text: 'Done', value: '{"index":1}' },
      { id: 'mirror', type: 'mirror', text: null, value: null, display_value: 'Ada, Mara' },
      { id: 'empty', type: 'text', text: '', value: null },
      { id: 'odd', type: 'checkbox', text: '', value: '{' },
    ];
    app.play(firstItems([item('1', { column_values }), item('2', { group: null, url: null })], null));
    const { rows } = await pull();
    expect(rows[0]).toMatchObject({
      columns: { numbers: 3.5, check: true, off: false, status: 'Done', mirror: 'Ada, Mara', empty: null, odd: false },
    });
  });

  it('fail one by one where one is odd', async () => {
    app.play(firstItems([item('1'), { id: '2' }], null));
    const page = await objects.item?.pull(context(), { mode: 'full', cursor: null, watermark: null });
    expect(page?.rows.map((row) => objects.item?.row.safeParse(row).success)).toEqual([true, false]);
  });

  it('in the archive or the bin are gone', async () => {
    app.play(
      answer({ items: [item('1', { state: 'active' })] }),
      answer({ items: [item('2', { state: 'archived' })] }),
    );
    app.play(answer({ items: [] }), failed('InvalidItemIdException'));
    const get = (key: string) => objects.item?.get?.(context(), key);
    expect(await get('1')).toMatchObject({ id: '1', columns: {} });
    for (const key of ['2', '3', '4']) expect(await get(key)).toBeNull();
  });

  it('have the board’s columns', async () => {
    const column = (id: string, type: string, settings: unknown, more = {}) => ({
      id,
      title: id,
      type,
      settings_str: JSON.stringify(settings),
      ...more,
    });
    const columns = [
      column('name', 'name', {}),
      column('status', 'status', { labels: { 0: 'Working on it', 1: 'Done', 5: '' } }),
      column('tags', 'dropdown', { labels: [{ id: 1, name: 'Red' }] }),
      column('sum', 'formula', {}),
      column('old', 'text', {}, { archived: true }),
      { ...column('odd', 'status', {}), settings_str: '{' },
    ];
    app.play(answer({ boards: [{ columns }] }));
    const fields = (await objects.item?.describe?.(context())) ?? [];
    expect(fields.filter(({ custom }) => custom)).toEqual([
      {
        name: 'columns.status',
        label: 'status',
        type: 'choice',
        custom: true,
        choices: [
          { value: 'Working on it', label: 'Working on it' },
          { value: 'Done', label: 'Done' },
        ],
      },
      {
        name: 'columns.tags',
        label: 'tags',
        type: 'choices',
        custom: true,
        choices: [{ value: 'Red', label: 'Red' }],
      },
      { name: 'columns.sum', label: 'sum', type: 'text', custom: true, readOnly: true },
      { name: 'columns.odd', label: 'odd', type: 'choice', custom: true },
    ]);
  });
});

describe('writing items', () => {
  it('goes one by one, and one that is refused stops none', async () => {
    app.play(
      answer({ create_item: { id: '11' } }),
      failed('ColumnValueException', { error_data: { column_id: 'status' } }),
      answer({ change_multiple_column_values: { id: '13' } }),
      answer({ move_item_to_group: { id: '13' } }),
    );
    const items = [
      { data: { name: 'Mend the lamp', group: { id: 'topics' }, columns: { numbers: 3, check: true, tags: ['Red'] } } },
      { key: '12', data: { columns: { status: 'x' } } },
      { key: '13', data: { name: 'Mended', columns: { check: false }, group: { id: 'done' } } },
      { key: '14', data: { columns: 'x' } },
    ];
    expect(await objects.item?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: '11', action: 'created' },
      {
        error: {
          class: 'invalid',
          code: 'ColumnValueException',
          field: 'status',
          message: 'It said ColumnValueException.',
        },
      },
      { key: '13', action: 'updated' },
      { error: { class: 'invalid', field: 'columns', message: 'columns has another form than monday.com takes.' } },
    ]);
    expect(asked(0).variables).toEqual({
      board: '1234567890',
      group: 'topics',
      name: 'Mend the lamp',
      columns: '{"numbers":"3","check":{"checked":"true"},"tags":{"labels":["Red"]}}',
    });
    expect(asked(2).variables.columns).toBe('{"check":null,"name":"Mended"}');
  });
});
