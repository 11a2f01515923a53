import { z } from 'zod';
import {
  AppCallError,
  type ConnectorContext,
  type DeliveredPiece,
  type DeliveryOutcome,
  defineDestination,
  hashOf,
} from '../kit/index.ts';

const name = z
  .string()
  .max(40)
  .regex(/^[a-z_][a-z0-9_]*$/, 'expected small letters, digits and _, such as portico_');

const settingsSchema = z.strictObject({
  schema: name.default('public').meta({ title: 'Schema', description: 'The schema of the tables. It must be there.' }),
  prefix: name
    .default('portico_')
    .meta({ title: 'Prefix', description: 'How the names of the tables begin: portico_contact.' }),
  deletes: z
    .enum(['row', 'flag'])
    .default('row')
    .meta({ title: 'Deletions', description: 'A deleted record: row removes it, flag keeps it and sets deleted_at.' }),
});

type Settings = z.infer<typeof settingsSchema>;
type Sql = ConnectorContext['sql'];

const maxNameBytes = 63;
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const place = ({ schema }: Settings, table: string) => `${quoted(schema)}.${quoted(table)}`;
const cursorTable = ({ prefix }: Settings) => `${prefix}cursor`;

/** A name that PostgreSQL does not cut off: two models would share a table without saying so. */
function tableOf({ prefix }: Settings, model: string): string {
  const table = `${prefix}${model.toLowerCase().replace(/[^a-z0-9_]/g, '_')}`;
  if (table.length <= maxNameBytes) return table;
  return `${table.slice(0, maxNameBytes - 9)}_${hashOf('sha256', model).toString('hex').slice(0, 8)}`;
}

const columns = {
  cursor:
    'destination text, stream bigint, seq bigint not null, at timestamptz not null, primary key (destination, stream)',
  records:
    'sync text, id text, customer text not null, customer_id text not null, model text not null, seq bigint not null, changed_at timestamptz not null, deleted_at timestamptz, data jsonb, primary key (sync, id)',
};

/** Asked first: a user that may not create tables may still write into those that somebody made for it. */
async function ensureTable(sql: Sql, settings: Settings, table: string, definition: string): Promise<void> {
  const at = place(settings, table);
  const [known] = await sql.query('select to_regclass($1)::text as name', [at]);
  if (known?.name) return;
  await sql.execute(`create table if not exists ${at} (${definition})`, [], { repeatable: true });
  if (definition === columns.records) {
    const index = quoted(`${table.slice(0, maxNameBytes - 9)}_customer`);
    await sql.execute(`create index if not exists ${index} on ${at} (customer, id)`, [], { repeatable: true });
  }
}

const unstorable = /\\(?:\\|u0000|ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|ud[89a-f][0-9a-f]{2})/gi;
const pairLength = 12;

/** jsonb has no place for U+0000 or half of a pair, which some apps have in their texts. */
const storable = (json: string): string =>
  json.replace(unstorable, (found) => {
    if (found === '\\u0000') return '';
    return found === '\\\\' || found.length === pairLength ? found : '\\ufffd';
  });

/**
 * The piece and the cursor are one statement, and so one transaction: a piece that was carried out already finds the
 * cursor moved, and does nothing.
 */
function statementOf(settings: Settings, table: string): string {
  const cursor = place(settings, cursorTable(settings));
  const records = place(settings, table);
  const gone =
    settings.deletes === 'row'
      ? `delete from ${records} t using incoming i where i.action = 'deleted' and t.sync = $5 and t.id = i.id`
      : `update ${records} t set deleted_at = i.changed_at, changed_at = i.changed_at, seq = i.seq from incoming i where i.action = 'deleted' and t.sync = $5 and t.id = i.id`;
  return `
    with moved as (
      insert into ${cursor} as c (destination, stream, seq, at)
      select $1, $2::bigint, $4::bigint, now()
       where $3::bigint = 0 or exists (select from ${cursor} where destination = $1 and stream = $2::bigint)
      on conflict (destination, stream) do update set seq = excluded.seq, at = excluded.at where c.seq = $3::bigint
      returning 1
    ), incoming as materialized (
      select * from json_to_recordset($9::json) as x(id text, seq bigint, action text, changed_at timestamptz, data text)
       where exists (select from moved)
    ), gone as (
      ${gone}
    ), put as (
      insert into ${records} (sync, id, customer, customer_id, model, seq, changed_at, deleted_at, data)
      select $5, i.id, $6, $7, $8, i.seq, i.changed_at, null, i.data::jsonb from incoming i where i.action <> 'deleted'
      on conflict (sync, id) do update
         set customer = excluded.customer, seq = excluded.seq, changed_at = excluded.changed_at, deleted_at = null, data = excluded.data
    )
    select (select count(*) from moved) as moved`;
}

async function deliver(sql: Sql, settings: Settings, piece: DeliveredPiece): Promise<DeliveryOutcome> {
  const { destinationId, stream, from, to } = piece;
  const table = tableOf(settings, stream.model);
  await ensureTable(sql, settings, cursorTable(settings), columns.cursor);
  await ensureTable(sql, settings, table, columns.records);
  const rows = piece.changes.map(({ id, seq, action, changedAt, data }) => {
    return { id, seq, action, changed_at: changedAt, data: storable(data) };
  });
  const whose = [stream.syncId, stream.customerExternalId, stream.customerId, stream.model];
  const parameters = [destinationId, stream.number, from, to, ...whose, JSON.stringify(rows)];
  const { rows: answer } = await sql.execute(statementOf(settings, table), parameters, { repeatable: true });
  if (answer[0]?.moved === '1') return 'delivered';
  const [known] = await sql.query(
    `select seq from ${place(settings, cursorTable(settings))} where destination = $1 and stream = $2::bigint`,
    [destinationId, stream.number],
  );
  const at = Number(known?.seq ?? 0);
  if (at === to) return 'delivered';
  if (at < from) return { at };
  throw new AppCallError(
    `Its table ${cursorTable(settings)} says that stream ${stream.number} was delivered up to ${at}, which is further than is known here.`,
    { class: 'conflict', code: 'cursor_ahead' },
  );
}

/** A schema that is missing, or in which its user may make no table where there is none yet. */
async function check(sql: Sql, settings: Settings): Promise<void> {
  const { schema, prefix } = settings;
  const [known] = await sql.query(
    `select (has_schema_privilege(oid, 'usage') and (has_schema_privilege(oid, 'create') or to_regclass($2) is not null))::text as fits
       from pg_namespace where nspname = $1`,
    [schema, place(settings, cursorTable(settings))],
  );
  if (!known)
    throw new AppCallError(`The database has no schema ${schema}.`, {
      class: 'invalid',
      code: 'no_schema',
      field: 'schema',
    });
  if (known.fits === 'true') return;
  throw new AppCallError(
    `Its user may not create tables in the schema ${schema}, and there is no ${prefix}cursor yet.`,
    {
      class: 'permission',
      code: '42501',
    },
  );
}

/** A table for each model, with a record in each row; the cursor is in the same database. */
export const destination = defineDestination({
  settings: settingsSchema,
  help: 'Make a user that may create tables in one schema, or write into tables that you made for it, and let the server accept connections from outside.',
  check: ({ sql }, settings) => check(sql, settings),
  deliver: ({ sql }, settings, piece) => deliver(sql, settings, piece),
});
