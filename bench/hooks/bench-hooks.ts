import { resolve } from 'node:path';
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
import { measureRate } from './measure-rate.ts';

const secret = 'a-secret-of-the-app';
const perSecond = 200;
const hooks = 4000;
const warmUp = 400;

/** Hooks of 1 KB at the rate at which their answer is promised. Floor: the same at a bare server that checks and inserts. */
export const benchHooks: Bench = async ({ repetitions, say, endings }) => {
  await openBenchDatabase(endings);
  process.env.PORTICO_CONNECTORS = resolve('server/hooks/fixture-connectors');
  resetEnv();
  const [port, barePort] = await freePorts(2);
  const path = await seed();
  const portico = await start('bench/hooks/hook-server.ts', port, endings);
  const bare = await start('bench/hooks/bare-server.ts', barePort, endings);
  const taken: { values: number[][]; floors: number[][] } = { values: [], floors: [] };
  await measureRate({ url: portico + path, secret, perSecond, hooks: warmUp });
  await measureRate({ url: bare, secret, perSecond, hooks: warmUp });
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    say(`  ${hooks} hooks at ${perSecond}/s, repetition ${repetition} of ${repetitions}`);
    taken.floors.push(await measureRate({ url: bare, secret, perSecond, hooks }));
    taken.values.push(await measureRate({ url: portico + path, secret, perSecond, hooks }));
  }
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
  ];
};

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
