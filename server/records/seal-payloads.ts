import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import type { PayloadColumn } from '#server/keys/payload-columns.ts';
import { payloadPlace } from '#server/keys/payloads.ts';
import { recordBox } from '#server/keys/record-box.ts';
import { isToTurn, refuseEnded, type Turning } from './turning.ts';

const batch = 500;
const pauseMs = 200;

/** Brings the values of a column into the way in which they are written now. Returns when none is left. */
export async function turnPayloads(
  tenant: Tenant,
  column: PayloadColumn,
  turning: Turning,
  ending: AbortSignal,
): Promise<void> {
  while (true) {
    let after: unknown[] | undefined;
    do {
      refuseEnded(ending);
      const from = after;
      after = await withTenant(tenant, (tx) => turnBatch(tx, column, turning, from));
    } while (after);
    if (!(await withTenant(tenant, (tx) => isAnyLeft(tx, column, turning)))) return;
    // Somebody is writing what was passed over.
    await sleep(pauseMs);
  }
}

const textOf = ({ column, kept }: PayloadColumn) =>
  kept === 'json' ? sql`(${sql.ref(column)} #>> '{}')` : sql.ref(column);

/** The keys of the last row of a full batch; undefined after the last one. */
async function turnBatch(
  tx: TenantTx,
  column: PayloadColumn,
  turning: Turning,
  after: readonly unknown[] | undefined,
): Promise<unknown[] | undefined> {
  const { table, keys, place, kept } = column;
  const text = textOf(column);
  const refs = sql.join(keys.map((key) => sql.ref(key)));
  const beyond = after ? sql`and (${refs}) > (${sql.join(after)})` : sql``;
  const columns = sql.join([...new Set([...keys, ...place])].map((name) => sql.ref(name)));
  // What somebody is writing at this moment is passed over, and found by the next look.
  const { rows } = await sql<{ at: string; payload: string }>`
    select ctid::text as at, ${text} as payload, ${columns} from ${sql.table(table)}
     where environment_id = ${tx.tenant.environmentId} and ${isToTurn(text, turning)} ${beyond}
     order by ${refs} limit ${batch} for update skip locked`.execute(tx);
  if (rows.length === 0) return undefined;
  const box = await recordBox(tx);
  const turned = rows.map((row) => {
    const where = payloadPlace(column, row);
    const plain = box.open(where, row.payload);
    return turning.isSealing ? box.seal(where, plain) : plain;
  });
  const value = kept === 'text' ? sql`u.text` : turning.isSealing ? sql`to_json(u.text)` : sql`u.text::json`;
  await sql`
    update ${sql.table(table)} t set ${sql.ref(column.column)} = ${value}
      from unnest(${rows.map((row) => row.at)}::tid[], ${turned}::text[]) as u(place, text)
     where t.ctid = u.place`.execute(tx);
  const last = rows.at(-1);
  return rows.length < batch || !last ? undefined : keys.map((key): unknown => Reflect.get(last, key));
}

async function isAnyLeft(tx: TenantTx, column: PayloadColumn, turning: Turning): Promise<boolean> {
  const { rows } = await sql<{ left: boolean }>`
    select exists (
      select from ${sql.table(column.table)}
       where environment_id = ${tx.tenant.environmentId} and ${isToTurn(textOf(column), turning)}
    ) as left`.execute(tx);
  return rows[0]?.left === true;
}
