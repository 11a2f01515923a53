import type { Client } from 'pg';
import type { SeededSync } from '#server/syncs/test-sync.ts';
import type { Row } from '../row.ts';
import type { BulkApp } from './bulk-app.ts';
import { connectBulk, runOnce } from './engine.ts';
import { Series } from './series.ts';
import { storedStream } from './stored-stream.ts';

interface Input {
  owner: Client;
  app: BulkApp;
  records: number;
  repetitions: number;
  say: (sentence: string) => void;
}

const times = 10;

/** Whether a sync is as fast in a table that holds ten times as many records as in one that holds its own. */
export async function presentRows({ owner, app, records, repetitions, say }: Input): Promise<Row[]> {
  await app.change(1, 0);
  const alone = await speeds(owner, app.origin, records, repetitions);
  say(`  ${times} times as many records`);
  await fill(owner, alone.last);
  const among = await speeds(owner, app.origin, records, repetitions);
  const [first, again] = [new Series(), new Series()];
  for (const [at, one] of among.measured.entries()) {
    first.add(one.first, alone.measured[at]?.first ?? Number.NaN);
    again.add(one.again, alone.measured[at]?.again ?? Number.NaN);
  }
  const target = { is: '≥', ratio: 0.9 } as const;
  return [
    first.row(`first load among ${times} times as many / alone`, 'records/s', target),
    again.row(`unchanged re-sync among ${times} times as many / alone`, 'records/s', target),
  ];
}

async function speeds(owner: Client, origin: string, records: number, repetitions: number) {
  const measured = [];
  let last: SeededSync | undefined;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    await owner.query('checkpoint');
    last = await connectBulk(origin);
    const first = records / (await runOnce(last)).seconds;
    measured.push({ first, again: records / (await runOnce(last)).seconds });
  }
  if (!last) throw new Error('Nothing was measured.');
  return { measured, last };
}

/** Copies of a stream, until there are so many times its records. */
async function fill(owner: Client, seeded: SeededSync): Promise<void> {
  const { environment, stream } = await storedStream(owner, seeded);
  for (let copy = 1; copy < times; copy++)
    await owner.query(
      `insert into record (environment, stream, seq, changed_at, hash, slot, action, external_id, data)
       select environment, $3, seq, changed_at, hash, slot, action, external_id, data
         from record where environment = $1 and stream = $2`,
      [environment, stream, -copy],
    );
  await owner.query('analyze record');
}
