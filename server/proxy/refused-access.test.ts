import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { seedConnection } from '#server/connections/figures/test-connection.ts';
import { startTokenServer, type TestTokenServer } from '#server/connections/figures/test-token-server.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { testEcho } from './test-echo.ts';

const database = testDatabase();
const echo = testEcho(database);
let server: TestTokenServer;

beforeAll(async () => {
  server = await startTokenServer({ atReuse: 'revokes', expiresIn: 3600 });
});
afterAll(() => server.close());

async function connect(family: string) {
  const seeded = await seedConnection({ server, connector: 'revoking', family, livesFor: 3600 });
  const { environmentId } = seeded;
  const { secret } = await withTenant({ environmentId }, (tx) => createApiKey(tx, { name: 'test' }));
  return { ...seeded, key: secret };
}
const statusOf = async (id: string) =>
  (await database.sql('select status from connection where id = $1', [id]))[0]?.status;

test('an access that the app ended before its time is renewed once, and the call sent again', async () => {
  const one = await connect('ended-early');
  server.options.me = { status: 401, body: { message: 'This access has ended.' } };
  server.options.beforeAnswer = async () => {
    server.options.me = undefined;
  };
  const answer = await echo.through(one, { path: '/me' });
  expect([answer.status, answer.json()]).toEqual([200, { id: '1', name: 'One' }]);
  expect(server.family('ended-early').renewals).toBe(1);
  expect(await statusOf(one.connectionId)).toBe('active');
});

test('raw: a refused access is the caller’s affair', async () => {
  const one = await connect('raw');
  server.options.me = { status: 401, body: { message: 'This access has ended.' } };
  const answer = await echo.through(one, { path: '/me', headers: { 'portico-raw': '1' } });
  expect([answer.status, answer.json()]).toEqual([401, { message: 'This access has ended.' }]);
  expect(server.family('raw').requests).toBe(0);
});

test('a refused access that nothing renews: a person is asked, and the caller told so', async () => {
  const one = await connect('dead');
  server.options.me = { status: 401, body: { message: 'This access has ended.' } };
  server.family('dead').isRevoked = true;
  const answer = await echo.through(one, { path: '/me' });
  expect([answer.status, answer.json()]).toMatchObject([
    409,
    { error: { code: 'not_connected', app: { class: 'auth' } } },
  ]);
  expect(await statusOf(one.connectionId)).toBe('needs_reauth');
});

test('many callers on an access that ended: one renewal', async () => {
  const one = await connect('many');
  server.options.me = undefined;
  await database.sql('update credential set refresh_at = now() - interval $$1 hour$$ where connection_id = $1', [
    one.connectionId,
  ]);
  const answers = await Promise.all(Array.from({ length: 40 }, () => echo.through(one, { path: '/me' })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(server.family('many').requests).toBe(1);
});
