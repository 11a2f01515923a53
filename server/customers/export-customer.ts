import { sql } from 'kysely';
import { z } from 'zod';
import { type Tenant, type TenantTx, thisEnvironment, withTenant } from '#server/db/tenant.ts';
import { payloadsOf } from '#server/keys/payload-columns.ts';
import { openRows } from '#server/keys/payloads.ts';
import { isSealedColumn } from '#server/keys/sealed-columns.ts';
import { exportRecords } from '#server/records/export-records.ts';
import { openData } from '#server/records/sealed-data.ts';
import { resolveCustomer } from './resolve-customer.ts';

export const exportCustomerInput = z.strictObject({ id: z.string().min(1).max(200) });

const batch = 500;

/** What is ours to keep the machine running, and says nothing about the customer. */
const leftOut = ['call_budget', 'connect_state', 'credential', 'embed_session', 'sync_schedule'];

interface ExportedTable {
  name: string;
  /** Of the primary key, without the environment. */
  keys: string[];
  /** Bytes and sealed values are hashes and secrets. */
  hidden: string[];
  /** Told apart by a customer, or by the number of a stream. */
  by: 'id' | 'customer_id' | 'stream';
}

/** Everything that is kept of a customer, as lines of JSON; no transaction is open between two batches. */
export async function exportCustomer(tenant: Tenant, customer: string): Promise<AsyncGenerator<string>> {
  const { id, tables, syncs } = await withTenant(tenant, async (tx) => {
    const id = await resolveCustomer(tx, customer);
    const syncs = await tx
      .selectFrom('sync')
      .select(['id', 'stream'])
      .where('environment_id', '=', tx.tenant.environmentId)
      .where('customer_id', '=', id)
      .orderBy('stream')
      .execute();
    return { id, tables: await listTables(tx), syncs };
  });
  return linesOf();

  async function* linesOf(): AsyncGenerator<string> {
    let rows = 0;
    for (const table of tables) {
      let after: string | null = null;
      do {
        const from: string | null = after;
        const streams = syncs.map((sync) => sync.stream);
        const page: string[] = await withTenant(tenant, (tx) =>
          readTable(tx, table, { customerId: id, streams }, from),
        );
        rows += page.length;
        if (page.length > 0) yield `${page.map((row) => `{"kind":"${table.name}","row":${row}}`).join('\n')}\n`;
        after = page.length === batch ? (page.at(-1) ?? null) : null;
      } while (after !== null);
    }
    for (const { id: syncId } of syncs) {
      for await (const text of await exportRecords(tenant, { syncId })) {
        // The lines of cursors are for those who follow the feed.
        const lines = text.split('\n').filter((line) => line.startsWith('{"id"'));
        rows += lines.length;
        if (lines.length > 0) yield `${lines.map((row) => `{"kind":"record","row":${row}}`).join('\n')}\n`;
      }
    }
    yield `${JSON.stringify({ complete: true, rows })}\n`;
  }
}

/** Of the catalogue itself, so that a table that is added is exported too. */
async function listTables(tx: TenantTx): Promise<ExportedTable[]> {
  const { rows } = await sql<{ name: string; keys: string[]; columns: string[]; bytes: string[] }>`
    select c.relname as name,
           array_agg(a.attname::text) as columns,
           coalesce(array_agg(a.attname::text) filter (where a.atttypid = 'bytea'::regtype), '{}') as bytes,
           (select array_agg(k.attname::text order by array_position(i.indkey::int2[], k.attnum))
              from pg_index i join pg_attribute k on k.attrelid = i.indrelid and k.attnum = any(i.indkey)
             where i.indrelid = c.oid and i.indisprimary and k.attname not in ('environment_id', 'environment')) as keys
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
     group by c.oid order by c.relname`.execute(tx);
  return rows.flatMap(({ name, keys, columns, bytes }) => {
    const by = placeOf(name, columns);
    if (by === undefined || keys === null || leftOut.includes(name)) return [];
    return [{ name, keys, by, hidden: columns.filter((one) => bytes.includes(one) || isSealedColumn(name, one)) }];
  });
}

function placeOf(name: string, columns: string[]): ExportedTable['by'] | undefined {
  if (name === 'customer') return 'id';
  if (columns.includes('customer_id')) return 'customer_id';
  return name === 'record_before' || name === 'record_raw' ? 'stream' : undefined;
}

async function readTable(
  tx: TenantTx,
  { name, keys, hidden, by }: ExportedTable,
  whose: { customerId: string; streams: number[] },
  after: string | null,
): Promise<string[]> {
  const mine =
    by === 'stream'
      ? sql`t.environment = ${thisEnvironment} and t.stream = any(${whose.streams}::bigint[])`
      : sql`t.environment_id = ${tx.tenant.environmentId} and ${sql.ref(`t.${by}`)} = ${whose.customerId}`;
  const columns = (of: string) => sql.join(keys.map((key) => sql.ref(`${of}.${key}`)));
  const beyond =
    after === null
      ? sql``
      : sql`and (${columns('t')}) > (select ${columns('x')} from jsonb_populate_record(null::${sql.table(name)}, ${after}::jsonb) x)`;
  const { rows } = await sql<{ row: string }>`
    select (to_jsonb(t) - ${hidden}::text[])::text as row from ${sql.table(name)} t
     where ${mine} ${beyond}
     order by ${columns('t')} limit ${batch}`.execute(tx);
  const lines = rows.map(({ row }) => row);
  if (payloadsOf(name).length > 0) {
    const opened = await openRows(tx, name, lines.map((line) => rowSchema.parse(JSON.parse(line)))); // biome-ignore format: one thought
    return opened.map((row) => JSON.stringify(row));
  }
  if (by !== 'stream') return lines;
  return Promise.all(lines.map((line) => openVersion(tx, line)));
}

const rowSchema = z.record(z.string(), z.unknown());
const versionSchema = z.looseObject({
  stream: z.number(),
  slot: z.number(),
  data: z.string().optional(),
  raw: z.string().optional(),
});

/** An earlier version, or what the app sent, which may be sealed. */
async function openVersion(tx: TenantTx, line: string): Promise<string> {
  const { data, raw, ...row } = versionSchema.parse(JSON.parse(line));
  const { slot, stream } = row;
  const [opened] = await openData(
    tx,
    [{ slot, data: data ?? raw ?? '' }],
    stream,
    raw === undefined ? 'record' : 'record_raw',
  );
  return JSON.stringify({ ...row, [raw === undefined ? 'data' : 'raw']: opened?.data });
}
