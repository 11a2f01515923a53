import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { openBenchDatabase } from '../bench-database.ts';
import type { Bench } from '../bench-part.ts';
import { startProgram } from '../program.ts';
import { rowOf } from '../row.ts';
import { startBulkApp } from '../sync/bulk-app.ts';
import { connectBulk, useBulkConnector } from '../sync/engine.ts';
import { peakMemory } from './peak-memory.ts';

const records = 10_000;
/** More than a worker has slots for, so that each is taken all the time. */
const syncs = 14;
const mebibytes = 400;

/** The most memory that a worker of the usual size has while each of its slots loads records. Floor: Node with nothing to do. */
export const benchMemory: Bench = async ({ say, endings }) => {
  const owner = await openBenchDatabase(endings);
  const app = await startBulkApp({ records, pageSize: 1000 }, endings);
  useBulkConnector(app.origin);
  for (let count = 0; count < syncs; count++) await connectBulk(app.origin);
  const idle = await startProgram(
    ['-e', 'setInterval(() => {}, 1000); console.log("is ready")'],
    /is ready/,
    {},
    endings,
  );
  const floor = await peakMemory(idle.pid);
  say(`  a worker loads ${syncs} × ${records} records`);
  const settings = { PORTICO_WORKER_SLOTS: '10', PORTICO_LOG: 'info' };
  // As `npm run worker` does: without the flag, garbage alone takes up to a hundred MB more.
  const argv = ['--max-semi-space-size=16', 'server/worker.ts'];
  const worker = await startProgram(argv, /A worker is ready/, settings, endings);
  await untilLoaded(owner);
  const row = `a worker of ten slots that loads ${syncs} syncs of ${records} records, at most / bare Node`;
  const values = [await peakMemory(worker.pid)];
  return [rowOf({ part: 'memory', row, unit: 'MB', values, floors: [floor], target: { is: '≤', value: mebibytes } })];
};

async function untilLoaded(owner: Client): Promise<void> {
  while (true) {
    const { rows } = await owner.query<{ loaded: boolean }>(
      "select count(*) filter (where status = 'succeeded') >= $1 as loaded from run",
      [syncs],
    );
    if (rows[0]?.loaded) return;
    await sleep(200);
  }
}
