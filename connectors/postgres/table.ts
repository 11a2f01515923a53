import { z } from 'zod';
import { defineObject, type Json } from '../kit/index.ts';

const table = z.looseObject({
  schema: z.string(),
  name: z.string(),
  kind: z.enum(['table', 'view', 'materialized view', 'foreign table']),
  comment: z.string().nullable(),
  /** As the database last estimated it. */
  rows: z.number().nullable(),
  columns: z.array(z.object({ name: z.string(), type: z.string(), isNullable: z.boolean() })),
});

const pageSize = 200;
const place = z.tuple([z.string(), z.string()]).nullable();
const printed = z
  .object({
    schema: z.string(),
    name: z.string(),
    kind: z.string(),
    comment: z.string().nullable(),
    rows: z.coerce.number(),
    columns: z.string().transform((text): Json => JSON.parse(text)),
  })
  // Less than zero: never counted.
  .transform((row) => ({ ...row, rows: row.rows < 0 ? null : row.rows }));

const question = `
  select n.nspname as schema, c.relname as name, obj_description(c.oid, 'pg_class') as comment, c.reltuples::bigint as rows,
         case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' else 'table' end as kind,
         coalesce((select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
                                                     'isNullable', not a.attnotnull) order by a.attnum)
           from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '[]')::text as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
     and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
     and has_schema_privilege(n.oid, 'USAGE') and has_table_privilege(c.oid, 'SELECT')`;

/** What there is to read: for catalogues, and to see what has changed in a schema. */
export const tableObject = defineObject<typeof table>({
  label: 'tables',
  row: table,
  key: ({ schema, name }) => JSON.stringify([schema, name]),
  incremental: false,
  reportsDeletes: false,
  async pull({ sql }, { cursor }) {
    const [schema = null, name = null] = place.parse(cursor) ?? [];
    const found = await sql.query(
      `${question} and ($1::text is null or (n.nspname, c.relname) > ($1::name, $2::name))
        order by n.nspname, c.relname limit ${pageSize}`,
      [schema, name],
    );
    const rows = found.map((row) => printed.parse(row));
    const last = rows.at(-1);
    return { rows, next: rows.length === pageSize && last !== undefined ? [last.schema, last.name] : null };
  },
  async get({ sql }, key) {
    const [schema = null, name = null] = readKey(key) ?? [];
    const [found] = await sql.query(`${question} and n.nspname = $1 and c.relname = $2`, [schema, name]);
    return found === undefined ? null : printed.parse(found);
  },
});

function readKey(key: string): z.output<typeof place> {
  try {
    return place.parse(JSON.parse(key));
  } catch {
    // No key of ours, so of no table.
    return null;
  }
}
