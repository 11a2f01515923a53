import { beforeAll, describe, expect, test } from 'vitest';
import { controlDb, withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { createVendor } from '#server/environments/create-vendor.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { open, seal } from './seal.ts';

const database = testDatabase();
const place = { table: 'credential', row: 'con_1', column: 'ciphertext' };
let environmentId: EnvironmentId;

beforeAll(async () => {
  ({ environmentId } = await createVendor(controlDb(), { name: 'Acme' }));
});

describe('a sealed value', () => {
  test('opens at its place, and says nothing about its text', async () => {
    const sealed = await withTenant({ environmentId }, (tx) => seal(tx, place, 'a refresh token'));
    expect(sealed.includes('refresh')).toBe(false);
    expect(await withTenant({ environmentId }, (tx) => open(tx, place, sealed))).toBe('a refresh token');
  });

  test('does not open in another row, column, table or environment, nor with a bit changed', async () => {
    const other = await createVendor(controlDb(), { name: 'Other' });
    const sealed = await withTenant({ environmentId }, (tx) => seal(tx, place, 'x'));
    const flipped = Buffer.from(sealed);
    flipped[flipped.length - 1] = (flipped[flipped.length - 1] ?? 0) ^ 1;
    const attempts: [EnvironmentId, typeof place, Buffer][] = [
      [environmentId, { ...place, row: 'con_2' }, sealed],
      [environmentId, { ...place, column: 'previous' }, sealed],
      [environmentId, { ...place, table: 'connect' }, sealed],
      [other.environmentId, place, sealed],
      [environmentId, place, flipped],
    ];
    for (const [environment, at, value] of attempts) {
      const opening = withTenant({ environmentId: environment }, (tx) => open(tx, at, value));
      await expect(opening).rejects.toThrow(/can't be opened/);
    }
  });

  test('is not in a dump of the database, and neither is the data key', async () => {
    await withTenant({ environmentId }, (tx) => seal(tx, place, 'canary-9f3a'));
    const [keys] = await database.sql<{ text: string }>(
      "select string_agg(encode(wrapped, 'hex'), '') as text from data_key",
    );
    expect(keys?.text).not.toContain(Buffer.from('canary-9f3a').toString('hex'));
  });
});
