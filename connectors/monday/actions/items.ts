import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { ask, entity, heavy, mutate } from '../ask.ts';
import { itemFields } from '../objects/pull-items.ts';
import { item, withColumns } from '../objects/rows.ts';
import { changeQuery, columnValues, createQuery, moveQuery } from '../objects/upsert.ts';
import { board, columnId, columns, groupId, itemId, name, newLabels } from './fields.ts';

const scopes = ['boards:write'];
const rows = z.array(item);

export const createItem = defineAction({
  title: 'Create an item',
  input: z.object({ board, group: groupId.optional(), name, columns: columns.optional(), newLabels }),
  output: entity,
  effect: 'writes',
  repeat: 'none',
  scopes,
  example: { board: '1234567890', group: 'topics', name: 'Mend the lamp', columns: { status: 'Working on it' } },
  run: ({ http }, { columns: values = {}, newLabels: labels, ...rest }) =>
    mutate(http, { name: 'create_item', query: createQuery }, { ...rest, columns: columnValues(values), labels }),
});

export const createSubitem = defineAction({
  title: 'Create a subitem',
  input: z.object({ parent: itemId.meta({ title: 'Below the item' }), name, columns: columns.optional() }),
  output: entity,
  effect: 'writes',
  repeat: 'none',
  scopes,
  example: { parent: '1234567891', name: 'Buy a bulb' },
  run: ({ http }, { parent, name: itemName, columns: values = {} }) => {
    const query = `mutation ($parent: ID!, $name: String!, $columns: JSON) {
  create_subitem(parent_item_id: $parent, item_name: $name, column_values: $columns) { id name url board { id } }
}`;
    const variables = { parent, name: itemName, columns: columnValues(values) };
    return mutate(http, { name: 'create_subitem', query }, variables);
  },
});

export const updateItem = defineAction({
  title: 'Change an item',
  description: 'Columns that are left out stay as they are.',
  input: z.object({ board, item: itemId, name: name.optional(), columns: columns.default({}), newLabels }),
  output: entity,
  effect: 'writes',
  repeat: 'natural',
  scopes,
  example: { board: '1234567890', item: '1234567891', columns: { status: 'Done' } },
  run: ({ http }, { board: on, item: id, name: itemName, columns: values, newLabels: labels }) => {
    const changes = columnValues({ ...values, ...(itemName !== undefined && { name: itemName }) });
    const change = { name: 'change_multiple_column_values', query: changeQuery };
    return mutate(http, change, { board: on, item: id, columns: changes, labels }, { repeatable: true });
  },
});

export const moveItem = defineAction({
  title: 'Move an item to another group',
  input: z.object({ board, item: itemId, group: groupId }),
  output: entity,
  effect: 'writes',
  repeat: 'natural',
  scopes,
  example: { board: '1234567890', item: '1234567891', group: 'done' },
  run: ({ http }, { item: id, group }) =>
    mutate(http, { name: 'move_item_to_group', query: moveQuery }, { item: id, group }, { repeatable: true }),
});

export const duplicateItem = defineAction({
  title: 'Copy an item',
  input: z.object({ board, item: itemId, withUpdates: z.boolean().default(false).meta({ title: 'With its updates' }) }),
  output: entity,
  effect: 'writes',
  repeat: 'none',
  scopes,
  example: { board: '1234567890', item: '1234567891' },
  run: ({ http }, { board: on, item: id, withUpdates }) => {
    const query = `mutation ($board: ID!, $item: ID!, $with: Boolean) {
  duplicate_item(board_id: $board, item_id: $item, with_updates: $with) { id name url }
}`;
    return mutate(http, { name: 'duplicate_item', query }, { board: on, item: id, with: withUpdates });
  },
});

const ending = (title: string, field: string, effect: 'writes' | 'destroys', description: string) =>
  defineAction({
    title,
    description,
    input: z.object({ item: itemId }),
    output: entity,
    effect,
    repeat: 'natural',
    scopes,
    example: { item: '1234567891' },
    run: ({ http }, { item: id }) =>
      mutate(http, { name: field, query: `mutation ($item: ID!) { ${field}(item_id: $item) { id } }` }, { item: id }),
  });

export const archiveItem = ending('Archive an item', 'archive_item', 'writes', 'It can be brought back in monday.com.');
export const deleteItem = ending('Delete an item', 'delete_item', 'destroys', 'It is in the bin for 30 days.');

export const getItem = defineAction({
  title: 'Get an item',
  input: z.object({ item: itemId }),
  output: item,
  effect: 'reads',
  repeat: 'natural',
  example: { item: '1234567891' },
  run: async ({ http }, { item: id }) => {
    const query = `query ($id: ID!) { items(ids: [$id]) { ${itemFields} } }`;
    const [found] = (await ask(http, query, { id }, z.object({ items: z.array(z.unknown()) }))).items;
    if (found !== undefined) return item.parse(withColumns(found));
    throw new AppCallError(`monday.com shows no item ${id} to this account.`, { class: 'not_found', field: 'item' });
  },
});

const page = z.object({ items_page_by_column_values: z.object({ items: z.array(z.unknown()) }) });

export const findItems = defineAction({
  title: 'Find items by a column',
  description: 'Whose column has this value; up to a hundred.',
  input: z.object({
    board,
    column: columnId,
    value: z.string().meta({ title: 'Value', description: 'As people see it.' }),
  }),
  output: z.object({ items: rows }),
  effect: 'reads',
  repeat: 'natural',
  example: { board: '1234567890', column: 'status', value: 'Done' },
  run: async ({ http }, { board: on, column, value }) => {
    const query = `query ($board: ID!, $columns: [ItemsPageByColumnValuesQuery!]) {
  items_page_by_column_values(board_id: $board, columns: $columns, limit: 100) { items { ${itemFields} } }
}`;
    const variables = { board: on, columns: [{ column_id: column, column_values: [value] }] };
    const found = (await ask(http, query, variables, page, { cost: heavy })).items_page_by_column_values.items;
    return { items: rows.parse(found.map(withColumns)) };
  },
});
