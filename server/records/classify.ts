import { sql } from 'kysely';
import { canonicalJson } from '#server/canonical-json.ts';
import { integerArray, textArray, uuidArray } from '#server/db/binary-array.ts';
import { type TenantTx, thisEnvironment } from '#server/db/tenant.ts';
import type { IncomingRecord } from './incoming-record.ts';
import type { DataSealer } from './sealed-data.ts';

/** A row that is there and is to be written anew. */
export interface KnownRow {
  /** Where it lies. Nobody moves it while the stream is locked, so it is written without being looked up once more. */
  place: string;
  slot: number;
  deleted: boolean;
}

export interface Classified {
  fresh: IncomingRecord[];
  changed: { record: IncomingRecord; row: KnownRow }[];
  /** Slots of the rows that say the same already. */
  unchanged: number[];
}

interface Answer {
  n: number | null;
  slot: number | null;
  place: string | null;
  deleted: boolean | null;
  data: string | null;
  ns: string | null;
  slots: string | null;
}

/**
 * Tells what is new, what changed and what is the same. Almost all of a page is the same as before, and that the
 * database finds out by itself: of those rows, only numbers come back. Where the texts differ and have one length, the
 * order of the keys may be all that is different, which is no change: those texts come back and are compared.
 */
export async function classify(
  tx: TenantTx,
  stream: number,
  records: readonly IncomingRecord[],
  sealer?: DataSealer,
): Promise<Classified> {
  if (records.length === 0) return { fresh: [], changed: [], unchanged: [] };
  // What is stored in the clear while records are being sealed looks as if it had another length, and so is written anew.
  const lengthOf = sealer?.lengthOf ?? ((bytes: number) => bytes);
  const { rows } = await sql<Answer>`
    with known as materialized (
      select u.n, r.slot, r.ctid::text as place, r.action = 'deleted' as deleted, r.hash = u.hash and r.action <> 'deleted' as same,
             case when r.hash <> u.hash and r.action <> 'deleted' and octet_length(r.data) = u.bytes then r.data end as data
        from unnest(${textArray(records.map((record) => record.externalId))}::text[], ${uuidArray(records.map((record) => record.hash))}::uuid[],
                    ${integerArray(records.map(({ data }) => lengthOf(Buffer.byteLength(data))))}::integer[]) with ordinality as u(external_id, hash, bytes, n)
       cross join lateral (
         select slot, ctid, action, hash, data from record
          where environment = ${thisEnvironment} and stream = ${stream} and external_id = u.external_id
         -- Keeps it a look-up for each row: a table that was never analysed would be read from end to end instead.
         offset 0
       ) r
    )
    select null::integer as n, null::integer as slot, null::text as place, null::boolean as deleted, null::text as data,
           string_agg(n::text, ',') as ns, string_agg(slot::text, ',') as slots
      from known where same
    union all
    select n::integer, slot, place, deleted, data, null, null from known where not same`.execute(tx);
  return sortOut(records, rows, sealer);
}

function sortOut(records: readonly IncomingRecord[], rows: readonly Answer[], sealer?: DataSealer): Classified {
  const met = new Uint8Array(records.length);
  const unchanged: number[] = [];
  const changed: Classified['changed'] = [];
  for (const { n, slot, place, deleted, data, ns, slots } of rows) {
    for (const same of ns?.split(',') ?? []) met[Number(same) - 1] = 1;
    for (const same of slots?.split(',') ?? []) unchanged.push(Number(same));
    if (n === null || slot === null || place === null) continue;
    const record = records[n - 1];
    if (!record) continue;
    met[n - 1] = 1;
    const stored = data === null ? null : (sealer?.open(slot, data) ?? data);
    if (stored !== null && saysTheSame(stored, record.data)) unchanged.push(slot);
    else changed.push({ record, row: { place, slot, deleted: deleted ?? false } });
  }
  return { fresh: records.filter((_, at) => met[at] === 0), changed, unchanged };
}

const saysTheSame = (one: string, other: string): boolean =>
  canonicalJson(JSON.parse(one)) === canonicalJson(JSON.parse(other));
