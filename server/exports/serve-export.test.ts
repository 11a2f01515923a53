import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { authSecret } from '#server/auth/auth-secret.ts';
import { signIn } from '#server/auth/sign-in.ts';
import { controlDb, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import { serveRaw } from '#server/http/serve-raw.ts';
import { type Id, newId } from '#server/ids.ts';
import { createMember } from '#server/members/create-member.ts';
import { readChanges } from '#server/records/read-feed.ts';
import { addTestStream, writeTest } from '#server/records/test-records.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import { testVendor } from '#server/trpc/test-api.ts';
import { isExportTarget, serveExport } from './serve-export.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../syncs/fixture-connectors');
const database = testDatabase();
const server = createServer((request, response) => void serveRaw(request, response, serveExport));
const port = () => (server.address() as AddressInfo).port;

let seeded: SeededSync;
let key: string;

beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});
beforeEach(async () => {
  seeded = await seedSync({
    connector: 'ledger',
    object: 'entry',
    label: 'entries',
    credential: { kind: 'fields', fields: {} },
  });
  key = (await within((tx) => createApiKey(tx, { name: 'test' }))).secret;
});

const within = <T>(fn: (tx: TenantTx) => Promise<T>): Promise<T> =>
  withTenant({ environmentId: seeded.environmentId }, fn);
const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${port()}/api/v1${path}`, { headers: { authorization: `Bearer ${key}`, ...headers } });

type Line = { id?: string; cursor?: string; complete?: boolean; records?: number; data?: Record<string, unknown> };
const linesOf = (text: string): Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const put = (from: number, to: number, version = 1) =>
  Object.fromEntries(Array.from({ length: to - from }, (_, i) => [`k${from + i}`, { version, name: `N${from + i}` }]));

test('an export is everything, ends with a cursor, and the feed goes on after it', async () => {
  await within((tx) => writeTest(tx, seeded.syncId, { put: put(0, 2500), remove: ['k7'] }));
  const other = await addTestStream(seeded);
  await within((tx) => writeTest(tx, other, { put: put(0, 3) }));
  const answer = await ask('/records/export?model=entry&fields=name');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
  const lines = linesOf(await answer.text());
  expect(lines.filter((line) => line.id !== undefined)).toHaveLength(2502);
  expect(lines.find((line) => line.id === 'k8')?.data).toEqual({ name: 'N8' });
  const cursors = lines.filter((line) => line.cursor !== undefined);
  expect(cursors).toHaveLength(3);
  const last = lines.at(-1);
  expect(last).toMatchObject({ complete: true, records: 2502 });

  const resumed = linesOf(await (await ask(`/records/export?model=entry&cursor=${cursors[1]?.cursor}`)).text());
  expect(resumed.filter((line) => line.id !== undefined)).toHaveLength(502);
  expect(resumed.at(-1)).toMatchObject({ complete: true, cursor: last?.cursor });

  await within((tx) => writeTest(tx, seeded.syncId, { put: { k1: { version: 2 } }, remove: ['k2'] }));
  const feed = await within((tx) => readChanges(tx, { model: 'entry', cursor: last?.cursor, limit: 10 }));
  expect(feed.changes.map(({ row }) => [row.external_id, row.action])).toEqual([
    ['k1', 'updated'],
    ['k2', 'deleted'],
  ]);
});

test('what changes during the export is told by the feed after it', async () => {
  await within((tx) => writeTest(tx, seeded.syncId, { put: put(0, 30_000) }));
  const answer = await ask(`/records/export?syncId=${seeded.syncId}`);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await reader?.read())?.value ?? '';
  await within((tx) => writeTest(tx, seeded.syncId, { put: { k29999: { version: 2 }, fresh: 1 }, remove: ['k29998'] }));
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) text += piece.value;
  const held = new Map<string, unknown>();
  const lines = linesOf(text);
  for (const line of lines) if (line.id !== undefined) held.set(line.id, line.data?.version);
  const feed = await within((tx) => readChanges(tx, { model: 'entry', cursor: lines.at(-1)?.cursor, limit: 10 }));
  for (const { row } of feed.changes) {
    if (row.action === 'deleted') held.delete(row.external_id);
    else held.set(row.external_id, JSON.parse(row.data).version);
  }
  expect(held.size).toBe(30_000);
  expect([held.get('k29999'), held.get('fresh'), held.has('k29998')]).toEqual([2, 1, false]);
});

test('packed where it is accepted', async () => {
  await within((tx) => writeTest(tx, seeded.syncId, { put: put(0, 1200) }));
  const raw = await new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port(), '127.0.0.1');
    socket.on('data', (chunk) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)));
    socket.on('error', reject);
    socket.write(
      `GET /api/v1/records/export?model=entry HTTP/1.0\r\nauthorization: Bearer ${key}\r\naccept-encoding: br, gzip\r\n\r\n`,
    );
  });
  const at = raw.indexOf('\r\n\r\n');
  expect(raw.subarray(0, at).toString()).toMatch(/content-encoding: gzip/i);
  expect(linesOf(gunzipSync(raw.subarray(at + 4)).toString()).at(-1)).toMatchObject({ records: 1200 });
  const plain = await ask('/records/export?model=entry', { 'accept-encoding': 'gzip;q=0, identity' });
  expect(plain.headers.get('content-encoding')).toBe(null);
});

test('no transaction waits for a slow reader, and one that goes away ends the export', async () => {
  const text = 'x'.repeat(20_000);
  const big = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`k${i}`, { text, i }]));
  await within((tx) => writeTest(tx, seeded.syncId, { put: big }));
  const stop = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${port()}/api/v1/records/export?model=entry`, {
    headers: { authorization: `Bearer ${key}`, 'accept-encoding': 'identity' },
    signal: stop.signal,
  });
  await answer.body?.getReader().read();
  await expect
    .poll(
      () =>
        database.sql(
          "select 1 from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and state <> 'idle' and pid <> pg_backend_pid()",
        ),
      { timeout: 15_000 },
    )
    .toEqual([]);
  stop.abort();
});

