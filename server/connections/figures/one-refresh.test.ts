import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { controlDb } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import { Caller } from './test-caller.ts';
import { seedConnection } from './test-connection.ts';
import { startTokenServer, type TestTokenServer } from './test-token-server.ts';

testDatabase();
const callers = 500;
const processes = 4;
const answerMs = 1000;
// The full form is for a quiet machine. In the short one it is enough that nobody waits for the app's answer.
const longestWaitMs = process.env.FIGURES === 'full' ? 50 : answerMs / 2;
let server: TestTokenServer;

beforeAll(async () => {
  server = await startTokenServer({
    atReuse: 'revokes',
    expiresIn: 3600,
    beforeAnswer: async () => void (await sleep(answerMs)),
  });
  process.env.PORTICO_CONNECTORS = join(import.meta.dirname, 'connectors');
  process.env.PORTICO_EGRESS_ALLOW = `127.0.0.1:${server.port}`;
  resetEnv();
});
afterAll(() => server.close());

const part = (values: number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN;

test('500 calls in 4 processes on an expired token make one call to the app, and nobody else waits', async () => {
  const seeded = await seedConnection({ server, connector: 'revoking', family: 'storm', livesFor: -1 });
  const all = Array.from({ length: processes }, () => new Caller(seeded.environmentId));
  try {
    await Promise.all(all.map((one) => one.ready()));
    const elsewhere: number[] = [];
    let isOver = false;
    const watching = (async () => {
      while (!isOver) {
        const began = performance.now();
        await sql`select 1`.execute(controlDb());
        elsewhere.push(performance.now() - began);
        await sleep(5);
      }
    })();
    const { environmentId, connectionId } = seeded;
    const results = await Promise.all(
      all.map((one) => one.ask({ environmentId, connectionId, callers: callers / processes })),
    );
    isOver = true;
    await watching;
    const tokens = results.flatMap((one) => one.tokens);
    const inside = results.flatMap((one) => one.waits);
    process.stdout.write(
      `one refresh: ${tokens.length} calls in ${processes} processes, ${server.family('storm').requests} to the app; an unrelated query took ` +
        `${part(elsewhere, 0.5).toFixed(1)} ms (p50), ${part(elsewhere, 0.99).toFixed(1)} ms (p99) in another process, ` +
        `${part(inside, 0.5).toFixed(1)} ms (p50), ${part(inside, 0.99).toFixed(1)} ms (p99) in the same ones; all had it after ${Math.max(...results.map((one) => one.ms)).toFixed(0)} ms of an answer of ${answerMs} ms\n`,
    );
    expect(server.family('storm').requests).toBe(1);
    expect(tokens).toHaveLength(callers);
    expect(new Set(tokens)).toEqual(new Set(['at.storm.2']));
    expect(part(elsewhere, 0.95)).toBeLessThan(longestWaitMs);
    expect(part(inside, 0.95)).toBeLessThan(longestWaitMs);
  } finally {
    await Promise.all(all.map((one) => one.kill()));
  }
}, 60_000);
