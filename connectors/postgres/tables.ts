import { z } from 'zod';
import type { ConnectorSql, Json, Option, OptionsFunction } from '../kit/index.ts';
import { writeTableChoice } from './table-choice.ts';

const pageSize = 50;
const place = z.tuple([z.string(), z.string()]).nullable();
const found = z.array(
  z.object({
    schema: z.string(),
    name: z.string(),
    rows: z.coerce.number(),
    key: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
  }),
);

const hasTime = `and exists (select from pg_attribute a
                  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                    and a.atttypid in ('timestamptz'::regtype, 'timestamp'::regtype))`;

// A key: the primary one, else the shortest unique index over columns that are never empty, and over nothing but columns.
const questionFor = (kind: 'any' | 'timed') => `
  select n.nspname as schema, c.relname as name, c.reltuples::bigint as rows, k.columns as key
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (
      select json_agg(a.attname order by u.place)::text as columns
        from pg_index i
        cross join lateral unnest(i.indkey::int2[]) with ordinality as u (attnum, place)
        left join pg_attribute a on a.attrelid = c.oid and a.attnum = u.attnum
       where i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null
         and u.place <= i.indnkeyatts
       group by i.indexrelid, i.indisprimary, i.indnkeyatts
      having bool_and(a.attnotnull)
       order by i.indisprimary desc, i.indnkeyatts, i.indexrelid
       limit 1) k
   where c.relkind in ('r', 'p') and not c.relispartition
     and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
     and has_schema_privilege(n.oid, 'USAGE') and has_table_privilege(c.oid, 'SELECT')
     ${kind === 'timed' ? hasTime : ''}
     and position(lower($1) in lower(n.nspname || '.' || c.relname)) > 0
     and ($2::text is null or (n.nspname, c.relname) > ($2::name, $3::name))
   order by n.nspname, c.relname
   limit ${pageSize + 1}`;

const number = new Intl.NumberFormat('en');

/** The tables whose changes can be found: with a key, a time column, and the right to select. */
export const tables: OptionsFunction = ({ sql }, request) => listTables(sql, 'timed', request);

/** All tables with a key: for writing, and for looking something up. */
export const anyTables: OptionsFunction = ({ sql }, request) => listTables(sql, 'any', request);

async function listTables(
  sql: ConnectorSql,
  kind: 'any' | 'timed',
  { search, cursor }: { search: string; cursor: Json },
): Promise<{ options: Option[]; next: Json }> {
  const [afterSchema = null, afterName = null] = place.parse(cursor) ?? [];
  const rows = found.parse(await sql.query(questionFor(kind), [search.trim(), afterSchema, afterName]));
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  const options = shown.map(({ schema, name, key, rows: count }) => ({
    value: writeTableChoice({ schema, name, key }),
    label: schema === 'public' ? name : `${schema}.${name}`,
    // Zero and less: never counted by the database.
    ...(count > 0 && { detail: `about ${number.format(count)} rows` }),
  }));
  return { options, next: rows.length > pageSize && last !== undefined ? [last.schema, last.name] : null };
}
