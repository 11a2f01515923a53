import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { destroyRetiredKeys } from '#server/keys/destroy-retired-keys.ts';
import { rotateDataKey } from '#server/keys/rotate-data-key.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import { encryptRecords, replaceRecordKey } from '../encrypt-records.ts';
import { readChanges } from '../read-feed.ts';
import { sealRecords } from '../seal-records.job.ts';
import { writeTest } from '../test-records.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../../syncs/fixture-connectors');
const database = testDatabase();
const records = 6_000;
const kills = 3;

let seeded: SeededSync;
const within = <T>(fn: (tx: TenantTx) => Promise<T>): Promise<T> =>
  withTenant({ environmentId: seeded.environmentId }, fn);
const put = (from: number, to: number, text: string) =>
  within((tx) =>
    writeTest(tx, seeded.syncId, {
      put: Object.fromEntries(Array.from({ length: to - from }, (_, at) => [`k${from + at}`, { text, at: from + at }])),
    }),
  );
const read = async () =>
  (await within((tx) => readChanges(tx, { syncId: seeded.syncId, limit: records }))).changes.map(({ row }) => row.data);

/** How many records each key has sealed; '' for the clear. */
async function byKey(): Promise<Record<string, number>> {
  const rows = await database.sql<{ key: string; count: number }>(`
    select case when left(data, 1) = '~' then convert_from(substring(decode(substr(data, 2, 36), 'base64') from 2 for 24), 'UTF8') else '' end as key,
           count(*)::integer as count
      from record group by 1 order by 1`);
  return Object.fromEntries(rows.map(({ key, count }) => [key, count]));
}
const keys = () =>
  database.sql<{ id: string; retired: boolean }>(
    'select id, retired_at is not null as retired from data_key where for_records order by id',
  );
const sealers = async () => Object.keys(await byKey());

test('a key of records is replaced while it is used, by processes that are killed, and the old one opens nothing any more', async () => {
  seeded = await seedSync({
    connector: 'ledger',
    object: 'entry',
    label: 'entries',
    credential: { kind: 'fields', fields: {} },
  });
  await within((tx) => encryptRecords(tx, true));
  await sealRecords({ environmentId: seeded.environmentId });
  await put(0, records, 'Anna Blume');
  await put(0, 10, 'Anna Blume anew');
  const before = await read();
  const [first] = await keys();
  expect(await byKey()).toEqual({ [first?.id ?? '']: records });

  expect(await within(replaceRecordKey)).toBe('sealing');
  let killed = 0;
  for (; killed < kills; killed++) {
    const left = (await byKey())[first?.id ?? ''] ?? 0;
    const child = fork(join(import.meta.dirname, 'sealing-process.ts'), [seeded.environmentId], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    while (child.exitCode === null && ((await byKey())[first?.id ?? ''] ?? 0) === left) await sleep(5);
    if (child.exitCode !== null) break;
    child.kill('SIGKILL');
    await ended;
    // Half-way, both keys open; and what is written meanwhile is sealed with the new one.
    expect(await sealers()).toHaveLength(2);
    expect(await read()).toEqual(before);
  }
  expect(killed).toBe(kills);
  const after = { environmentId: seeded.environmentId };
  const later = new Date(Date.now() + 3_600_000);
  // Nobody destroys a key that still opens something, whatever else is done with keys meanwhile.
  expect(await destroyRetiredKeys(after, later)).toBe(0);
  await rotateDataKey(after);
  expect((await keys()).map(({ retired }) => retired)).toEqual([true, false]);
  await put(0, 10, 'Anna Blume once more');

  await sealRecords(after);
  const [, second] = await keys();
  expect(await byKey()).toEqual({ [second?.id ?? '']: records });
  expect(await destroyRetiredKeys(after, later)).toBeGreaterThan(0);
  expect(await keys()).toEqual([{ id: second?.id, retired: false }]);
  const now = await read();
  expect(now).toHaveLength(records);
  expect(now.filter((data) => data.includes('once more'))).toHaveLength(10);
  process.stdout.write(`at rest: ${records} records sealed anew by ${kills + 1} processes, ${kills} of them killed, 0 unreadable\n`); // biome-ignore format: one thought
}, 120_000);
