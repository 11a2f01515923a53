import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { testVendor } from '#server/trpc/test-api.ts';
import { entrySync, firstDefinition, TestOffer } from './test-offer.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../syncs/fixture-connectors');
const database = testDatabase();
const customers = 60;
/** What the job does in one transaction. */
const batch = 25;

const upgraded = async () => {
  const [row] = await database.sql<{ upgraded: number }>('select upgraded from rollout');
  return row?.upgraded ?? 0;
};
const onVersion = (version: number) =>
  database.sql<{ id: string }>('select id from installation where integration_version = $1 order by id', [version]);

test('a rollout whose process is killed in the middle of a batch goes on after the last whole one, and moves nobody twice', async () => {
  const vendor = await testVendor();
  const offer = await new TestOffer(vendor).begin();
  for (let at = 0; at < customers; at += 1) await offer.install(`customer-${at}`);
  const { rolloutId } = await offer.publish({ ...firstDefinition, syncs: [{ ...entrySync, label: 'lines' }] });
  const ids = await onVersion(1);
  // Somebody else holds one of the second batch: the process stands in the middle of it until it is killed.
  const held = new pg.Client({ connectionString: database.ownerUrl() });
  await held.connect();
  await held.query('begin');
  await held.query('select from installation where id = $1 for update', [ids[batch + 10]?.id]);
  const child = fork(
    join(import.meta.dirname, 'rolling-process.ts'),
    [JSON.stringify({ environmentId: vendor.environmentId, rolloutId })],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  const ended = once(child, 'exit');
  await expect.poll(upgraded, { timeout: 30_000 }).toBe(batch);
  await expect
    .poll(
      () =>
        database.sql<{ count: number }>(
          `select count(*)::integer from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        ),
      { timeout: 30_000 },
    )
    .toEqual([{ count: 1 }]);
  child.kill('SIGKILL');
  await ended;
  await held.query('rollback');
  await held.end();
  expect(await onVersion(2)).toEqual(ids.slice(0, batch));

  await offer.rollOut(rolloutId);
  expect([await upgraded(), (await onVersion(2)).length]).toEqual([customers, customers]);
  const moves = await database.sql<{ moves: number; told: number }>(
    `select (select count(*)::integer from installation_version where version = 2) as moves,
            (select count(*)::integer from activity where sentence = 'Ledger was updated.') as told`,
  );
  expect(moves).toEqual([{ moves: customers, told: customers }]);
}, 120_000);
