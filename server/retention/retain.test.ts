import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { openFailures } from '#server/failures/failure.queries.ts';
import { newId } from '#server/ids.ts';
import { addActivity } from '#server/installations/activity.ts';
import { readChanges } from '#server/records/read-feed.ts';
import { writeTest } from '#server/records/test-records.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import { api } from '#server/trpc/test-api.ts';
import { retain } from './retain.job.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../syncs/fixture-connectors');
const database = testDatabase();

let seeded: SeededSync;
let key: string;
const dayMs = 24 * 3600 * 1000;
const ago = (days: number) => new Date(Date.now() - days * dayMs);
const within = <T>(fn: (tx: TenantTx) => Promise<T>): Promise<T> =>
  withTenant({ environmentId: seeded.environmentId }, fn);

beforeEach(async () => {
  seeded = await seedSync({
    connector: 'ledger',
    object: 'entry',
    label: 'entries',
    credential: { kind: 'fields', fields: {} },
  });
  key = (await within((tx) => createApiKey(tx, { name: 'test' }))).secret;
});

const rows = (table: string, columns: string) =>
  database.sql(`select ${columns} from ${table} where environment_id = $1 order by 1`, [seeded.environmentId]);
const keys = async (table: string) =>
  (
    await database.sql<{ external_id: string }>(
      `select external_id from ${table} where environment = (select number from environment where id = $1) order by 1`,
      [seeded.environmentId],
    )
  ).map((row) => row.external_id);

test('deletions and earlier versions go when they are old enough; records stay, and the feed goes on', async () => {
  const write = (days: number, change: object) =>
    within((tx) => writeTest(tx, seeded.syncId, { ...change, now: ago(days) }));
  await write(400, { put: { a: 1, b: 1, c: 1, d: 1, kept: 1 } });
  await write(40, { put: { a: 2 }, remove: ['b'] });
  await write(10, { put: { c: 2 }, remove: ['d'] });
  const reader = await within((tx) => readChanges(tx, { model: 'entry', limit: 100 }));
  await retain();
  expect(await keys('record')).toEqual(['a', 'c', 'd', 'kept']);
  expect(await keys('record_before')).toEqual(['c', 'd']);
  await write(0, { put: { b: 5 }, remove: ['a'] });
  const after = await within((tx) => readChanges(tx, { model: 'entry', cursor: reader.cursor, limit: 100 }));
  expect(after.changes.map(({ row }) => [row.external_id, row.action])).toEqual([
    ['b', 'added'],
    ['a', 'deleted'],
  ]);
});

test('runs, calls, failures, deliveries and activity go by their own settings', async () => {
  const run = async (days: number, status: string) => {
    const id = newId('run', ago(days).getTime());
    await database.sql(
      `insert into run (environment_id, id, customer_id, kind, sync_id, connection_id, trigger, status)
       values ($1, $2, $3, 'sync', $4, $5, 'schedule', $6)`,
      [seeded.environmentId, id, seeded.customerId, seeded.syncId, seeded.connectionId, status],
    );
    await database.sql(
      `insert into run_step (environment_id, run_id, number, customer_id, attempt, kind, started_at, fetch_ms, store_ms, calls, seen, added, updated, unchanged, deleted, failed)
       values ($1, $2, 1, $3, 1, 'page', now(), 1, 1, '[{"path": "/x"}]', 0, 0, 0, 0, 0, 0)`,
      [seeded.environmentId, id, seeded.customerId],
    );
    return id;
  };
  await database.sql('delete from run where environment_id = $1', [seeded.environmentId]);
  await run(100, 'succeeded');
  const middle = await run(20, 'succeeded');
  const young = await run(2, 'failed');
  const failure = { class: 'mapping', field: null, message: 'm', remedy: 'r', input: '{"a":1}' };
  await within(async (tx) => {
    const of = { ...seeded, runId: young, now: new Date() };
    await openFailures(
      tx,
      of,
      ['old', 'closed', 'open'].map((externalId) => ({ externalId, ...failure })),
    );
    await addActivity(tx, { ...seeded, tone: 'good', sentence: 'Long ago.' });
  });
  await database.sql("update failure set closed_at = $1 where external_id = 'old'", [ago(100)]);
  await database.sql("update failure set closed_at = $1 where external_id = 'closed'", [ago(20)]);
  await database.sql("update activity set at = $1 where sentence = 'Long ago.'", [ago(500)]);
  await retain();
  expect(await rows('run', 'id')).toEqual([{ id: middle }, { id: young }]);
  expect(await rows('run_step', 'run_id, jsonb_array_length(calls) as calls')).toEqual([
    { run_id: middle, calls: 0 },
    { run_id: young, calls: 1 },
  ]);
  expect(await rows('failure', 'external_id, input')).toEqual([
    { external_id: 'closed', input: '' },
    { external_id: 'open', input: '{"a":1}' },
  ]);
  expect(await rows('activity', 'sentence')).toEqual([]);

  expect((await api('GET', '/retention', { key })).body).toMatchObject({ calls: 14, runs: 90 });
  const { body } = await api('PUT', '/retention', { key, body: { runs: 7 } });
  expect(body).toMatchObject({ runs: 7, calls: 14, deletedRecords: 30 });
  expect((await api('PUT', '/retention', { key, body: { runs: 0 } })).status).toBe(422);
  await retain();
  expect(await rows('run', 'id')).toEqual([{ id: young }]);
});

test('links of the hosted page go long after their end, and e-mails once they were dealt with', async () => {
  const { environmentId, customerId } = seeded;
  await within(async (tx) => {
    const link = (days: number) => ({
      ...{ environment_id: environmentId, id: newId('portalLink'), customer_id: customerId, kind: 'visit' as const },
      ...{ token_hash: Buffer.alloc(32), role: 'admin' as const, created_by: String(days), expires_at: ago(days) },
    });
    await tx
      .insertInto('portal_link')
      .values([link(500), link(2)])
      .execute();
    const mail = (days: number, status: 'sent' | 'waiting') => ({
      ...{ environment_id: environmentId, id: newId('mail', ago(days).getTime()), kind: 'visit' as const, status },
      ...{ to_address: 'ada@globex.example', subject: `${status} ${days}` },
    });
    await tx
      .insertInto('mail')
      .values([mail(50, 'sent'), mail(50, 'waiting'), mail(2, 'sent')])
      .execute();
  });
  await retain();
  expect(await rows('portal_link', 'created_by')).toEqual([{ created_by: '2' }]);
  expect(await rows('mail', 'subject')).toEqual([{ subject: 'sent 2' }, { subject: 'waiting 50' }]);
});
