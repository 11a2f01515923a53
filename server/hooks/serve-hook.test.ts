import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { newId } from '#server/ids.ts';
import { boss } from '#server/jobs/boss.ts';
import { type TestVendor, testVendor, within } from '#server/trpc/test-api.ts';
import { appHookUrl, subscriptionHookUrl } from './hook-address.ts';
import { seedApp, seedConnection, seedSubscription, type ToldConnection } from './test-connection.ts';
import { publicUrl, testHooks } from './test-hooks.ts';

const database = testDatabase();
const { tell, port } = testHooks();
const secret = 'a-secret-of-the-app';
const hmac = (text: string | Buffer, key = secret) => createHmac('sha256', key).update(text).digest('hex');

let vendor: TestVendor;
let bell: ToldConnection;
let bellUrl: string;

beforeAll(async () => {
  vendor = await testVendor();
  await within(vendor, async (tx) => {
    for (const connector of ['slack', 'zoom', 'dropbox', 'trello', 'monday', 'intercom', 'hubspot', 'discord'])
      await seedApp(tx, connector, secret);
    bell = await seedConnection(tx, { connector: 'bell' });
    const { id } = await seedSubscription(tx, bell, { connector: 'bell', secret });
    bellUrl = subscriptionHookUrl({ ...vendor, subscriptionId: id, token: undefined });
  });
});
beforeEach(() => database.sql('delete from inbound_event'));

const events = () =>
  database.sql<{ event_id: string; status: string; reason: string; external_id: string; data: string }>(
    'select * from inbound_event order by id',
  );
const jobs = async () =>
  (await database.sql<{ n: number }>("select count(*)::integer as n from pgboss.job where name = 'hook'"))[0]?.n ?? 0;
const ring = (body: string | Buffer, headers: Record<string, string> = {}) =>
  tell(bellUrl, { body, headers: { 'bell-signature': hmac(body), ...headers } });
const rings = (...given: object[]) => JSON.stringify({ events: given });

describe('a question of the app', () => {
  const app = (connector: string, query = '') => `${appHookUrl(vendor.environmentId, connector)}${query}`;

  test.each([
    ['slack', { type: 'url_verification', challenge: 'c1' }, 'c1'],
    ['monday', { challenge: 'c2' }, '{"challenge":"c2"}'],
  ])('of %s is echoed', async (connector, said, expected) => {
    const answer = await tell(app(connector), { body: JSON.stringify(said) });
    expect(answer).toMatchObject({ status: 200, body: expected });
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
  });

  test('Dropbox by GET, Trello and Intercom by HEAD', async () => {
    const answer = await tell(app('dropbox', '?challenge=%3Cb%3Ehi'), { method: 'GET' });
    expect(answer).toMatchObject({ status: 200, body: '<b>hi' });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    for (const connector of ['trello', 'intercom'])
      expect((await tell(app(connector), { method: 'HEAD' })).status).toBe(200);
  });

  test('Graph while it is asked to tell, and Asana its secret', async () => {
    const [graph, asana] = await within(vendor, async (tx) =>
      Promise.all(
        ['microsoft-outlook', 'asana'].map(async (connector) => {
          const { id } = await seedSubscription(tx, await seedConnection(tx, { connector }), { connector });
          return subscriptionHookUrl({ ...vendor, subscriptionId: id, token: undefined });
        }),
      ),
    );
    expect(await tell(`${graph}?validationToken=Validation%3A%20abc`)).toMatchObject({
      status: 200,
      body: 'Validation: abc',
    });
    const answer = await tell(asana ?? '', { headers: { 'x-hook-secret': 's3' } });
    expect(answer).toMatchObject({ status: 200, headers: { 'x-hook-secret': 's3' } });
  });

  test('Zoom’s is answered with our secret only where Zoom has signed it: nobody else gets a text signed', async () => {
    const body = JSON.stringify({ event: 'endpoint.url_validation', payload: { plainToken: 'q' }, event_ts: 1 });
    const time = String(Math.floor(Date.now() / 1000));
    const signature = `v0=${hmac(`v0:${time}:${body}`)}`;
    expect((await tell(app('zoom'), { body })).status).toBe(401);
    const forged = { 'x-zm-request-timestamp': time, 'x-zm-signature': `v0=${hmac('something else')}` };
    expect((await tell(app('zoom'), { body, headers: forged })).status).toBe(401);
    const headers = { 'x-zm-request-timestamp': time, 'x-zm-signature': signature };
    const answer = await tell(app('zoom'), { body, headers });
    expect(JSON.parse(answer.body)).toEqual({ plainToken: 'q', encryptedToken: hmac('q') });
  });

  test('leaves nothing behind', async () => {
    await tell(app('slack'), { body: JSON.stringify({ type: 'url_verification', challenge: 'c1' }) });
    expect(await events()).toEqual([]);
  });
});

