import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, Client as PgClient } from 'pg';
import { withTenant } from '#server/db/tenant.ts';
import { env } from '#server/env.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { boss, enqueue, jobsChannel } from '#server/jobs/boss.ts';
import { listen } from '#server/jobs/listener.ts';
import { Pump } from '#server/jobs/pump.ts';
import { slotsOf } from '#server/jobs/queues.ts';
import { percentile, type Row } from '../row.ts';
import { meanMs, mixedMs } from './mixed-jobs.ts';
import { Series } from './series.ts';

interface Input {
  owner: Client;
  environmentId: EnvironmentId;
  repetitions: number;
}

const starts = 200;
const slots = 20;
const mixed = 3000;

/** From the commit of a job to its start, in a process that has nothing else to do; and how well many keep the slots filled. */
export async function pumpRows({ owner, environmentId, repetitions }: Input): Promise<Row[]> {
  const [half, most, rate] = [new Series(), new Series(), new Series()];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    await owner.query('delete from pgboss.job');
    const notices = await noticeTimes(owner);
    const taken = await startTimes(environmentId);
    half.add(percentile(taken, 0.5), percentile(notices, 0.5));
    most.add(percentile(taken, 0.99), percentile(notices, 0.99));
    await owner.query('delete from pgboss.job');
    rate.add(await mixedRate(), slotsOf('sync', slots) / (meanMs / 1000));
  }
  return [
    half.row('start of a job, p50 / a bare NOTIFY', 'ms', { is: '≤', value: 5 }),
    most.row('start of a job, p99 / a bare NOTIFY', 'ms', { is: '≤', value: 25 }),
    rate.row(`mixed jobs, nine of 5 ms to one of 200 ms / what ${slotsOf('sync', slots)} slots can do`, 'jobs/s', {
      is: '≥',
      ratio: 0.65,
    }),
  ];
}

async function startTimes(environmentId: EnvironmentId): Promise<number[]> {
  let started: () => void = () => undefined;
  const pump = new Pump({ slots: 10, handlers: { check: async () => started() } });
  const stopListening = listen({ [jobsChannel]: (queue) => pump.wake(queue) });
  pump.start();
  await sleep(500);
  const taken: number[] = [];
  for (let index = 0; index < starts; index++) {
    const start = new Promise<void>((resolve) => {
      started = resolve;
    });
    await withTenant({ environmentId }, (tx) => enqueue(tx, 'check', { connectionIds: [] }));
    const committed = performance.now();
    await start;
    taken.push(Math.max(0, performance.now() - committed));
    await sleep(5);
  }
  await stopListening();
  await pump.stop();
  return taken;
}

async function noticeTimes(owner: Client): Promise<number[]> {
  const listener = new PgClient({ connectionString: env().DATABASE_URL });
  await listener.connect();
  await listener.query('listen bench_notice');
  const taken: number[] = [];
  for (let index = 0; index < starts; index++) {
    const told = new Promise((resolve) => listener.once('notification', resolve));
    await owner.query('notify bench_notice');
    const committed = performance.now();
    await told;
    taken.push(performance.now() - committed);
    await sleep(5);
  }
  await listener.end();
  return taken;
}

async function mixedRate(): Promise<number> {
  const jobs = Array.from({ length: mixed }, (_, index) => ({
    data: { ms: mixedMs(index) },
    singletonKey: `m${index}`,
  }));
  await (await boss()).insert('sync', jobs);
  let done = 0;
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let index = 0;
  const pump = new Pump({
    slots,
    handlers: {
      sync: async () => {
        await sleep(mixedMs(index++));
        if (++done === mixed) finish();
      },
    },
  });
  const began = performance.now();
  pump.start();
  await finished;
  const seconds = (performance.now() - began) / 1000;
  await pump.stop();
  return mixed / seconds;
}
