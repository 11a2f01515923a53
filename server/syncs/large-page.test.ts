import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveOauthApp } from '#server/catalog/oauth-apps.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import { runSync } from './run-sync.job.ts';
import { type SeededSync, seedSync } from './test-sync.ts';
import { triggerSync } from './trigger-sync.ts';

const database = testDatabase();
const megabyte = 1_048_576;
const rows = 500;
const text = 'x'.repeat(megabyte / 10);

/** How many rows the app gives at once, whatever it is asked for. */
let pageSize = 100;
const app = createServer((request, response) => {
  const from = Number(new URL(request.url ?? '/', 'http://app').searchParams.get('from'));
  const to = Math.min(from + pageSize, rows);
  const list = Array.from({ length: to - from }, (_, at) => JSON.stringify({ id: `c${from + at}`, text }));
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(`{"rows":[${list.join()}],"next":${to < rows ? to : null}}`);
});
let seeded: SeededSync;

beforeAll(async () => {
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  const address = app.address();
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  process.env.PORTICO_CONNECTORS = join(import.meta.dirname, 'fixture-connectors');
  process.env.PORTICO_EGRESS_ALLOW = host;
  resetEnv();
  seeded = await seedSync({
    connector: 'shelf',
    object: 'crate',
    label: 'crates',
    credential: { kind: 'oauth2', accessToken: 'shelf', refreshToken: null, expiresAt: null, tokenType: 'Bearer', scope: [] }, // biome-ignore format: one thought
    prepare: async (tx) => {
      const parameters = { origin: `http://${host}` };
      await saveOauthApp(tx, { connector: 'shelf', clientId: 'shelf', clientSecret: 'shelf', parameters });
    },
  });
});
afterAll(() => app.close());

async function work() {
  const runId = await withTenant(seeded, (tx) => triggerSync(tx, seeded.syncId, 'api'));
  await runSync({ environmentId: seeded.environmentId, runId }, new AbortController().signal);
  const [run] = await database.sql(
    `select r.status, r.error, r.retries, r.added, r.deleted, r.seen, s.records
       from run r join sync s on s.id = r.sync_id where r.id = $1`,
    [runId],
  );
  return run;
}

test('a page of 50 MB is not taken in: it is told, asked for again, and once the app gives less nothing is lost', async () => {
  expect(await work()).toMatchObject({ status: 'succeeded', added: rows });
  pageSize = rows;
  const before = process.memoryUsage().rss;
  const run = await work();
  expect(run).toMatchObject({ status: 'queued', retries: 1, added: 0, deleted: 0, records: rows });
  expect(run?.error).toMatchObject({
    class: 'too_large',
    sentence: expect.stringMatching(/^A page of Shelf is larger than we take in at once\. /),
    remedy: expect.stringMatching(/^We ask for smaller pages by ourselves\./),
  });
  expect((process.memoryUsage().rss - before) / megabyte).toBeLessThan(300);
  // Eight tries later.
  await database.sql('update run set retries = 8 where sync_id = $1', [seeded.syncId]);
  expect(await work()).toMatchObject({ status: 'failed', records: rows, error: { class: 'too_large' } });
  pageSize = 100;
  expect(await work()).toMatchObject({ status: 'succeeded', seen: rows, added: 0, deleted: 0, records: rows });
}, 120_000);