describe('what is refused', () => {
  test('too old, and from the future', async () => {
    const body = JSON.stringify({ type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event: { type: 'x' } });
    for (const [shift, status] of [
      [-301, 401],
      [330, 401],
      [-200, 200],
    ] as const) {
      const time = String(Math.floor(Date.now() / 1000) + shift);
      const headers = { 'x-slack-request-timestamp': time, 'x-slack-signature': `v0=${hmac(`v0:${time}:${body}`)}` };
      expect((await tell(appHookUrl(vendor.environmentId, 'slack'), { body, headers })).status).toBe(status);
    }
    expect(await events()).toHaveLength(1);
  });

  test('an address that is none, and one that has ended', async () => {
    const other = await testVendor();
    const { environmentId } = vendor;
    const statuses = async (...urls: string[]) => Promise.all(urls.map(async (url) => (await tell(url)).status));
    expect(
      await statuses(
        ...[`${publicUrl}/api/hooks/`, `${publicUrl}/api/hooks/x/slack`, appHookUrl(environmentId, 'nothing')],
        ...[appHookUrl(environmentId, '..%2fslack'), `${appHookUrl(environmentId, 'slack')}/x`],
        // It has no OAuth app; its hooks are of one connection; signs nothing.
        ...[appHookUrl(other.environmentId, 'slack'), appHookUrl(environmentId, 'bell')],
        ...[appHookUrl(environmentId, 'mailchimp'), appHookUrl(newId('environment'), 'slack')],
      ),
    ).toEqual([404, 404, 404, 404, 404, 404, 404, 404, 404]);
    const gone = { environmentId, subscriptionId: newId('hookSubscription'), token: undefined };
    const [, , , , subscriptionId = ''] = new URL(bellUrl).pathname.split('/');
    const elsewhere = bellUrl.replace(environmentId, other.environmentId);
    expect(subscriptionId).toMatch(/^hks_/);
    expect(await statuses(subscriptionHookUrl(gone), elsewhere)).toEqual([410, 410]);
  });

  test('events by any method but POST and PUT', async () => {
    const body = rings({ id: 'm1' });
    for (const method of ['GET', 'DELETE', 'PATCH'])
      expect((await tell(bellUrl, { method, body, headers: { 'bell-signature': hmac(body) } })).status).toBe(405);
    expect(await events()).toEqual([]);
  });

  test('more than 1 MiB, announced or not; exactly that much is taken', async () => {
    const fill = (bytes: number) => rings({ id: 'x'.repeat(bytes - rings({ id: '' }).length) });
    const [most, more] = [fill(1024 * 1024), fill(1024 * 1024 + 1)];
    expect(Buffer.byteLength(more)).toBe(1024 * 1024 + 1);
    expect((await ring(more)).status).toBe(413);
    expect(await inPieces(more)).toBe(413);
    expect(await events()).toEqual([]);
    expect((await ring(most)).status).toBe(200);
    expect(await events()).toHaveLength(1);
  });

  function inPieces(body: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const path = bellUrl.slice(publicUrl.length);
      const outgoing = request(
        { host: '127.0.0.1', port: port(), method: 'POST', path, headers: { 'bell-signature': hmac(body) } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        },
      );
      outgoing.on('error', reject);
      for (let at = 0; at < body.length; at += 65_536) outgoing.write(body.slice(at, at + 65_536));
      outgoing.end();
    });
  }
});

