import { expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { testVendor, within } from '#server/trpc/test-api.ts';
import { ensureCustomer } from './ensure-customer.ts';

testDatabase();

test('a customer is made by its name, found without one, and renamed', async () => {
  const vendor = await testVendor();
  const ensure = (name?: string) => within(vendor, (tx) => ensureCustomer(tx, { externalId: 'globex', name }));
  expect(await ensure()).toBeUndefined();
  const made = await ensure('Globex');
  expect(await ensure()).toEqual(made);
  expect(await ensure('Globex Inc.')).toMatchObject({ id: made?.id, name: 'Globex Inc.' });
});

test('two that come at once get the same customer', async () => {
  const vendor = await testVendor();
  const made = await Promise.all(
    [1, 2, 3, 4].map(() => within(vendor, (tx) => ensureCustomer(tx, { externalId: 'globex', name: 'Globex' }))),
  );
  expect(new Set(made.map((row) => row?.id)).size).toBe(1);
});
