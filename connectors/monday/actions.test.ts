import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { actions, answer, app, asked, failed, item, run } from './test-monday.ts';

const made = { id: '11', name: 'Mend the lamp' };
const onItem = { item: '1234567891' };
const onBoard = { board: '1234567890', ...onItem };

/** What each action's example asks for: the field, its answer, and the variables. */
const examples: [name: string, data: Record<string, unknown>, variables: object][] = [
  [
    'createItem',
    { create_item: made },
    {
      board: '1234567890',
      group: 'topics',
      name: 'Mend the lamp',
      columns: '{"status":"Working on it"}',
      labels: false,
    },
  ],
  ['createSubitem', { create_subitem: made }, { parent: '1234567891', name: 'Buy a bulb', columns: '{}' }],
  ['updateItem', { change_multiple_column_values: made }, { ...onBoard, columns: '{"status":"Done"}', labels: false }],
  ['moveItem', { move_item_to_group: made }, { ...onItem, group: 'done' }],
  ['duplicateItem', { duplicate_item: made }, { ...onBoard, with: false }],
  ['archiveItem', { archive_item: made }, onItem],
  ['deleteItem', { delete_item: made }, onItem],
  ['getItem', { items: [item('1234567891')] }, { id: '1234567891' }],
  [
    'findItems',
    { items_page_by_column_values: { items: [item('1')] } },
    { board: '1234567890', columns: [{ column_id: 'status', column_values: ['Done'] }] },
  ],
  ['addUpdate', { create_update: { id: '5' } }, { ...onItem, body: 'A customer has asked for this.' }],
  ['createGroup', { create_group: { id: 'next_month' } }, { board: '1234567890', name: 'Next month' }],
  ['createBoard', { create_board: { id: '12' } }, { name: 'Lamps', kind: 'public' }],
  [
    'notify',
    { create_notification: { id: '-1', text: 'The lamp is mended.' } },
    { user: '4012689', target: '1234567891', text: 'The lamp is mended.' },
  ],
];

describe('actions', () => {
  it('have all of their examples here', () => {
    expect(examples.map(([name]) => name).sort()).toEqual(Object.keys(actions).sort());
  });

  it.each(examples)('%s sends what its example says', async (name, data, variables) => {
    app.play(answer(data));
    const result = await run(name);
    expect(actions[name]?.output.safeParse(result).success).toBe(true);
    const sent = asked(0);
    expect(sent.variables).toEqual(variables);
    const [operation] = parse(sent.query).definitions;
    expect(operation).toMatchObject({
      operation: actions[name]?.effect === 'reads' ? 'query' : 'mutation',
      selectionSet: { selections: [{ name: { value: Object.keys(data)[0] } }] },
    });
    // Every variable that is declared is sent, or may be left out; none is sent that is not declared.
    const declared = [...sent.query.matchAll(/\$(\w+): [[\w!\]]+/g)].map(([, variable]) => variable);
    expect(declared).toEqual(expect.arrayContaining(Object.keys(variables)));
  });

  it('say what is missing, and which column is not right', async () => {
    app.play(answer({ items: [] }), answer({ create_group: null }));
    await expect(run('getItem')).rejects.toMatchObject({ details: { class: 'not_found', field: 'item' } });
    await expect(run('createGroup')).rejects.toMatchObject({ details: { class: 'invalid', code: 'not_done' } });
    app.play(failed('ColumnValueException', { error_data: { column_id: 'status' } }));
    await expect(run('updateItem')).rejects.toMatchObject({ details: { class: 'invalid', field: 'status' } });
  });

  it('take ids alone, and send what customers give as variables', async () => {
    const { input } = actions.deleteItem ?? {};
    expect(input?.safeParse({ item: '1) { id } delete_board(board_id: 2' }).success).toBe(false);
    app.play(answer({ create_group: { id: 'x' } }));
    await run('createGroup', { board: '1', name: '") { id }' });
    expect(asked(0).query).not.toContain('") { id }');
  });
});
