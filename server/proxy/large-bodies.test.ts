import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { testDatabase } from '#server/db/test-database.ts';
import { type Connected, testEcho } from './test-echo.ts';

const database = testDatabase();
const echo = testEcho(database);
const told = z.object({ status: z.number(), bytes: z.number(), ms: z.number() });
const mb = 1_048_576;
setFlagsFromString('--expose-gc');
const collect = z.custom<() => void>((value) => typeof value === 'function').parse(runInNewContext('gc'));
let traffic: ChildProcess;
let mine: Connected;

const next = (child: ChildProcess) => new Promise<unknown>((resolve) => child.once('message', resolve));

beforeAll(async () => {
  traffic = fork(join(import.meta.dirname, 'test-traffic.ts'), { execArgv: [] });
  const { port } = z.object({ port: z.number() }).parse(await next(traffic));
  mine = await echo.connect();
  await database.sql('update connection set learnt = $2 where id = $1', [
    mine.connectionId,
    JSON.stringify({ origin: `http://127.0.0.1:${port}` }),
  ]);
});
afterAll(() => void traffic.kill());

/** What is in use, without what the collector has only not taken back yet. */
function heldBytes(): number {
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function carry(kind: 'down' | 'up', megabytes: number) {
  const order = {
    kind,
    megabytes,
    url: `http://127.0.0.1:${echo.doorPort()}/api/v1/proxy/${megabytes}`,
    headers: { authorization: `Bearer ${mine.key}`, 'portico-connection': mine.connectionId },
  };
  const answered = next(traffic);
  traffic.send(order);
  return told.parse(await answered);
}

test.each([
  ['down', 200],
  ['up', 96],
] as const)('%sloads of %i MB need no memory of their size', async (kind, megabytes) => {
  await carry(kind, 8);
  const before = { rss: process.memoryUsage().rss, held: heldBytes() };
  let [rss, held, ticks] = [0, 0, 0];
  const watch = setInterval(() => {
    rss = Math.max(rss, process.memoryUsage().rss);
    // Collecting takes its time; nothing else is done meanwhile.
    ticks += 1;
    if (ticks % 20 === 10) held = Math.max(held, heldBytes());
  }, 20);
  const { status, bytes, ms } = await carry(kind, megabytes);
  clearInterval(watch);
  expect([status, bytes]).toEqual([200, megabytes * mb]);
  const [grown, kept] = [(rss - before.rss) / mb, (held - before.held) / mb];
  const figures = `RSS grew by ${grown.toFixed(1)} MB at most, of which ${kept.toFixed(1)} MB were in use`;
  process.stdout.write(`proxy: ${megabytes} MB ${kind} in ${ms.toFixed(0)} ms; ${figures}\n`);
  expect(kept).toBeLessThan(12);
  expect(grown).toBeLessThan(120);
});
