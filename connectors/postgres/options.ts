import { z } from 'zod';
import type { Option, OptionsFunction } from '../kit/index.ts';
import { describeTable } from './describe-table.ts';
import { readTableChoice, tableName, writeColumns } from './table-choice.ts';
import { anyTables, tables } from './tables.ts';
import { timestampColumns } from './timestamp-columns.ts';

const mostShown = 200;
const texts = z.array(z.object({ value: z.string(), label: z.string(), detail: z.string().nullable().default(null) }));
const list = z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text)));

function optionsOf(rows: unknown): { options: Option[]; next: null } {
  const options = texts.parse(rows).map(({ detail, ...option }) => ({ ...option, ...(detail && { detail }) }));
  return { options, next: null };
}

const schemas: OptionsFunction = async ({ sql }, { search }) =>
  optionsOf(
    await sql.query(
      `select nspname as value, nspname as label from pg_namespace
        where nspname !~ '^pg_' and nspname <> 'information_schema' and has_schema_privilege(oid, 'USAGE')
          and position(lower($1) in lower(nspname)) > 0 order by nspname limit ${mostShown}`,
      [search.trim()],
    ),
  );

const columns: OptionsFunction = async ({ sql }, { search, parent = {} }) => {
  if (!parent.table) return { options: [], next: null };
  const wanted = search.trim().toLowerCase();
  const found = await describeTable(sql, readTableChoice(parent.table));
  return optionsOf(
    found
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .map(({ name, declared }) => ({ value: name, label: name, detail: declared })),
  );
};

/** The sets of columns by which one row can be found: the primary key and the unique indexes. */
const keyColumns: OptionsFunction = async ({ sql }, { search, parent = {} }) => {
  if (!parent.table) return { options: [], next: null };
  const rows = await sql.query(
    `select i.indisprimary as is_primary, json_agg(a.attname order by u.place)::text as columns
       from pg_index i
      cross join lateral unnest(i.indkey::int2[]) with ordinality as u (attnum, place)
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = u.attnum
      where i.indrelid = to_regclass($1) and i.indisunique and i.indisvalid and i.indimmediate
        and i.indpred is null and i.indexprs is null and u.place <= i.indnkeyatts
      group by i.indexrelid, i.indisprimary order by i.indisprimary desc, i.indexrelid`,
    [tableName(readTableChoice(parent.table))],
  );
  const wanted = search.trim().toLowerCase();
  const options = rows
    .map((row) => ({ names: list.parse(row.columns), isPrimary: row.is_primary === 't' }))
    .map(({ names, isPrimary }) => ({
      value: writeColumns(names),
      label: names.join(', '),
      detail: isPrimary ? 'primary key' : 'unique',
    }));
  return optionsOf(options.filter(({ label }) => label.toLowerCase().includes(wanted)));
};

const functions: OptionsFunction = async ({ sql }, { search }) =>
  optionsOf(
    await sql.query(
      `select format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) as value,
              case n.nspname when 'public' then '' else n.nspname || '.' end || p.proname as label,
              pg_get_function_arguments(p.oid) as detail
         from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prokind = 'f' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
          and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
          and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
          and has_schema_privilege(n.oid, 'USAGE') and has_function_privilege(p.oid, 'EXECUTE')
          and position(lower($1) in lower(n.nspname || '.' || p.proname)) > 0
        order by n.nspname, p.proname, p.oid limit ${mostShown}`,
      [search.trim()],
    ),
  );

export const options: Record<string, OptionsFunction> = {
  tables,
  anyTables,
  timestampColumns,
  schemas,
  columns,
  keyColumns,
  functions,
};
