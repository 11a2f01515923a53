import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { cleanUp } from '#server/connections/clean-up.job.ts';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { serveExport } from '#server/exports/serve-export.ts';
import { openFailures } from '#server/failures/failure.queries.ts';
import { newId } from '#server/ids.ts';
import { addActivity } from '#server/installations/activity.ts';
import { writeTest } from '#server/records/test-records.ts';
import { recordStep } from '#server/runs/run.queries.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import { api } from '#server/trpc/test-api.ts';
import { createEndpoint } from '#server/webhooks/create-endpoint.ts';
import { ensureCustomer } from './ensure-customer.ts';
import { ensureEndUser } from './ensure-end-user.ts';
import { eraseCustomer } from './erase-customer.job.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../syncs/fixture-connectors');
const database = testDatabase();

let seeded: SeededSync;
let key: string;
const within = <T>(fn: (tx: TenantTx) => Promise<T>): Promise<T> =>
  withTenant({ environmentId: seeded.environmentId }, fn);

beforeEach(async () => {
  await database.sql('truncate customer, record, record_before, record_raw cascade');
  seeded = await seedSync({
    connector: 'ledger',
    object: 'entry',
    label: 'entries',
    credential: { kind: 'fields', fields: { key: 'hunter2-of-globex' } },
  });
  key = await within(async (tx) => {
    await createEndpoint(tx, { url: 'https://acme.example/hooks', events: [] });
    await writeTest(tx, seeded.syncId, { put: { a: { name: 'Ann Personal' }, b: { name: 'Bob' } } });
    await writeTest(tx, seeded.syncId, { put: { a: { name: 'Ann New' } }, remove: ['b'] });
    const run = await tx.selectFrom('run').selectAll().executeTakeFirstOrThrow();
    const { stream } = await tx.selectFrom('sync').select('stream').executeTakeFirstOrThrow();
    await tx.insertInto('record_raw').values({ stream, slot: 0, raw: '{"n":"Ann Raw"}' }).execute();
    await openFailures(tx, { ...seeded, runId: run.id, now: new Date() }, [
      { externalId: 'x', class: 'mapping', field: null, message: 'm', remedy: 'r', input: '{"n":"Ann Failed"}' },
    ]);
    const counts = { seen: 1, added: 1, updated: 0, unchanged: 0, deleted: 0, failed: 0 };
    const times = { startedAt: new Date(), fetchMs: 1, storeMs: 1, calls: [], stream, firstSeq: 0, lastSeq: 1 };
    await recordStep(tx, run, { kind: 'page', ...counts, ...times }, undefined);
    await ensureEndUser(tx, { ...seeded, externalId: 'u1', name: 'Ann Admin', email: 'ann@globex', role: 'admin' });
    await addActivity(tx, { ...seeded, tone: 'good', sentence: 'Ann connected.' });
    return (await createApiKey(tx, { name: 'test' })).secret;
  });
});

/** Tables in which something of the customer is left. */
async function traces(): Promise<string[]> {
  const [{ stream } = { stream: 0 }] = streams;
  const tables = await database.sql<{ name: string; streams: boolean }>(
    `select c.relname as name, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'stream') as streams
       from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
  );
  const found: string[] = [];
  for (const { name, streams } of tables) {
    const [row] = await database.sql<{ count: number }>(
      `select count(*)::integer from "${name}" t where t::text ~ $1 or ${streams ? 't.stream' : 'null'} = $2::bigint`,
      [`${seeded.customerId}|globex|Ann |${seeded.syncId}|${seeded.connectionId}`, stream],
    );
    if (row && row.count > 0) found.push(name);
  }
  return found.sort();
}
let streams: { stream: number }[] = [];

const job = () => eraseCustomer({ environmentId: seeded.environmentId, customerId: seeded.customerId });
const lines = async (path: string) => {
  const headers = new Headers({ authorization: `Bearer ${key}` });
  const signal = new AbortController().signal;
  const { status, body = '' } = await serveExport({ method: 'GET', target: `/api/v1${path}`, headers, signal });
  let text = typeof body === 'string' ? body : '';
  if (typeof body !== 'string') for await (const piece of body) text += Buffer.from(piece).toString();
  return {
    status,
    text,
    lines: text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  };
};

test('an export is everything that is kept of a customer, but no secret', async () => {
  const { text, lines: exported } = await lines('/customers/globex/export');
  const kinds = new Set(exported.map((line) => line.kind));
  expect([...kinds]).toEqual(
    expect.arrayContaining([
      'customer',
      'end_user',
      'connection',
      'installation',
      'sync',
      'run',
      'run_step',
      'failure',
    ]),
  );
  for (const one of ['Ann New', 'Ann Personal', 'Ann Raw', 'Ann Failed', 'Ann Admin', 'Ann connected'])
    expect(text, one).toContain(one);
  expect(text).not.toMatch(/ciphertext|hunter2|token_hash/);
  expect(exported.at(-1)).toEqual({ complete: true, rows: exported.length - 1 });
  expect((await lines('/customers/hooli/export')).status).toBe(404);
});

test('erased, nothing of a customer is left but the erasure, under a hash', async () => {
  streams = await database.sql('select stream::integer from sync where id = $1', [seeded.syncId]);
  expect(await traces()).toEqual(expect.arrayContaining(['customer', 'record', 'record_before', 'record_raw', 'run']));
  const { status, body } = await api('POST', '/customers/globex/erase', { key });
  expect([status, body]).toMatchObject([
    200,
    { customerId: seeded.customerId, status: 'erasing', finishedAt: null, accesses: 1 },
  ]);
  const { body: being } = await api('GET', `/customers/${seeded.customerId}`, { key });
  expect(being).toMatchObject({ name: 'Erased', erasingSince: expect.any(String) });
  // The vendor's id is free at once.
  const again = await within((tx) => ensureCustomer(tx, { externalId: 'globex', name: 'Globex anew' }));
  expect(again?.id).not.toBe(seeded.customerId);
  await database.sql('delete from customer where id = $1', [again?.id]);

  await job();
  expect(await traces()).toContain('record');
  const { environmentId, connectionId } = seeded;
  await cleanUp({ environmentId, connectionId, giveUpAt: new Date() });
  await job();
  // The message that it was disconnected is still on its way.
  expect(await traces()).toEqual(['delivery', 'erasure']);
  const found = (await api('GET', '/customers/globex/erasure', { key })).body;
  expect(found).toMatchObject({
    customerId: seeded.customerId,
    status: 'erased',
    finishedAt: expect.any(String),
    accesses: 0,
  });
  expect((await api('POST', `/customers/${seeded.customerId}/erase`, { key })).body).toEqual(found);
  expect((await api('POST', '/customers/hooli/erase', { key })).status).toBe(404);
  expect((await api('GET', `/customers/${newId('customer')}/erasure`, { key })).status).toBe(404);
});
