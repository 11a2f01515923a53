import { ensureBuild } from '#server/boot/build.ts';
import { openBenchDatabase } from '../bench-database.ts';
import type { Bench } from '../bench-part.ts';
import type { Endings } from '../endings.ts';
import { freePorts } from '../free-ports.ts';
import { peakMemory } from '../memory/peak-memory.ts';
import { startProgram } from '../program.ts';
import { median, percentile, type Row, rowOf } from '../row.ts';
import { startBulkApp } from '../sync/bulk-app.ts';
import { useBulkConnector } from '../sync/engine.ts';
import { measureLatency } from './measure-latency.ts';
import { seedApi } from './seed-api.ts';

const records = 20_000;
const requests = 500;
const routes = ['/records?limit=100', '/customers'] as const;

/** The vendor's API of the built server over real HTTP with a real key. Floor: a bare server that does one SELECT. */
export const benchApi: Bench = async ({ repetitions, say, endings }) => {
  await ensureBuild((sentence) => say(`  ${sentence}`));
  await openBenchDatabase(endings);
  say(`  syncing ${records} records`);
  const app = await startBulkApp({ records, pageSize: 1000 }, endings);
  useBulkConnector(app.origin);
  const { environmentId, secretKey, syncId } = await seedApi(app.origin);
  const { portico, pid } = await startPortico(endings);
  const bare = await startBareServer(environmentId, endings);

  const rows: Row[] = [];
  for (const route of routes) {
    const [values, floors]: number[][][] = [[], []];
    for (let repetition = 1; repetition <= repetitions; repetition++) {
      say(`  GET ${route}, repetition ${repetition} of ${repetitions}`);
      floors?.push(await measureLatency({ url: bare.url + route, requests }));
      const url = `${portico}/api/v1${route}${route.includes('?') ? `&syncId=${syncId}` : ''}`;
      values?.push(await measureLatency({ url, headers: { authorization: `Bearer ${secretKey}` }, requests }));
    }
    const row = (name: string, of: (taken: number[]) => number) =>
      rowOf({
        part: 'api',
        row: `GET ${route}, ${name} / bare select`,
        unit: 'ms',
        values: (values ?? []).map(of),
        floors: (floors ?? []).map(of),
      });
    rows.push(row('p50', median));
    rows.push(row('p99', (taken) => percentile(taken, 0.99)));
  }
  const [memory, floor] = [await peakMemory(pid), await peakMemory(bare.pid)];
  const row = 'memory of the server, at most / of the bare one';
  const target = { is: '≤', value: 400 } as const;
  rows.push(rowOf({ part: 'api', row, unit: 'MB', values: [memory], floors: [floor], target }));
  return rows;
};

/** `npm start` on the benchmark's database, without workers. */
async function startPortico(endings: Endings): Promise<{ portico: string; pid: number }> {
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    PORTICO_PORT: String(port),
    PORTICO_HOST: '127.0.0.1',
    PORTICO_URL: url,
    PORTICO_WORKER_SLOTS: '0',
    PORTICO_LOG: 'info',
  };
  const { pid } = await startProgram(['server/start.ts'], /Portico is ready/, settings, endings);
  return { portico: url, pid };
}

async function startBareServer(environmentId: string, endings: Endings): Promise<{ url: string; pid: number }> {
  const [port] = await freePorts(1);
  const settings = { BENCH_PORT: String(port), BENCH_ENVIRONMENT: environmentId };
  const { pid } = await startProgram(['bench/api/bare-server.ts'], /is ready/, settings, endings);
  return { url: `http://127.0.0.1:${port}`, pid };
}