test('a member follows a link of the console: of an own environment, and not one who may only look', async () => {
  await within((tx) => writeTest(tx, seeded.syncId, { put: put(0, 3) }));
  const { vendor_id: vendorId } = await within((tx) => getEnvironment(tx));
  const cookieOf = async (role: 'support' | 'viewer', of: Id<'vendor'>) => {
    const [email, password] = [`${newId('member')}@acme.example`, 'correct horse battery'];
    await createMember(controlDb(), { vendorId: of, name: 'Olivia', email, password, role });
    const sid = (await signIn({ email, password, address: newId('request') }))?.sessionId;
    return `next-auth.session-token=${await encode({ token: { sub: 'x', sid }, secret: authSecret() })}`;
  };
  const path = `/api/v1/customers/${seeded.customerId}/export`;
  const follow = (cookie: string, query = `?environment=${seeded.environmentId}`) =>
    fetch(`http://127.0.0.1:${port()}${path}${query}`, { headers: { cookie } });
  const mine = await cookieOf('support', vendorId);
  const answer = await follow(mine);
  expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
    200,
    `attachment; filename="${seeded.customerId}.ndjson"`,
  ]);
  expect(linesOf(await answer.text()).at(-1)).toMatchObject({ complete: true });
  expect((await follow(mine, '')).status).toBe(401);
  expect((await follow(await cookieOf('viewer', vendorId))).status).toBe(403);
  expect((await follow(await cookieOf('support', (await testVendor()).vendorId))).status).toBe(404);
});

test('refused before the first line', async () => {
  const refusal = async (path: string, headers?: Record<string, string>) => {
    const answer = await ask(path, headers);
    return [answer.status, Object(await answer.json()).error.field];
  };
  expect(await refusal('/records/export')).toEqual([422, 'customer']);
  expect(await refusal('/records/export?model=entry&cursor=x')).toEqual([422, 'cursor']);
  expect(await refusal('/records/export?model=entry&since=x')).toEqual([422, 'since']);
  expect(await refusal('/records/export?customer=hooli')).toEqual([404, 'customer']);
  expect(await refusal('/records/export?model=entry', { authorization: 'Bearer sk_dev_x' })).toEqual([401, undefined]);
  const posted = await fetch(`http://127.0.0.1:${port()}/api/v1/records/export`, { method: 'POST' });
  expect(posted.status).toBe(404);
  expect([isExportTarget('/api/v1/records/export?x'), isExportTarget('/api/v1/records/exports')]).toEqual([
    true,
    false,
  ]);
});
