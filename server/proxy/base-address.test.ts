import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { testDatabase } from '#server/db/test-database.ts';
import { type Connected, testEcho } from './test-echo.ts';

const database = testDatabase();
const echo = testEcho(database);
const corpora = join(import.meta.dirname, '../../../shared/corpora');
const ssrf = join(corpora, 'ssrf/ssrf-corpus.json');
const redirects = ['Open-Redirect-payloads.txt', 'openredirects.txt'].map((name) =>
  join(corpora, 'open-redirect', name),
);
const areThere = [ssrf, ...redirects].every((file) => existsSync(file));
let mine: Connected;

beforeAll(async () => {
  mine = await echo.connect();
});

function addresses(): string[] {
  const entries = z.array(z.object({ url: z.string() })).parse(JSON.parse(readFileSync(ssrf, 'utf8')));
  const lines = redirects.flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  // What no header can hold never comes this far.
  return [...entries.map(({ url }) => url), ...lines].filter((text) => /^[\x21-\x7e]+$/.test(text));
}

test.runIf(areThere)('no address of the corpora is called with the credential of the app', async () => {
  const all = addresses();
  const statuses = new Map<number, number>();
  for (let at = 0; at < all.length; at += 20) {
    const answers = await Promise.all(
      all.slice(at, at + 20).map((url) => echo.through(mine, { headers: { 'portico-base-url': url } })),
    );
    for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  const told = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');
  process.stdout.write(`proxy: ${all.length} foreign base addresses: ${told}, ${echo.arrived.length} calls\n`);
  expect([...statuses.keys()]).toEqual([422]);
  expect(echo.arrived).toEqual([]);
});

test.skipIf(areThere)('the corpora are not here', () => {
  process.stdout.write('proxy: skipped the corpora of addresses: they are not on this machine\n');
});
