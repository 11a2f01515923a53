import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { conditionOf } from '../find-rows.ts';
import { readRow, selectList } from '../read-row.ts';
import { readRowKey } from '../row-key.ts';
import { tableName } from '../table-choice.ts';
import type { Target } from '../target.ts';
import { keyField, noRow, row, tableField, targetOf, values } from './fields.ts';
import { update } from './write-rows.ts';

export const updateRow = defineAction({
  title: 'Update a row',
  description: 'The row with this key. Columns that are not named stay as they are.',
  input: z.object({
    table: tableField,
    key: keyField,
    set: values
      .refine((given) => Object.keys(given).length > 0, 'Name one value or more: what should change?')
      .meta({ title: 'Set', description: 'New values by column.' }),
  }),
  output: z.object({ row }),
  effect: 'writes',
  repeat: 'natural',
  run: async (context, { table, key, set }) => {
    const target = await targetOf(context, table);
    const { rows } = await update(target, whereKey(target, key), set, selectList(target.columns, 't.'));
    const [found] = rows;
    if (found === undefined) throw noRow(key);
    return { row: readRow(found, target.columns) };
  },
  example: { table: 'public.customers#id', key: 1, set: { name: 'Globex Ltd' } },
});

export const deleteRow = defineAction({
  title: 'Delete a row',
  description: 'The row with this key. Nothing happens where it is gone already.',
  input: z.object({ table: tableField, key: keyField }),
  output: z.object({ isDeleted: z.boolean() }),
  effect: 'destroys',
  repeat: 'natural',
  run: async (context, { table, key }) => {
    const target = await targetOf(context, table);
    const { from, condition, parameter } = conditionOf(target, whereKey(target, key));
    const { affected } = await target.sql.execute(
      `delete from ${tableName(target.choice)} t using ${from.slice(2)} where ${condition}`,
      parameter,
      { repeatable: true },
    );
    return { isDeleted: affected > 0 };
  },
  example: { table: 'public.customers#id', key: 1 },
});

function whereKey(target: Target, key: string): Record<string, unknown> {
  const given = readRowKey(key, target.choice.key);
  if (given === null) throw noRow(key);
  return Object.fromEntries(target.choice.key.map((name, index) => [name, given[index]]));
}
