import { z } from 'zod';
import { ensureBuild } from '#server/boot/build.ts';
import { measureLatency } from '../api/measure-latency.ts';
import { openBenchDatabase } from '../bench-database.ts';
import type { Bench } from '../bench-part.ts';
import { freePorts } from '../free-ports.ts';
import { startProgram } from '../program.ts';
import { median, percentile, rowOf } from '../row.ts';
import { origin, seedCatalogue, tokenFor } from './seed-catalogue.ts';

const size = { integrations: 500, connectors: 300, customers: 3000, connected: 4 };
const requests = 200;
const sessionAnswer = z.object({ session: z.string() });

/**
 * What a customer's tab asks first, of a vendor with a large marketplace and thousands of customers, over real HTTP. Floor:
 * a server that does one SELECT of the same integrations and makes JSON of it.
 */
export const benchCatalogue: Bench = async ({ repetitions, say, endings }) => {
  await ensureBuild((sentence) => say(`  ${sentence}`));
  const owner = await openBenchDatabase(endings);
  say(`  seeding ${size.integrations} integrations and ${size.customers} customers`);
  const environmentId = await seedCatalogue(owner, size);
  const [port, barePort] = await freePorts(2);
  const portico = `http://127.0.0.1:${port}`;
  const settings = {
    PORTICO_PORT: String(port),
    PORTICO_HOST: '127.0.0.1',
    PORTICO_URL: portico,
    PORTICO_WORKER_SLOTS: '0',
    PORTICO_LOG: 'info',
  };
  await startProgram(['server/start.ts'], /Portico is ready/, settings, endings);
  const bare = { BENCH_PORT: String(barePort), BENCH_ENVIRONMENT: environmentId };
  await startProgram(['bench/api/bare-server.ts'], /is ready/, bare, endings);

  const [values, floors]: [number[][], number[][]] = [[], []];
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    say(`  repetition ${repetition} of ${repetitions}`);
    const opened = await fetch(`${portico}/api/embed/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ token: await tokenFor(environmentId, repetition) }),
    });
    if (!opened.ok) throw new Error(`The session was refused: ${await opened.text()}`);
    const { session } = sessionAnswer.parse(await opened.json());
    floors.push(await measureLatency({ url: `http://127.0.0.1:${barePort}/integrations`, requests }));
    const headers = { authorization: `Bearer ${session}`, origin };
    values.push(await measureLatency({ url: `${portico}/api/embed/v1/catalogue`, headers, requests }));
  }
  const row = (name: string, of: (taken: number[]) => number, most?: number) =>
    rowOf({
      part: 'catalogue',
      row: `GET /catalogue, ${name} / bare select`,
      unit: 'ms',
      values: values.map(of),
      floors: floors.map(of),
      ...(most !== undefined && { target: { is: '≤', value: most } as const }),
    });
  return [row('p50', median), row('p95', (taken) => percentile(taken, 0.95), 100)];
};
