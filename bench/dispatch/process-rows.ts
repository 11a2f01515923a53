import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { EnvironmentId } from '#server/ids.ts';
import { slotsOf } from '#server/jobs/queues.ts';
import type { Endings } from '../endings.ts';
import type { Row } from '../row.ts';
import { meanMs } from './mixed-jobs.ts';
import { emptySchedules, seedSchedules } from './seed-schedules.ts';
import { Series } from './series.ts';

interface Input {
  owner: Client;
  environmentId: EnvironmentId;
  repetitions: number;
  endings: Endings;
}

const script = join(import.meta.dirname, 'worker-process.ts');
const slots = 10;
const syncs = 2000;

/** The same work by more and more worker processes: dispatcher, queue and pump together, each run ended in the database. */
export async function processRows({ owner, environmentId, repetitions, endings }: Input): Promise<Row[]> {
  const rows: Row[] = [];
  for (const processes of [1, 2, 4]) {
    const series = new Series();
    for (let repetition = 0; repetition < repetitions; repetition++) {
      await emptySchedules(owner);
      const due = { count: syncs, each: 5, wakeAt: `now() - interval '1 second'` };
      await seedSchedules(owner, environmentId, due);
      series.add(await rateOf(processes, owner, endings), (processes * slotsOf('sync', slots)) / (meanMs / 1000));
    }
    const words = processes === 1 ? '1 worker process' : `${processes} worker processes`;
    rows.push(series.row(`${words}, due to ended, mixed / what their slots can do`, 'runs/s'));
  }
  return rows;
}

async function rateOf(processes: number, owner: Client, endings: Endings): Promise<number> {
  const children = await Promise.all(Array.from({ length: processes }, () => startWorker(endings)));
  const began = performance.now();
  for (const child of children) child.send('begin');
  while ((await left(owner)) > 0) await sleep(20);
  const seconds = (performance.now() - began) / 1000;
  await Promise.all(
    children.map(async (child) => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }),
  );
  await owner.query('delete from worker');
  return syncs / seconds;
}

async function left(owner: Client): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    "select count(*)::integer as count from sync_schedule where wake_at < now() + interval '1 year'",
  );
  return rows[0]?.count ?? 0;
}

async function startWorker(endings: Endings): Promise<ChildProcess> {
  const env = { ...process.env, PORTICO_LOG: 'silent', DATABASE_POOL: '6' };
  const child = fork(script, [String(slots)], { env, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  endings.add(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return child;
}
