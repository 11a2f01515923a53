import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import { systemClock } from '#server/clock.ts';
import { controlDb } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { verifyEmbedToken } from '#server/embed/verify-embed-token.ts';
import { api, consoleOf, testVendor, textAt, within } from '#server/trpc/test-api.ts';
import { ownEmbedKey } from './own-embed-key.ts';

testDatabase();

const body = {
  customer: 'globex',
  customerName: 'Globex',
  user: { id: 'mara', name: 'Mara', email: 'mara@globex.example', role: 'admin' },
  locale: 'de',
};

test('the token is one that the embed takes, good for ten minutes', async () => {
  const vendor = await testVendor();
  const answer = await api('POST', '/embed-sessions', { key: vendor.key, body });
  const token = textAt(answer.body, 'token');
  const { environmentId, claims } = await verifyEmbedToken(token, systemClock);
  expect(environmentId).toBe(vendor.environmentId);
  expect(claims).toMatchObject({
    customer: 'globex',
    customer_name: 'Globex',
    sub: 'mara',
    name: 'Mara',
    email: 'mara@globex.example',
    role: 'admin',
    locale: 'de',
  });
  const { iat = 0, exp = 0 } = decodeJwt(token);
  expect(exp - iat).toBe(600);
  expect(new Date(textAt(answer.body, 'expiresAt')).getTime()).toBe(exp * 1000);
  expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256' });
});

test('the environment’s own key is made once, also by callers who come at once, and sealed', async () => {
  const vendor = await testVendor();
  const kids = await Promise.all(
    Array.from({ length: 5 }, () => within(vendor, async (tx) => (await ownEmbedKey(tx)).kid)),
  );
  expect(new Set(kids).size).toBe(1);
  const rows = await within(vendor, (tx) => tx.selectFrom('embed_key').selectAll().execute());
  expect(rows).toHaveLength(1);
  expect(rows[0]?.private_key?.includes('PRIVATE')).toBe(false);
});

test('once its own key is revoked, old tokens are refused and new ones have a new key', async () => {
  const vendor = await testVendor();
  const token = async () => textAt((await api('POST', '/embed-sessions', { key: vendor.key, body })).body, 'token');
  const old = await token();
  const console = await consoleOf(vendor);
  const { items } = await console.embedKeys.list({});
  expect(items).toMatchObject([{ name: 'Portico', own: true, algorithm: 'ES256' }]);
  await console.embedKeys.revoke({ id: items[0]?.id ?? '' });
  await expect(verifyEmbedToken(old, systemClock)).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(verifyEmbedToken(await token(), systemClock)).resolves.toMatchObject({
    environmentId: vendor.environmentId,
  });
});

test('an unknown customer and a foreign origin are told to the backend, not to its customer’s browser', async () => {
  const vendor = await testVendor();
  const call = (body: object) => api('POST', '/embed-sessions', { key: vendor.key, body });
  const user = { id: 'mara' };
  expect(await call({ customer: 'globex', user })).toMatchObject({
    status: 404,
    body: { error: { field: 'customer', remedy: expect.stringMatching(/customerName/) } },
  });
  await api('POST', '/customers', { key: vendor.key, body: { externalId: 'globex', name: 'Globex' } });
  expect((await call({ customer: 'globex', user })).status).toBe(200);
  const origin = 'https://app.acme.example';
  expect(await call({ customer: 'globex', user, origin })).toMatchObject({
    status: 403,
    body: { error: { code: 'origin_not_allowed', field: 'origin' } },
  });
  await controlDb()
    .updateTable('environment')
    .set({ allowed_origins: [origin] })
    .where('id', '=', vendor.environmentId)
    .execute();
  expect((await call({ customer: 'globex', user, origin })).status).toBe(200);
  expect(await call({ customer: 'globex', user, origin: `${origin}/` })).toMatchObject({
    status: 422,
    body: { error: { field: 'origin', message: expect.stringMatching(/exact origin/) } },
  });
});
