import { expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { api, consoleOf, testVendor, textAt, within } from '#server/trpc/test-api.ts';

testDatabase();

test('whoever has no good key is refused with what to do', async () => {
  const { key, environmentId } = await testVendor();
  const asking = async (authorization?: string) => {
    const answer = await api('GET', '/customers', { headers: authorization ? { authorization } : {} });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.body).toMatchObject({ error: { code: 'unauthenticated', remedy: expect.any(String) } });
    return textAt(answer.body, 'error', 'message');
  };
  expect(await asking()).toMatch(/no secret key was sent/);
  expect(await asking('Basic abc')).toMatch(/Authorization/);
  expect(await asking(`Bearer ${key.slice(0, -1)}`)).toMatch(/cut off/);
  expect(await asking('Bearer eyJhbGciOiJub25lIn0.e30.')).toMatch(/token of the embed/);
  const stranger = await testVendor();
  await within(stranger, (tx) => tx.deleteFrom('api_key').execute());
  expect(await asking(`Bearer ${stranger.key}`)).toMatch(/no such secret key/);
  await within({ environmentId }, (tx) => tx.updateTable('api_key').set({ revoked_at: new Date() }).execute());
  expect(await asking(`Bearer ${key}`)).toMatch(/revoked/);
});

test('a key in the address is not used', async () => {
  const { key } = await testVendor();
  const answer = await api('GET', `/customers?key=${key}`, { key });
  expect(answer).toMatchObject({ status: 401, body: { error: { message: expect.stringMatching(/in the address/) } } });
});

test('the use of a key is noted at most once a minute', async () => {
  const { key, environmentId } = await testVendor();
  const usedAt = async () =>
    (await within({ environmentId }, (tx) => tx.selectFrom('api_key').select('last_used_at').executeTakeFirstOrThrow()))
      .last_used_at;
  expect(await usedAt()).toBeNull();
  await api('GET', '/customers', { key });
  const first = await usedAt();
  expect(first).not.toBeNull();
  await api('GET', '/customers', { key });
  expect(await usedAt()).toEqual(first);
  await within({ environmentId }, (tx) =>
    tx
      .updateTable('api_key')
      .set({ last_used_at: new Date(Date.now() - 61_000) })
      .execute(),
  );
  await api('GET', '/customers', { key });
  expect((await usedAt())?.getTime()).toBeGreaterThanOrEqual(first?.getTime() ?? 0);
});

test('a key is shown once, then only its end; revoked, it stops at once', async () => {
  const vendor = await testVendor();
  const console = await consoleOf(vendor);
  const { secret, ...made } = await console.apiKeys.create({ name: ' Backend ' });
  expect(made).toMatchObject({
    name: 'Backend',
    hint: `sk_dev_…${secret.slice(-4)}`,
    createdBy: expect.stringMatching(/^mem_/),
    lastUsedAt: null,
  });
  expect((await api('GET', '/customers', { key: secret })).status).toBe(200);
  expect(JSON.stringify(await console.apiKeys.list({}))).not.toContain(secret);
  const revoked = await console.apiKeys.revoke({ id: made.id });
  expect((await api('GET', '/customers', { key: secret })).status).toBe(401);
  expect(await console.apiKeys.revoke({ id: made.id })).toEqual(revoked);
});
