import { sql } from 'kysely';
import { canonicalJson } from '#server/canonical-json.ts';
import { hashedKeyArray, textArray, tidArray } from '#server/db/binary-array.ts';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import type { IncomingRecord } from './incoming-record.ts';
import { type DataSealer, type Encryption, sealerFor } from './sealed-data.ts';

/** A row that is there and is to be written anew. */
export interface KnownRow {
  /** Where it lies. Nobody moves it while the stream is locked, so it is written without being looked up once more. */
  place: string;
  slot: number;
  deleted: boolean;
}

interface Changed {
  record: IncomingRecord;
  row: KnownRow;
}

export interface Classified {
  fresh: IncomingRecord[];
  changed: Changed[];
  /** Slots of the rows that say the same already. */
  unchanged: number[];
  sealer: DataSealer | undefined;
}

type Incoming = ReadonlyMap<string, IncomingRecord>;

interface Answer {
  key: string | null;
  slot: number | null;
  place: string | null;
  deleted: boolean | null;
  bytes: number | null;
  slots: string | null;
  encryption: Encryption | null;
}

/**
 * Tells what is new, what changed and what is the same. Almost all of a page is the same as before, and that the
 * database finds out by itself, in one walk over the index: of those rows, only the slots come back. Says too whether
 * records are sealed: that is asked under the stream's lock, so that a change of it waits.
 */
export async function classify(tx: TenantTx, stream: number, incoming: Incoming): Promise<Classified> {
  if (incoming.size === 0) return { fresh: [], changed: [], unchanged: [], sealer: undefined };
  const keys = textArray([...incoming.keys()]);
  const { rows } = await sql<Answer>`
    with known as materialized (
      select external_id, slot, ctid as place, action = 'deleted' as deleted, octet_length(data) as bytes,
             action <> 'deleted' and uuid_send(hash) || textsend(external_id) = any(${hashedKeyArray([...incoming.values()])}::bytea[]) as same
        from record
       where environment = ${thisEnvironment} and stream = ${stream} and external_id = any(${keys}::text[])
    )
    select null as key, null::integer as slot, null as place, null::boolean as deleted, null::integer as bytes,
           string_agg(slot::text, ',') as slots,
           (select record_encryption from environment where id = ${tx.tenant.environmentId}) as encryption
      from known where same
    union all
    select external_id, slot, place::text, deleted, bytes, null, null from known where not same`.execute(tx);
  const summary = rows.find((row) => row.encryption !== null);
  const sealer = await sealerFor(tx, stream, summary?.encryption ?? 'off');
  const same = summary?.slots?.split(',').map(Number) ?? [];
  const others = inOrder(rows, incoming);
  const met = same.length + others.length;
  const { changed, alike } = await tellApart(tx, others, sealer);
  const fresh = met === incoming.size ? [] : await listFresh(tx, stream, incoming, met === 0 ? undefined : keys);
  return { fresh, changed, unchanged: [...same, ...alike], sealer };
}

/** Changes take their numbers in the order of the page. */
function inOrder(rows: readonly Answer[], incoming: Incoming): (Changed & { bytes: number })[] {
  const known = new Map(rows.map((row) => [row.key, row]));
  if (known.size === 1) return [];
  const others = [];
  for (const record of incoming.values()) {
    const { slot = null, place = null, deleted = null, bytes = null } = known.get(record.externalId) ?? {};
    if (slot === null || place === null || deleted === null || bytes === null) continue;
    others.push({ record, row: { place, slot, deleted }, bytes });
  }
  return others;
}

/** Without keys: none of them is there. */
async function listFresh(
  tx: TenantTx,
  stream: number,
  incoming: Incoming,
  keys: Buffer | undefined,
): Promise<IncomingRecord[]> {
  if (!keys) return [...incoming.values()];
  const { rows } = await sql<{ external_id: string }>`
    select external_id from record
     where environment = ${thisEnvironment} and stream = ${stream} and external_id = any(${keys}::text[])`.execute(tx);
  const known = new Set(rows.map((row) => row.external_id));
  return [...incoming.values()].filter((record) => !known.has(record.externalId));
}

/**
 * Where two texts have one length, the order of the keys may be all that is different, which is no change: those are
 * read and compared. What is stored in the clear while records are being sealed has another length, and is written anew.
 */
async function tellApart(
  tx: TenantTx,
  others: readonly (Changed & { bytes: number })[],
  sealer: DataSealer | undefined,
): Promise<{ changed: Changed[]; alike: number[] }> {
  const lengthOf = sealer?.lengthOf ?? ((bytes: number) => bytes);
  const suspects = others.filter(
    ({ record, row, bytes }) => !row.deleted && bytes === lengthOf(Buffer.byteLength(record.data)),
  );
  if (suspects.length === 0) return { changed: [...others], alike: [] };
  const { rows } = await sql<{ slot: number; data: string }>`
    select slot, data from record where ctid = any(${tidArray(suspects.map(({ row }) => row.place))}::tid[])`.execute(
    tx,
  );
  const stored = new Map(rows.map(({ slot, data }) => [slot, sealer?.open(slot, data) ?? data]));
  const alike = new Set(
    suspects
      .filter(({ record, row }) => saysTheSame(stored.get(row.slot) ?? '{}', record.data))
      .map(({ row }) => row.slot),
  );
  return { changed: others.filter(({ row }) => !alike.has(row.slot)), alike: [...alike] };
}

const saysTheSame = (one: string, other: string): boolean =>
  canonicalJson(JSON.parse(one)) === canonicalJson(JSON.parse(other));
