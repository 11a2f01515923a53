import type { Upsert } from '../../kit/index.ts';
import { gridOf, keyColumn } from '../grid.ts';
import type { Settings } from '../settings.ts';
import { writeRows } from '../write-rows.ts';

export const upsertRows: Upsert<Settings> = {
  batch: 50,
  matchBy: [],
  example: [{ data: { values: { Order: 'A-1', Total: 19.99 } } }, { key: 'A-2', data: { values: { Total: 5 } } }],
  write: async ({ http, settings }, items) => {
    const grid = await gridOf(http, settings);
    return writeRows(http, grid, keyColumn(grid.columns, settings.key), items);
  },
};
