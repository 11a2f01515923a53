import { sql } from 'kysely';
import { textArray } from '#server/db/binary-array.ts';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import type { IncomingRecord } from './incoming-record.ts';
import { type DataSealer, openData } from './sealed-data.ts';

/**
 * Keeps rows as the app sent them beside their records, which are there already. A row may change where its record does
 * not: the mapping leaves out what changed. What is the same is not written again.
 */
export async function keepRaw(
  tx: TenantTx,
  stream: number,
  records: readonly IncomingRecord[],
  sealer?: DataSealer,
): Promise<void> {
  const kept = records.flatMap(({ externalId, raw }) => (raw === undefined ? [] : [{ externalId, raw }]));
  if (kept.length === 0) return;
  if (sealer) return keepSealed(tx, stream, kept, sealer);
  await sql`
    insert into record_raw (stream, slot, raw)
    select ${stream}, r.slot, u.raw
      from unnest(${textArray(kept.map((record) => record.externalId))}::text[],
                  ${textArray(kept.map((record) => record.raw))}::text[]) as u(external_id, raw)
     cross join lateral (
       select slot from record
        where environment = ${thisEnvironment} and stream = ${stream} and external_id = u.external_id
       -- Keeps it a look-up for each row, as in classify.
       offset 0
     ) r
      left join lateral (
       select w.raw from record_raw w where w.environment = ${thisEnvironment} and w.stream = ${stream} and w.slot = r.slot
       offset 0
     ) known on true
     where known.raw is distinct from u.raw
    on conflict (environment, stream, slot) do update set raw = excluded.raw`.execute(tx);
}

/** No two seals of a text are alike: what is stored is opened to be compared. */
async function keepSealed(
  tx: TenantTx,
  stream: number,
  kept: readonly { externalId: string; raw: string }[],
  sealer: DataSealer,
): Promise<void> {
  const { rows } = await sql<{ external_id: string; slot: number; raw: string | null }>`
    select r.external_id, r.slot, w.raw from record r
      left join record_raw w on w.environment = r.environment and w.stream = r.stream and w.slot = r.slot
     where r.environment = ${thisEnvironment} and r.stream = ${stream}
       and r.external_id = any(${textArray(kept.map((record) => record.externalId))}::text[])`.execute(tx);
  const sent = new Map(kept.map(({ externalId, raw }) => [externalId, raw]));
  const changed = rows.flatMap(({ external_id, slot, raw }) => {
    const now = sent.get(external_id) ?? '';
    const known = raw === null ? null : sealer.open(slot, raw, 'record_raw');
    return known === now ? [] : [{ slot, text: sealer.seal(slot, now, 'record_raw') }];
  });
  if (changed.length === 0) return;
  await sql`
    insert into record_raw (stream, slot, raw)
    select ${stream}, u.slot, u.raw
      from unnest(${changed.map(({ slot }) => slot)}::integer[], ${changed.map(({ text }) => text)}::text[]) as u(slot, raw)
    on conflict (environment, stream, slot) do update set raw = excluded.raw`.execute(tx);
}

/** Rows that are kept, in the order of their slots, after this one. */
export async function listRaw(
  tx: TenantTx,
  stream: number,
  after: number,
  limit: number,
): Promise<{ slot: number; raw: string }[]> {
  const rows = await tx
    .selectFrom('record_raw')
    .select(['slot', 'raw'])
    .where('environment', '=', thisEnvironment)
    .where('stream', '=', stream)
    .where('slot', '>', after)
    .orderBy('slot')
    .limit(limit)
    .execute();
  const texts = rows.map(({ slot, raw }) => ({ slot, data: raw }));
  return (await openData(tx, texts, stream, 'record_raw')).map(({ slot, data }) => ({ slot, raw: data }));
}

/** Whether every record that is there has its row beside it. */
export async function hasAllRaw(tx: TenantTx, stream: number): Promise<boolean> {
  const { rows } = await sql<{ lacks: boolean }>`
    select exists (
      select from record r
       where r.environment = ${thisEnvironment} and r.stream = ${stream} and r.action <> 'deleted'
         and not exists (
           select from record_raw w where w.environment = r.environment and w.stream = r.stream and w.slot = r.slot
         )
    ) as lacks`.execute(tx);
  return rows[0]?.lacks === false;
}
