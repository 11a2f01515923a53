import { resolve } from 'node:path';
import type { Client } from 'pg';
import { controlDb, withTenant } from '#server/db/tenant.ts';
import { resetEnv } from '#server/env.ts';
import { createVendor } from '#server/environments/create-vendor.ts';
import { subscriptionHookUrl } from '#server/hooks/hook-address.ts';
import { seedConnection, seedSubscription } from '#server/hooks/test-connection.ts';
import { openBenchDatabase } from '../bench-database.ts';
import type { Bench } from '../bench-part.ts';
import type { Endings } from '../endings.ts';
import { freePorts } from '../free-ports.ts';
import { startProgram } from '../program.ts';
import { median, percentile, rowOf } from '../row.ts';
import { measureMost, measureRate } from './measure-rate.ts';

const secret = 'a-secret-of-the-app';
const perSecond = 200;
const hooks = 4000;
const warmUp = 400;
const senders = 64;

/** Hooks of 1 KB at the rate at which their answer is promised. Floor: the same at a bare server that checks and inserts. */
export const benchHooks: Bench = async ({ repetitions, say, endings }) => {
  const owner = await openBenchDatabase(endings);
  process.env.PORTICO_CONNECTORS = resolve('server/hooks/fixture-connectors');
  resetEnv();
  const [port, barePort] = await freePorts(2);
  const path = await seed();
  const portico = await start('bench/hooks/hook-server.ts', port, endings);
  const bare = await start('bench/hooks/bare-server.ts', barePort, endings);
  const taken: { values: number[][]; floors: number[][] } = { values: [], floors: [] };
  const most: { values: number[]; floors: number[] } = { values: [], floors: [] };
  await measureRate({ url: portico + path, secret, perSecond, hooks: warmUp });
  await measureRate({ url: bare, secret, perSecond, hooks: warmUp });
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    say(`  ${hooks} hooks at ${perSecond}/s, repetition ${repetition} of ${repetitions}`);
    taken.floors.push(await measureRate({ url: bare, secret, perSecond, hooks }));
    taken.values.push(await measureRate({ url: portico + path, secret, perSecond, hooks }));
    most.floors.push(await measureMost({ url: bare, secret, hooks, atOnce: senders }));
    most.values.push(await measureMost({ url: portico + path, secret, hooks, atOnce: senders }));
  }
  await checkKept(owner, warmUp + 2 * hooks * repetitions);
  const of = (share: (values: number[]) => number) => ({
    values: taken.values.map(share),
    floors: taken.floors.map(share),
  });
  const common = { part: 'hooks', unit: 'ms' };
  return [
    rowOf({ ...common, row: `a hook at ${perSecond}/s, p50 / check and insert`, ...of(median) }),
    rowOf({
      ...common,
      row: `a hook at ${perSecond}/s, p99 / check and insert`,
      target: { is: '≤', value: 100 },
      ...of((values) => percentile(values, 0.99)),
    }),
    rowOf({ part: 'hooks', unit: 'hooks/s', row: `as many as ${senders} senders can / check and insert`, ...most }),
  ];
};

/** Whatever was answered is there, and has a job, once. */
async function checkKept(owner: Client, sent: number): Promise<void> {
  const { rows } = await owner.query<{ kept: number; enqueued: number }>(
    `select (select count(*)::integer from inbound_event) as kept,
            (select count(distinct event)::integer from pgboss.job, jsonb_array_elements(data -> 'eventIds') e(event) where name = 'hook') as enqueued`,
  );
  if (rows[0]?.kept !== sent || rows[0].enqueued !== sent)
    throw new Error(`Of ${sent} hooks, ${rows[0]?.kept} were kept and ${rows[0]?.enqueued} have a job.`);
}

/** One connection of which the app tells; the path of its address. */
async function seed(): Promise<string> {
  const { environmentId } = await createVendor(controlDb(), { name: 'Acme' });
  const { id } = await withTenant({ environmentId }, async (tx) =>
    seedSubscription(tx, await seedConnection(tx, { connector: 'bell' }), { connector: 'bell', secret }),
  );
  return new URL(subscriptionHookUrl({ environmentId, subscriptionId: id, token: undefined })).pathname;
}

async function start(program: string, port: number | undefined, endings: Endings): Promise<string> {
  const settings = { BENCH_PORT: String(port), BENCH_SECRET: secret };
  await startProgram([program], /is ready/, settings, endings);
  return `http://127.0.0.1:${port}`;
}