describe('an event', () => {
  test('comes once, however often it is sent and however many at once', async () => {
    const before = await jobs();
    const body = rings({ id: 'e1' }, { id: 'e2' });
    const statuses = await Promise.all(Array.from({ length: 12 }, async () => (await ring(body)).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
    // With another one beside it, and written in another way.
    expect((await ring(rings({ id: 'e2', type: 'note.gone' }, { id: 'e3' }))).status).toBe(200);
    expect((await events()).map((one) => one.event_id)).toEqual(['e1', 'e2', 'e3']);
    expect((await jobs()) - before).toBe(2);
  });

  test('gives a job that is the row which the queue itself writes', async () => {
    const hookJobs = () =>
      database.sql<{ said: { data: object } }>(
        `select to_jsonb(j) - '{id,created_on,start_after,keep_until}'::text[] as said, start_after - created_on as starts,
                keep_until - created_on as kept from pgboss.job j where name = 'hook' order by created_on desc limit 1`,
      );
    await ring(rings({ id: 'e1' }, { id: 'e2' }));
    const [ours] = await hookJobs();
    await (await boss()).insert('hook', [{ data: ours?.said.data ?? {}, priority: 50 }]);
    expect(ours?.said.data).toMatchObject({ eventIds: [expect.any(String), expect.any(String)] });
    expect(await hookJobs()).toEqual([ours]);
  });

  test('of another account with the same id is another one', async () => {
    await ring(rings({ id: 'e1', account: 'a' }, { id: 'e1', account: 'b' }));
    expect(await events()).toHaveLength(2);
  });

  test('without an id is known by the body that it stood in', async () => {
    const body = rings({ key: '1' }, { key: '1' });
    await ring(body);
    await ring(body);
    expect(await events()).toHaveLength(2);
    await ring(`${body} `);
    expect(await events()).toHaveLength(4);
  });

  test('of whatever letters is kept, and a key that is too long names no row', async () => {
    const odd = { id: 'a\u0000b\ud800', type: 'x'.repeat(5000), key: 'k'.repeat(600), account: '\u0000' };
    expect((await ring(rings(odd))).status).toBe(200);
    expect(await events()).toMatchObject([{ event_id: 'a\ufffdb\ufffd', external_id: null }]);
  });

  test('a hook may hold thousands', async () => {
    const body = rings(...Array.from({ length: 5000 }, (_, index) => ({ id: String(index) })));
    expect((await ring(body)).status).toBe(200);
    expect(await events()).toHaveLength(5000);
  });

  test('that was signed and can’t be read is kept with the reason', async () => {
    expect((await ring('no JSON\u0000')).status).toBe(200);
    expect(await events()).toMatchObject([{ status: 'failed', data: '"no JSON\\u0000"' }]);
    expect((await events())[0]?.reason).toMatch(/^What Bell told could not be read\./);
  });
});

test('while the database is away the app is asked to send it again, and then nothing is missing', async () => {
  const body = rings({ id: 'down-1' });
  await database.sql('alter table inbound_event rename to inbound_event_away');
  const answer = await ring(body);
  await database.sql('alter table inbound_event_away rename to inbound_event');
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '10']);
  await database.sql(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  // It comes again as apps do, until the connections that were cut are out of the pool.
  await expect.poll(async () => (await ring(body)).status, { timeout: 10_000 }).toBe(200);
  expect(await events()).toMatchObject([{ event_id: 'down-1' }]);
});
