import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { findRows as find, findRow } from '../find-rows.ts';
import { keyField, limitField, row, tableField, targetOf, values } from './fields.ts';

export const getRow = defineAction({
  title: 'Get a row',
  description: 'By its key. Null where there is none.',
  input: z.object({ table: tableField, key: keyField }),
  output: z.object({ row: row.nullable() }),
  effect: 'reads',
  repeat: 'natural',
  run: async (context, { table, key }) => ({ row: await findRow(await targetOf(context, table), key) }),
  example: { table: 'public.customers#id', key: 1 },
});

export const findRows = defineAction({
  title: 'Find rows',
  description: 'Those that have all of these values, in the order of their keys.',
  input: z.object({
    table: tableField,
    where: values.default({}).meta({
      title: 'Where',
      description: 'Values by column. Null finds the empty ones, a list any of its values.',
    }),
    limit: limitField,
  }),
  output: z.object({ rows: z.array(row), hasMore: z.boolean() }),
  effect: 'reads',
  repeat: 'natural',
  run: async (context, { table, where, limit }) => find(await targetOf(context, table), { where, limit }),
  example: { table: 'public.customers#id', where: { name: 'Globex' } },
});
