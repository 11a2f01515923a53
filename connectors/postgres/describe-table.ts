import { z } from 'zod';
import { AppCallError, type ConnectorSql } from '../kit/index.ts';
import { foundColumn } from './settings.ts';
import type { TableChoice } from './table-choice.ts';

export interface Column {
  name: string;
  /** The type below any domain: `int8`, `timestamptz`, `_text`. */
  type: string;
  /** PostgreSQL's own grouping: `A` array, `C` composite, … */
  category: string;
  isNullable: boolean;
}

const rows = z.array(
  z.object({ name: z.string(), type: z.string(), category: z.string(), not_null: z.enum(['t', 'f']) }),
);

const question = `
  select a.attname as name, b.typname as type, b.typcategory as category, a.attnotnull as not_null
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    join pg_type b on b.oid = coalesce(nullif(t.typbasetype, 0), t.oid)
   where n.nspname = $1 and c.relname = $2
   order by a.attnum`;

// One look for all pages that are read over one connection; a change shows in the next run.
const looked = new WeakMap<ConnectorSql, Map<string, Promise<Column[]>>>();

export function describeTable(sql: ConnectorSql, choice: TableChoice): Promise<Column[]> {
  const known = looked.get(sql) ?? new Map<string, Promise<Column[]>>();
  looked.set(sql, known);
  const name = JSON.stringify([choice.schema, choice.name]);
  const looking = known.get(name) ?? look(sql, choice);
  known.set(name, looking);
  looking.catch(() => known.delete(name));
  return looking;
}

async function look(sql: ConnectorSql, { schema, name }: TableChoice): Promise<Column[]> {
  const found = rows.parse(await sql.query(question, [schema, name]));
  if (found.length === 0) {
    throw new AppCallError(`The table ${schema}.${name} is no longer there. Choose another one.`, {
      class: 'invalid',
      code: 'table_gone',
      field: 'table',
    });
  }
  return found.map(({ not_null, ...column }) => ({ ...column, isNullable: not_null === 'f' }));
}

export function timeColumns(columns: Column[]): Column[] {
  return columns.filter(({ type }) => type === 'timestamptz' || type === 'timestamp');
}

/** The column that the customer chose, or the likeliest. */
export function changeColumn(columns: Column[], chosen: string): Column {
  const candidates = timeColumns(columns);
  const found = chosen === foundColumn ? likeliest(candidates) : candidates.find(({ name }) => name === chosen);
  if (found !== undefined) return found;
  const what = chosen === foundColumn ? 'a column with a time' : `the column ${chosen} with a time`;
  throw new AppCallError(`The table no longer has ${what}. Choose another one.`, {
    class: 'invalid',
    code: 'column_gone',
    field: 'updatedAt',
  });
}

const changeWords =
  /^(last)?(updated|modified|changed|update|modify|modification|change|mutated)(at|on|time|date|ts|timestamp)?$/;
const dateFirst = /^(date|time)(updated|modified|changed)$/;

function likeliest(candidates: Column[]): Column | undefined {
  const plain = (column: Column) => column.name.toLowerCase().replace(/[^a-z]/g, '');
  const byName = candidates.find((column) => changeWords.test(plain(column)) || dateFirst.test(plain(column)));
  return byName ?? candidates.find((column) => !plain(column).startsWith('creat')) ?? candidates[0];
}
