import { z } from 'zod';
import { AppCallError, defineAction, type SqlResult, type WriteItem } from '../../kit/index.ts';
import { conditionOf } from '../find-rows.ts';
import { readRow, selectList } from '../read-row.ts';
import { recordset, valuesOf } from '../recordset.ts';
import { quote, readColumns, tableName } from '../table-choice.ts';
import { columnOf, type Target, writableColumn } from '../target.ts';
import { writeRows } from '../write-rows.ts';
import { ofStatement, row, tableField, targetOf, values } from './fields.ts';

const rowField = values.meta({ title: 'Row', description: 'Values by column. Other columns get their defaults.' });
const matchBy = z.string().optional().meta({
  title: 'Find it by',
  description: 'Columns with a unique index; the key of the table unless told.',
  options: 'keyColumns',
  dependsOn: 'table',
});

export const insertRow = defineAction({
  title: 'Insert a row',
  description: 'Always a new one. The row comes back with what the database filled in.',
  input: z.object({ table: tableField, row: rowField }),
  output: z.object({ row }),
  effect: 'writes',
  repeat: 'none',
  run: async (context, input) => {
    const target = await targetOf(context, input.table);
    const { sql, choice, columns } = target;
    const given = Object.keys(input.row).map((name) => writableColumn(target, name));
    const list = given.map(({ name }) => quote(name)).join(', ');
    const source =
      given.length === 0
        ? 'default values'
        : `(${list}) select ${given.map((_, index) => `v${index}`).join(', ')} from ${recordset(given)}`;
    const { rows } = await sql.execute(
      `insert into ${tableName(choice)} ${source} returning ${selectList(columns)}`,
      given.length === 0 ? [] : [JSON.stringify([valuesOf(0, Object.values(input.row))])],
    );
    const [made] = rows;
    if (made === undefined) throw notWritten('no_row');
    return { row: readRow(made, columns) };
  },
  example: { table: 'public.customers#id', row: { name: 'Globex' } },
});

const outcome = z.object({ key: z.string(), action: z.enum(['created', 'updated', 'unchanged']) });

export const upsertRow = defineAction({
  title: 'Insert or update a row',
  description: 'The row with these key values gets the other values; where there is none, it is inserted.',
  input: z.object({ table: tableField, row: rowField, matchBy }),
  output: outcome,
  effect: 'writes',
  repeat: 'natural',
  run: async (context, input) => {
    const [result] = await upsert(await targetOf(context, input.table), [input.row], input.matchBy);
    if (result === undefined) throw notWritten('not_written');
    if (!('error' in result)) return result;
    const { message, ...details } = result.error;
    throw new AppCallError(message, { ...details, appMessage: message });
  },
  example: { table: 'public.customers#id', row: { id: 1, name: 'Globex' } },
});

export const upsertRows = defineAction({
  title: 'Insert or update rows',
  description: 'Each row as by itself: a bad one is reported and the others are written.',
  input: z.object({
    table: tableField,
    rows: z.array(values).min(1).max(500).meta({ title: 'Rows', description: 'Up to 500.' }),
    matchBy,
  }),
  output: z.object({
    results: z.array(
      z.union([
        outcome,
        z.object({
          error: z.object({
            class: z.string(),
            code: z.string().optional(),
            message: z.string(),
            field: z.string().optional(),
          }),
        }),
      ]),
    ),
  }),
  effect: 'writes',
  repeat: 'natural',
  run: async (context, { table, rows, matchBy: by }) => ({
    results: await upsert(await targetOf(context, table), rows, by),
  }),
  example: {
    table: 'public.customers#id',
    rows: [
      { id: 1, name: 'Globex' },
      { id: 2, name: 'Initech' },
    ],
  },
});

async function upsert(target: Target, rows: WriteItem['data'][], by: string | undefined) {
  const columns = by === undefined ? target.choice.key : readColumns(by);
  for (const name of columns) columnOf(target, name);
  const incomplete = rows.flatMap((data) => columns.filter((name) => data[name] === undefined || data[name] === null));
  const [missing] = incomplete;
  if (missing === undefined) {
    const items = rows.map((data) => ({ data }));
    return ofStatement('matchBy', () => writeRows(target, items, columns));
  }
  throw new AppCallError(`A row that is to be found again needs a value for ${missing}.`, {
    class: 'invalid',
    code: 'no_key',
    field: missing,
  });
}

const notWritten = (code: string) =>
  new AppCallError('The row was not written: a rule of the table kept it away.', { class: 'conflict', code });

export const updateRows = defineAction({
  title: 'Update rows',
  description: 'All rows that have these values, at once: none is changed where one can’t be.',
  input: z.object({
    table: tableField,
    where: values
      .refine((given) => Object.keys(given).length > 0, 'Name one value or more: which rows are meant?')
      .meta({ title: 'Where', description: 'Values by column. Null finds the empty ones, a list any of its values.' }),
    set: values
      .refine((given) => Object.keys(given).length > 0, 'Name one value or more: what should change?')
      .meta({ title: 'Set', description: 'New values by column.' }),
  }),
  output: z.object({ updated: z.int() }),
  effect: 'writes',
  repeat: 'natural',
  run: async (context, { table, where, set }) => {
    const { affected } = await update(await targetOf(context, table), where, set);
    return { updated: affected };
  },
  example: { table: 'public.customers#id', where: { name: 'Globex' }, set: { name: 'Globex Ltd' } },
});

/** Sets these values in all rows that have those. `returning` is a list of columns of `t`. */
export function update(
  target: Target,
  where: Record<string, unknown>,
  set: Record<string, unknown>,
  returning?: string,
): Promise<SqlResult> {
  const { from, condition, parameter } = conditionOf(target, where);
  const given = Object.keys(set).map((name) => writableColumn(target, name));
  const assign = given.map(({ name }, index) => `${quote(name)} = s.v${index}`).join(', ');
  return target.sql.execute(
    `update ${tableName(target.choice)} t set ${assign}
       from ${recordset(given, { parameter: parameter.length + 1, as: 's' })}${from}
      where ${condition}${returning === undefined ? '' : ` returning ${returning}`}`,
    [...parameter, JSON.stringify([valuesOf(0, Object.values(set))])],
    { repeatable: true },
  );
}
