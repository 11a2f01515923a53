import { z } from 'zod';
import { type Upsert, writeOneByOne } from '../../kit/index.ts';
import { mutate } from '../ask.ts';
import type { Settings } from '../settings.ts';

/** In the row's shape: `columns` as they are read, or as monday takes them. */
const given = z.looseObject({
  name: z.string().optional(),
  group: z.looseObject({ id: z.string() }).nullish(),
  columns: z.record(z.string(), z.unknown()).optional(),
});

/** monday takes simple values as texts, and a tick as an object; null empties a column. */
function taken(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? { checked: 'true' } : null;
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? { labels: value } : value;
}

/** As JSON in a text. */
export const columnValues = (columns: Record<string, unknown>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(columns).map(([id, value]) => [id, taken(value)])));

export const createQuery = `mutation ($board: ID!, $group: String, $name: String!, $columns: JSON, $labels: Boolean) {
  create_item(board_id: $board, group_id: $group, item_name: $name, column_values: $columns, create_labels_if_missing: $labels) { id name url }
}`;
export const changeQuery = `mutation ($board: ID!, $item: ID!, $columns: JSON!, $labels: Boolean) {
  change_multiple_column_values(board_id: $board, item_id: $item, column_values: $columns, create_labels_if_missing: $labels) { id name url }
}`;
export const moveQuery =
  'mutation ($item: ID!, $group: String!) { move_item_to_group(item_id: $item, group_id: $group) { id } }';

/** One at a time. monday knows no id of ours: what has no key is made, and made again if the answer got lost. */
export const upsertItems: Upsert<Settings> = {
  batch: 10,
  matchBy: [],
  example: [
    { data: { name: 'Mend the lamp', group: { id: 'topics' }, columns: { status: 'Working on it', numbers: 3 } } },
    { key: '1234567890', data: { columns: { status: 'Done', date4: '2026-11-20' } } },
  ],
  write: ({ http, settings: { board } }, items) =>
    writeOneByOne(items, async ({ key, data }) => {
      const parsed = given.safeParse(data);
      if (!parsed.success) {
        const field = parsed.error.issues[0]?.path.join('.') ?? '';
        return { error: { class: 'invalid', message: `${field} has another form than monday.com takes.`, field } };
      }
      const { name, group, columns = {} } = parsed.data;
      if (key === undefined) {
        const variables = { board, group: group?.id, name: name ?? '', columns: columnValues(columns) };
        return {
          key: (await mutate(http, { name: 'create_item', query: createQuery }, variables)).id,
          action: 'created',
        };
      }
      const changes = { ...columns, ...(name !== undefined && { name }) };
      if (Object.keys(changes).length > 0) {
        const variables = { board, item: key, columns: columnValues(changes) };
        const change = { name: 'change_multiple_column_values', query: changeQuery };
        await mutate(http, change, variables, { repeatable: true });
      }
      if (group) {
        const variables = { item: key, group: group.id };
        await mutate(http, { name: 'move_item_to_group', query: moveQuery }, variables, { repeatable: true });
      }
      return { key, action: 'updated' };
    }),
};
