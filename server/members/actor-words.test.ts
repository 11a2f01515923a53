import { expect, test } from 'vitest';
import { controlDb } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { newId } from '#server/ids.ts';
import { testVendor, within } from '#server/trpc/test-api.ts';
import { actorWords } from './actor-words.ts';
import { createMember } from './create-member.ts';

testDatabase();

test('ids of members and keys in a text become names; what nobody knows stays as it is', async () => {
  const vendor = await testVendor();
  const memberId = await createMember(controlDb(), {
    ...{ vendorId: vendor.vendorId, email: 'olivia@acme.example', name: 'Olivia Owner' },
    ...{ password: 'correct horse battery', role: 'owner' },
  });
  const [stopped, key, gone] = [`It was stopped by ${memberId}.`, newId('apiKey'), newId('member')];
  const named = await within(vendor, (tx) => actorWords(tx, [stopped, key, gone, null]));
  expect([stopped, key, gone, 'portico'].map(named)).toEqual([
    ...['It was stopped by Olivia Owner.', 'the API', gone, 'portico'],
  ]);
});
