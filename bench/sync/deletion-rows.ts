import type { Client } from 'pg';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { countSeen, forgetSeen, listUnseen, markSeen } from '#server/records/seen.ts';
import type { Row } from '../row.ts';
import { Series, secondsOf } from './series.ts';
import type { StoredStream } from './stored-stream.ts';

interface Input {
  owner: Client;
  stored: StoredStream;
  pageSize: number;
  repetitions: number;
}

/** Of so many records, one is gone at the app. */
const oneIn = 1000;

/**
 * What a full pass costs because of what may be gone: to note page by page what it met, and to find the rest at its end.
 * Both ways ride on transactions that are there anyway, so neither is charged with its own.
 */
export async function deletionRows({ owner, stored, pageSize, repetitions }: Input): Promise<Row[]> {
  const { environmentId, stream, records } = stored;
  const within = <T>(work: (tx: TenantTx) => Promise<T>) => withTenant({ environmentId }, work);
  const keys = await keysBySlot(owner, stored);
  const [some, none] = [new Series(), new Series()];
  const [each, eachOfNone] = [new Series(), new Series()];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const usual = await antiJoin(owner, stored, keys, pageSize);
    for (const [series, ofOne, isGone] of [
      [some, each, (slot: number) => slot % oneIn === 0],
      [none, eachOfNone, () => false],
    ] as const) {
      await within((tx) => forgetSeen(tx, stream));
      let missing: string[] = [];
      const seconds = await within((tx) =>
        secondsOf(async () => {
          for (let from = 0; from < records; from += pageSize) {
            const slots = Array.from({ length: Math.min(pageSize, records - from) }, (_, at) => from + at);
            const met = slots.filter((slot) => !isGone(slot));
            await markSeen(tx, stream, met);
          }
          missing = (await countSeen(tx, stream)) === records ? [] : await listUnseen(tx, stream, records);
        }),
      );
      const gone = keys.filter((_, slot) => isGone(slot)).length;
      if (missing.length !== gone) throw new Error(`${gone} records are gone, and ${missing.length} were found.`);
      series.add(seconds, usual);
      ofOne.add((seconds / records) * 1e6, (usual / records) * 1e6);
    }
  }
  return [
    some.row('deletions: 1 of 1,000 gone / the usual anti-join', 's', { is: '≤', ratio: 0.1 }),
    each.row('deletions: 1 of 1,000 gone, a record', 'µs', { is: '≤', value: 1 }),
    none.row('deletions: none gone / the usual anti-join', 's', { is: '≤', ratio: 0.1 }),
    eachOfNone.row('deletions: none gone, a record', 'µs', { is: '≤', value: 1 }),
  ];
}

async function keysBySlot(owner: Client, { environment, stream, records }: StoredStream): Promise<string[]> {
  const { rows } = await owner.query<{ key: string }>(
    'select external_id as key from record where environment = $1 and stream = $2 order by slot',
    [environment, stream],
  );
  if (rows.length !== records) throw new Error(`There are ${rows.length} records instead of ${records}.`);
  return rows.map((row) => row.key);
}

/** What is usually done: the keys that were met go into a table, page by page, and at the end both tables are compared. */
async function antiJoin(
  owner: Client,
  { environment, stream }: StoredStream,
  keys: readonly string[],
  pageSize: number,
): Promise<number> {
  const met = keys.filter((_, slot) => slot % oneIn !== 0);
  await owner.query('drop table if exists met; create table met (id text collate "C" not null)');
  await owner.query('begin');
  const seconds = await secondsOf(async () => {
    for (let from = 0; from < met.length; from += pageSize)
      await owner.query('insert into met select * from unnest($1::text[])', [met.slice(from, from + pageSize)]);
    await owner.query(
      `select external_id from record r where environment = $1 and stream = $2 and action <> 'deleted'
          and not exists (select from met m where m.id = r.external_id)`,
      [environment, stream],
    );
  });
  await owner.query('commit');
  return seconds;
}
