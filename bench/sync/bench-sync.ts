import type { Client } from 'pg';
import type { SeededSync } from '#server/syncs/test-sync.ts';
import { openBenchDatabase } from '../bench-database.ts';
import type { Bench } from '../bench-part.ts';
import { startBulkApp } from './bulk-app.ts';
import { bulkPages } from './bulk-pages.ts';
import { deletionRows } from './deletion-rows.ts';
import { connectBulk, runOnce, useBulkConnector } from './engine.ts';
import { feedRow } from './feed-row.ts';
import { boundUpsertFloor, copyFloor, parseAndHashFloor, upsertFloor } from './floors.ts';
import { memoryRow } from './memory-row.ts';
import { presentRows } from './present-rows.ts';
import { Series } from './series.ts';
import { storedStream } from './stored-stream.ts';

const pageSize = 1000;

/** The engine end to end, fetch → parse → hash → store, against what PostgreSQL and one core can do with the same rows. */
export const benchSync: Bench = async ({ records, repetitions, say, endings }) => {
  const owner = await openBenchDatabase(endings);
  say(`  making ${records} records of about 1 KB`);
  const original = bulkPages({ records, pageSize, every: 1, version: 0 });
  const payload = original.reduce((sum, page) => sum + page.length, 0);
  const app = await startBulkApp({ records, pageSize }, endings);
  useBulkConnector(app.origin);
  const [first, again, written, changed] = [new Series(), new Series(), new Series(), new Series()];
  const [sameBytes, notModified, bound] = [new Series(), new Series(), new Series()];
  const [firstWal, firstDisk, againWal] = [new Series(), new Series(), new Series()];
  let seeded: SeededSync | undefined;

  for (let repetition = 1; repetition <= repetitions; repetition++) {
    say(`  repetition ${repetition} of ${repetitions}`);
    await app.change(1, 0);
    const copySeconds = await copyFloor(owner, original);
    const boundSeconds = await boundUpsertFloor(owner, original);
    const disk = await recordBytes(owner);
    const load = await measured(owner, await connectBulk(app.origin), records);
    seeded = load.seeded;
    first.add(load.perSecond, records / copySeconds);
    bound.add(load.perSecond, records / boundSeconds);
    firstWal.add(load.wal, payload);
    firstDisk.add((await recordBytes(owner)) - disk, payload);

    const hashSeconds = await parseAndHashFloor(original);
    const unchanged = await measured(owner, load.seeded, records);
    again.add(unchanged.perSecond, records / hashSeconds);
    againWal.add(unchanged.wal, payload);
    written.add(unchanged.rowsWritten, records);
    for (const [manner, series] of [
      ['same', sameBytes],
      ['etag', notModified],
    ] as const) {
      await app.answer(manner);
      // The first pass learns how the pages look now.
      await runOnce(load.seeded);
      series.add((await measured(owner, load.seeded, records)).perSecond, records / hashSeconds);
    }
    await app.answer('new');

    const after = bulkPages({ records, pageSize, every: 100, version: repetition });
    const upsertSeconds = await upsertFloor(owner, original, after);
    await app.change(100, repetition);
    changed.add((await measured(owner, load.seeded, records)).perSecond, records / upsertSeconds);
  }
  if (!seeded) throw new Error('Nothing was measured.');
  const stored = await storedStream(owner, seeded);
  say('  what is gone');
  const deletions = await deletionRows({ owner, stored, pageSize, repetitions });
  const feed = await feedRow(owner, stored, repetitions);
  const present = await presentRows({ owner, app, records, repetitions, say });
  say('  memory');
  const memory = await memoryRow(app.origin, repetitions, endings);
  return [
    first.row('first load / bare COPY as jsonb', 'records/s', { is: '≥', ratio: 0.6 }),
    bound.row('first load / upsert of bound values, as others store', 'records/s'),
    firstWal.row('first load, WAL / payload', 'bytes', { is: '≤', ratio: 1.35 }),
    firstDisk.row('first load, disk / payload', 'bytes', { is: '≤', ratio: 1.25 }),
    again.row('unchanged re-sync / parse and hash', 'records/s', { is: '≥', ratio: 0.7 }),
    written.row('unchanged re-sync, rows written / records', 'rows', { is: '≤', ratio: 0 }),
    againWal.row('unchanged re-sync, WAL / payload', 'bytes'),
    sameBytes.row('unchanged re-sync, same bytes / parse and hash', 'records/s', { is: '≥', ratio: 2 }),
    notModified.row('unchanged re-sync, 304 / parse and hash', 'records/s', { is: '≥', ratio: 2 }),
    changed.row('1 % changed / usual upsert', 'records/s', { is: '≥', ratio: 2.5 }),
    ...deletions,
    ...present,
    feed,
    memory,
  ];
};

/** Runs the sync once and looks at what it left behind in the database. */
async function measured(owner: Client, seeded: SeededSync, records: number) {
  await owner.query('checkpoint');
  const before = await walBytes(owner);
  const { seconds, runId } = await runOnce(seeded);
  const wal = (await walBytes(owner)) - before;
  const { rows } = await owner.query<{ count: number }>(
    `select count(*)::integer from record r
      where exists (select from run_step s where s.run_id = $1 and s.stream = r.stream and r.seq > s.first_seq and r.seq <= s.last_seq)`,
    [runId],
  );
  return { seeded, perSecond: records / seconds, wal, rowsWritten: rows[0]?.count ?? 0 };
}

/** How much WAL was ever written. */
async function walBytes(owner: Client): Promise<number> {
  const { rows } = await owner.query<{ bytes: number }>("select (pg_current_wal_lsn() - '0/0')::float8 as bytes");
  return rows[0]?.bytes ?? 0;
}

async function recordBytes(owner: Client): Promise<number> {
  const { rows } = await owner.query<{ bytes: number }>("select pg_total_relation_size('record')::float8 as bytes");
  return rows[0]?.bytes ?? 0;
}
