import { type RawBuilder, sql } from 'kysely';
import { type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { currentDataKey } from './data-keys.ts';
import { open, type SealPlace, sealerOf } from './seal.ts';
import { type SealedColumn, sealedColumns } from './sealed-columns.ts';

const batchSize = 200;
const idAt = 2;
const idBytes = 24;

/** The sealed bytes of a column, as SQL. */
const bytesOf = ({ column, kept }: SealedColumn): RawBuilder<Buffer> =>
  kept === 'bytes' ? sql<Buffer>`${sql.ref(column)}` : sql<Buffer>`decode(${sql.ref(column)}, 'base64')`;

/** Which data key a value was sealed with, as SQL. */
const keyOf = (column: SealedColumn): RawBuilder<string> =>
  sql<string>`convert_from(substring(${bytesOf(column)} from ${sql.lit(idAt)} for ${sql.lit(idBytes)}), 'UTF8')`;

interface Sealed {
  key: Buffer | string;
  row: string;
  sealed: Buffer;
}

/**
 * Seals anew, with the current data key, everything that another one has sealed: in short transactions, so that nobody
 * who reads or writes meanwhile waits. It may be ended at any moment and begun again. Returns how many values it sealed.
 */
export async function resealEnvironment(tenant: Tenant, onBatch?: (count: number) => void): Promise<number> {
  let total = 0;
  for (const column of sealedColumns) {
    let after: Sealed['key'] | undefined;
    while (true) {
      const batch = await withTenant(tenant, (tx) => resealBatch(tx, column, after));
      total += batch.count;
      if (batch.count > 0) onBatch?.(batch.count);
      if (batch.last === undefined) break;
      after = batch.last;
    }
  }
  return total;
}

async function resealBatch(
  tx: TenantTx,
  column: SealedColumn,
  after: Sealed['key'] | undefined,
): Promise<{ count: number; last: Sealed['key'] | undefined }> {
  const current = await currentDataKey(tx);
  const key = sql.ref(column.key);
  // What somebody is writing at this moment is passed over: it is sealed with the current key, or found by the next pass.
  const { rows } = await sql<Sealed>`
    select ${key} as key, ${sql.ref(column.row)} as row, ${bytesOf(column)} as sealed
      from ${sql.table(column.table)}
     where environment_id = ${tx.tenant.environmentId} and ${sql.ref(column.column)} is not null
       and ${keyOf(column)} <> ${current.id} ${after === undefined ? sql`` : sql`and ${key} > ${after}`}
     order by ${key} limit ${sql.lit(batchSize)} for update skip locked`.execute(tx);
  if (rows.length === 0) return { count: 0, last: undefined };
  const sealer = await sealerOf(tx);
  const renewed: string[] = [];
  for (const { row, sealed } of rows) {
    const place: SealPlace = { table: column.table, row, column: column.column };
    renewed.push(sealer.seal(place, await open(tx, place, sealed)).toString('base64'));
  }
  const value = column.kept === 'bytes' ? sql`decode(renewed.value, 'base64')` : sql`renewed.value`;
  // Keys of bytes travel as hex: an array of bytes has no form that every driver writes alike.
  const isBytes = Buffer.isBuffer(rows[0]?.key);
  const keys = rows.map((one) => (Buffer.isBuffer(one.key) ? one.key.toString('hex') : one.key));
  const matches = isBytes ? sql`decode(renewed.key, 'hex')` : sql`renewed.key`;
  await sql`
    update ${sql.table(column.table)} as target set ${sql.ref(column.column)} = ${value}
      from unnest(${keys}::text[], ${renewed}::text[]) as renewed (key, value)
     where target.environment_id = ${tx.tenant.environmentId}
       and ${sql.ref(`target.${column.key}`)} = ${matches}`.execute(tx);
  return { count: rows.length, last: rows.length < batchSize ? undefined : rows.at(-1)?.key };
}

/** How many values each data key has sealed, in all columns together. */
export async function countByKey(tx: TenantTx): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const column of sealedColumns) {
    const { rows } = await sql<{ id: string; count: number }>`
      select ${keyOf(column)} as id, count(*)::integer as count from ${sql.table(column.table)}
       where environment_id = ${tx.tenant.environmentId} and ${sql.ref(column.column)} is not null
       group by 1`.execute(tx);
    for (const { id, count } of rows) counts.set(id, (counts.get(id) ?? 0) + count);
  }
  return counts;
}
