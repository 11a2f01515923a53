import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { withTenant } from '#server/db/tenant.ts';
import { openBenchDatabase } from '../bench-database.ts';
import type { Bench } from '../bench-part.ts';
import type { Endings } from '../endings.ts';
import { freePorts } from '../free-ports.ts';
import { startProgram } from '../program.ts';
import { median, percentile, type Row, rowOf } from '../row.ts';
import { connectBulk, useBulkConnector } from '../sync/engine.ts';
import { type Measured, measureLoad } from './measure-load.ts';

const loads = [
  { connections: 1, requests: 1_500 },
  { connections: 10, requests: 4_000 },
  { connections: 50, requests: 6_000 },
];
/** Of an app that answers at once, so that all of it is ours. */
const addedMs = 1.5;

/** One call through the proxy, with a secret key and a stored credential. Floor: the same call to the app itself. */
export const benchProxy: Bench = async ({ repetitions, say, endings }) => {
  await openBenchDatabase(endings);
  const app = await start('bench/proxy/app-server.ts', endings);
  useBulkConnector(app);
  const { environmentId, connectionId } = await connectBulk(app);
  const { secret } = await withTenant({ environmentId }, (tx) => createApiKey(tx, { name: 'bench' }));
  const proxy = await start('bench/proxy/proxy-server.ts', endings);
  const headers = { authorization: `Bearer ${secret}`, 'portico-connection': connectionId };
  const rows: Row[] = [];
  for (const load of loads) {
    const direct: Measured[] = [];
    const through: Measured[] = [];
    for (let repetition = 1; repetition <= repetitions; repetition++) {
      say(`  ${load.connections} connections, repetition ${repetition} of ${repetitions}`);
      direct.push(await measureLoad({ ...load, url: `${app}/api/v1/contacts?limit=1` }));
      through.push(await measureLoad({ ...load, url: `${proxy}/api/v1/proxy/contacts?limit=1`, headers }));
    }
    rows.push(...rowsOf(load.connections, through, direct));
  }
  return rows;
};

function rowsOf(connections: number, through: Measured[], direct: Measured[]): Row[] {
  const name = (what: string) => `proxy, ${connections} connection${connections === 1 ? '' : 's'}: ${what}`;
  const row = (what: string, unit: string, of: (measured: Measured) => number) =>
    rowOf({ part: 'proxy', row: `${name(what)} / direct`, unit, values: through.map(of), floors: direct.map(of) });
  const rows = [
    row('p50', 'ms', ({ taken }) => median(taken)),
    row('p99', 'ms', ({ taken }) => percentile(taken, 0.99)),
    row('requests/s', '/s', ({ perSecond }) => perSecond),
  ];
  if (connections > 1) return rows;
  const added = through.map(({ taken }, at) => median(taken) - median(direct[at]?.taken ?? []));
  const floors = direct.map(({ taken }) => median(taken));
  const target = { is: '≤', value: addedMs } as const;
  return [
    ...rows,
    rowOf({ part: 'proxy', row: `${name('added p50')} / direct`, unit: 'ms', values: added, floors, target }),
  ];
}

/** Starts a program of this folder on a port of its own; gives its origin. */
async function start(program: string, endings: Endings): Promise<string> {
  const [port] = await freePorts(1);
  await startProgram([program], /is ready/, { BENCH_PORT: String(port), PORTICO_LOG: 'info' }, endings);
  return `http://127.0.0.1:${port}`;
}
