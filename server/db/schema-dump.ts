import type { Pool } from 'pg';

/**
 * The schema as text, in a fixed order: what `migrations/schema.sql` holds and a test compares. Written by ourselves,
 * because the embedded PostgreSQL comes without pg_dump.
 */
export async function dumpSchema(pool: Pool): Promise<string> {
  const lines = async (sql: string): Promise<string[]> =>
    (await pool.query<{ line: string }>(sql)).rows.map((row) => row.line);
  const tables = await lines(`
    select format(E'create table %s (\\n%s\\n);', c.relname, string_agg(format('  %s %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
             case when a.attcollation = 'pg_catalog."C"'::regcollation then ' collate "C"' else '' end,
             case when a.attnotnull then ' not null' else '' end,
             case when d.oid is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) when a.attidentity <> '' then ' generated always as identity' else '' end), E',\\n' order by a.attnum)) as line
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname not like 'kysely%'
     group by c.relname order by c.relname`);
  const enums = await lines(`
    select format('create type %s as enum (%s);', t.typname, string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)) as line
      from pg_type t join pg_enum e on e.enumtypid = t.oid
     where t.typnamespace = 'public'::regnamespace
     group by t.typname order by t.typname`);
  const constraints = await lines(`
    select format('alter table %s add constraint %s %s;', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) as line
      from pg_constraint c join pg_class r on r.oid = c.conrelid
     where r.relnamespace = 'public'::regnamespace and r.relname not like 'kysely%' and c.contype in ('p', 'u', 'f', 'c')
     order by c.conrelid::regclass::text, c.conname`);
  const indexes = await lines(`
    select indexdef || ';' as line from pg_indexes i
     where schemaname = 'public' and tablename not like 'kysely%'
       and not exists (select from pg_constraint c where c.conname = i.indexname)
     order by indexname`);
  const policies = await lines(`
    select format('alter table %s enable row level security;%s', c.relname, case when c.relforcerowsecurity then format(' alter table %s force row level security;', c.relname) else '' end) as line
      from pg_class c where c.relrowsecurity and c.relnamespace = 'public'::regnamespace
    union all
    select format('create policy %s on %s for %s using (%s)%s;', policyname, tablename, lower(cmd), qual, coalesce(' with check (' || with_check || ')', ''))
      from pg_policies where schemaname = 'public'
     order by line`);
  const functions = await lines(`
    select pg_get_functiondef(p.oid) || ';' as line from pg_proc p
     where p.pronamespace = 'public'::regnamespace order by p.proname`);
  const triggers = await lines(`
    select pg_get_triggerdef(t.oid) || ';' as line from pg_trigger t join pg_class r on r.oid = t.tgrelid
     where not t.tgisinternal and r.relnamespace = 'public'::regnamespace order by r.relname, t.tgname`);
  const parts = [...enums, ...tables, '', ...constraints, '', ...indexes, '', ...policies, ...functions, ...triggers];
  return `${parts.join('\n')}\n`;
}
