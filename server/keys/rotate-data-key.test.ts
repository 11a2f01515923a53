import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { secondsAfter } from '#server/clock.ts';
import { controlDb, withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { createVendor } from '#server/environments/create-vendor.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { destroyRetiredKeys } from './destroy-retired-keys.ts';
import { countByKey } from './reseal.ts';
import { rotateDataKey } from './rotate-data-key.ts';
import { readSecrets, seedSecrets } from './test-secrets.ts';

const database = testDatabase();
const run = promisify(execFile);
let environmentId: EnvironmentId;
let expected: Map<string, string>;

beforeAll(async () => {
  ({ environmentId } = await createVendor(controlDb(), { name: 'Acme' }));
  expected = await seedSecrets({ environmentId }, 40);
});

const keys = () =>
  database.sql<{ id: string; retired: boolean; wrapped_by: string }>(
    'select id, retired_at is not null as retired, wrapped_by from data_key where environment_id = $1 order by id',
    [environmentId],
  );
const counts = () => withTenant({ environmentId }, countByKey);

describe('a new data key', () => {
  test('seals everything anew, in every column; the old one is retired, and destroyed when nothing can need it', async () => {
    const before = await counts();
    const [old] = await keys();
    const rotated = await rotateDataKey({ environmentId });
    expect(rotated).toEqual({ resealed: [...before.values()].reduce((sum, count) => sum + count, 0), retired: 1 });
    const [first, second] = await keys();
    expect([first?.id, first?.retired, second?.retired]).toEqual([old?.id, true, false]);
    expect(await counts()).toEqual(new Map([[second?.id, rotated.resealed]]));
    expect(await readSecrets({ environmentId })).toEqual(expected);
    expect(await destroyRetiredKeys({ environmentId }, new Date())).toBe(0);
    const later = secondsAfter(new Date(), 1000);
    await database.sql(
      "update credential set lease = 'x' where connection_id = (select max(connection_id) from credential)",
    );
    expect(await destroyRetiredKeys({ environmentId }, later)).toBe(0);
    await database.sql('update credential set lease = null');
    expect(await destroyRetiredKeys({ environmentId }, later)).toBe(1);
    expect((await keys()).map(({ id }) => id)).toEqual([second?.id]);
    expect(await readSecrets({ environmentId })).toEqual(expected);
  });

  test('that was interrupted goes on with the same key', async () => {
    let batches = 0;
    const interrupted = rotateDataKey({ environmentId }, () => {
      batches += 1;
      if (batches === 2) throw new Error('Interrupted.');
    });
    await expect(interrupted).rejects.toThrow('Interrupted.');
    const known = await keys();
    expect(known).toHaveLength(2);
    expect((await counts()).size).toBe(2);
    expect(await readSecrets({ environmentId })).toEqual(expected);
    expect((await rotateDataKey({ environmentId })).retired).toBe(1);
    expect(await keys()).toEqual(known);
    expect((await counts()).size).toBe(1);
    expect(await readSecrets({ environmentId })).toEqual(expected);
  });

  test('is not made for an environment that has sealed nothing', async () => {
    const other = await createVendor(controlDb(), { name: 'Empty' });
    expect(await rotateDataKey({ environmentId: other.environmentId })).toEqual({ resealed: 0, retired: 0 });
  });
});

describe('npm run keys:rotate', () => {
  const migrateScript = join(import.meta.dirname, '../boot/migrate-database.ts');
  const startWith = (key: string) =>
    run(process.execPath, [migrateScript], { env: { ...process.env, PORTICO_KEY: key } });
  const script = join(import.meta.dirname, '../boot/rotate-keys.ts');
  const rotate = (flags: string[], settings: Record<string, string> = {}) =>
    run(process.execPath, [script, ...flags], { env: { ...process.env, ...settings } }).catch(
      (error: { stdout: string; stderr: string }) => ({ stdout: '', stderr: error.stderr }),
    );

  test('--data gives each environment a new key', async () => {
    const before = await keys();
    const { stdout, stderr } = await rotate(['--data']);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/values sealed anew, \d retired keys left/);
    expect((await keys()).length).toBeGreaterThanOrEqual(before.length);
    expect(await readSecrets({ environmentId })).toEqual(expected);
  });

  test('--master wraps the data keys with the key of today, which then opens everything alone', async () => {
    const [old, anew] = [process.env.PORTICO_KEY ?? '', randomBytes(32).toString('base64')];
    // As at the first start with the new key: its log-in role is made, and the old one goes on.
    await startWith(anew);
    const settings = { PORTICO_KEY: anew };
    const alone = await rotate(['--master'], settings);
    expect(alone.stderr).toMatch(/A data key was wrapped with the key local:\w+, which is not set here/);
    const { stdout, stderr } = await rotate(['--master'], { ...settings, PORTICO_KEY_PREVIOUS: old });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/[1-9] data keys wrapped anew/);
    expect((await rotate(['--master'], { ...settings, PORTICO_KEY_PREVIOUS: old })).stdout).toMatch(
      new RegExp(`\\(${environmentId}\\): 0 data keys`),
    );
    expect(new Set((await keys()).map((one) => one.wrapped_by)).size).toBe(1);
    // The new key alone can seal everything anew, and so has opened everything.
    expect((await rotate(['--data'], settings)).stderr).toBe('');
    expect((await rotate(['--master'], { ...settings, PORTICO_KEY: old, PORTICO_KEY_PREVIOUS: anew })).stderr).toBe('');
    expect(await readSecrets({ environmentId })).toEqual(expected);
  });

  test('without saying which keys says what can be said', async () => {
    expect((await rotate([])).stderr).toMatch(/--data[\s\S]*--master/);
  });
});
