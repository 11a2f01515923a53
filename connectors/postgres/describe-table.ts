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
  /** As it was declared, for casts: `character varying(40)`. */
  declared: string;
  hasDefault: boolean;
  /** Always computed or counted by the database itself. */
  isReadOnly: boolean;
  /** The labels of an enum, or of an array of one. */
  choices: string[] | null;
  comment: string | null;
}

const yes = z.enum(['t', 'f']).transform((text) => text === 't');
const rows = z.array(
  z.object({
    name: z.string(),
    type: z.string(),
    category: z.string(),
    not_null: yes,
    declared: z.string(),
    has_default: yes,
    read_only: yes,
    choices: z
      .string()
      .transform((text) => z.array(z.string()).parse(JSON.parse(text)))
      .nullable(),
    comment: z.string().nullable(),
  }),
);

const question = `
  select a.attname as name, b.typname as type, b.typcategory as category, a.attnotnull as not_null,
         format_type(a.atttypid, a.atttypmod) as declared, a.atthasdef or a.attidentity <> '' as has_default,
         a.attgenerated <> '' or a.attidentity = 'a' as read_only, col_description(c.oid, a.attnum) as comment,
         (select json_agg(e.enumlabel order by e.enumsortorder)::text from pg_enum e
           where e.enumtypid = case when b.typcategory = 'A' then b.typelem else b.oid end) as choices
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
  return found.map(({ not_null, has_default, read_only, ...column }) => ({
    ...column,
    isNullable: !not_null,
    hasDefault: has_default,
    isReadOnly: read_only,
  }));
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

const creationWords = /^(created|inserted|added|creation|create|insert)(at|on|time|date|ts|timestamp)?$/;
const dateCreated = /^(date|time)(created|inserted|added)$/;

/** The column with the time at which a row was made, by its name. */
export function creationColumn(columns: Column[]): Column {
  const found = timeColumns(columns).find(
    (column) => creationWords.test(plain(column)) || dateCreated.test(plain(column)),
  );
  if (found !== undefined) return found;
  throw new AppCallError('The table has no column such as created_at, which tells when a row was made.', {
    class: 'invalid',
    code: 'no_creation_column',
    field: 'table',
  });
}

const plain = ({ name }: Column): string => name.toLowerCase().replace(/[^a-z]/g, '');

const changeWords =
  /^(last)?(updated|modified|changed|update|modify|modification|change|mutated)(at|on|time|date|ts|timestamp)?$/;
const dateFirst = /^(date|time)(updated|modified|changed)$/;

function likeliest(candidates: Column[]): Column | undefined {
  const byName = candidates.find((column) => changeWords.test(plain(column)) || dateFirst.test(plain(column)));
  return byName ?? candidates.find((column) => !plain(column).startsWith('creat')) ?? candidates[0];
}
