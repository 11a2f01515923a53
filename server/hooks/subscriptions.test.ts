import { createHash, createHmac } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { cleanUp } from '#server/connections/clean-up.job.ts';
import { disconnect } from '#server/connections/disconnect.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import { type ConnectionId, newId } from '#server/ids.ts';
import { type TestVendor, testVendor, within } from '#server/trpc/test-api.ts';
import { askForHooks, stopHooks } from './ask-for-hooks.ts';
import { resumeHooks } from './settle-soon.ts';
import { settleSubscription } from './settle-subscription.job.ts';
import { tendHooks } from './tend-hooks.ts';
import { TestBellApp } from './test-bell-app.ts';
import { seedConnection } from './test-connection.ts';
import { testHooks } from './test-hooks.ts';

const database = testDatabase();
const { tell } = testHooks([]);
let app: TestBellApp;
let vendor: TestVendor;
let learnt: Record<string, string>;
const minute = 60_000;

beforeAll(async () => {
  vendor = await testVendor();
});
beforeEach(async () => {
  app = new TestBellApp();
  const { origin, host } = await app.start();
  learnt = { origin };
  process.env.PORTICO_EGRESS_ALLOW = host;
  resetEnv();
  return () => app.stop();
});

const connect = (asked = true) =>
  within(vendor, async (tx) => {
    const customer = newId('customer');
    const { connectionId } = await seedConnection(tx, {
      connector: 'bell',
      customer,
      learnt,
      answers: { room: 'attic' },
    });
    if (asked) await askForHooks(tx, connectionId);
    return connectionId;
  });
const settle = (connectionId: ConnectionId, now = new Date()) =>
  settleSubscription({ environmentId: vendor.environmentId, connectionId }, AbortSignal.timeout(10_000), {
    now: () => now,
  });
interface Row {
  id: string;
  status: string;
  external_id: string | null;
  error: string | null;
  attempts: number;
  due_at: Date | null;
}
const rowOf = async (connectionId: ConnectionId) =>
  (
    await database.sql<Row & Record<string, unknown>>('select * from hook_subscription where connection_id = $1', [
      connectionId,
    ])
  )[0];
const later = (ms: number) => new Date(Date.now() + ms);

test('the app is asked once, with an address that is there while it is asked', async () => {
  const connectionId = await connect();
  let question: unknown;
  app.beforeAnswer = async ({ url }) => {
    question = await tell(`${url}?question=there`);
  };
  await Promise.all([settle(connectionId), settle(connectionId)]);
  await settle(connectionId);
  expect(app.calls).toEqual(['POST /subscriptions']);
  expect(question).toMatchObject({ status: 200, body: 'there' });
  const [made] = app.subscriptions.values();
  expect(made).toMatchObject({ room: 'attic', events: ['note.changed', 'note.gone'] });
  expect(made?.url).toMatch(/^https:\/\/portico\.example\/api\/hooks\/env_\w+\/hks_\w+$/);
  expect(await rowOf(connectionId)).toMatchObject({ status: 'active', external_id: made?.id, due_at: null });
  const body = JSON.stringify({ events: [{ id: 'e1' }] });
  const signature = createHmac('sha256', made?.secret ?? '')
    .update(body)
    .digest('hex');
  expect((await tell(made?.url ?? '', { body, headers: { 'bell-signature': signature } })).status).toBe(200);
  // What it is checked with is nowhere in the clear.
  const [row] = await database.sql<{ text: string }>('select h::text as text from hook_subscription h');
  expect(row?.text).not.toContain(Buffer.from(made?.secret ?? '').toString('hex'));
});

test('it is renewed a fifth of its life before its end, and made anew where the app has dropped it', async () => {
  app.livesMs = 100 * minute;
  const connectionId = await connect();
  await settle(connectionId);
  const first = await rowOf(connectionId);
  expect(Math.round(((first?.due_at?.getTime() ?? 0) - Date.now()) / minute)).toBe(50);
  await settle(connectionId, later(49 * minute));
  expect(app.calls).toHaveLength(1);
  await settle(connectionId, later(51 * minute));
  expect(app.calls.at(-1)).toBe('POST /subscriptions/sub-1/renew');
  app.subscriptions.clear();
  await settle(connectionId, later(99 * minute));
  expect(app.calls.slice(2)).toEqual(['POST /subscriptions/sub-1/renew', 'POST /subscriptions']);
  expect(await rowOf(connectionId)).toMatchObject({ status: 'active', external_id: 'sub-2' });
  expect([...app.subscriptions.values()][0]?.url).toContain(first?.id);
});

test('what fails is told in a sentence, tried again later, and does not end what is still there', async () => {
  app.fails = 403;
  const connectionId = await connect();
  await settle(connectionId);
  expect(await rowOf(connectionId)).toMatchObject({
    ...{ status: 'failing', attempts: 1 },
    error: expect.stringContaining('Bell refused'),
  });
  const [line] = await database.sql<{ sentence: string }>('select sentence from activity order by id desc limit 1');
  expect(line?.sentence).toMatch(/^Bell does not tell us of changes at the moment/);
  await settle(connectionId);
  expect(app.calls).toHaveLength(1);
  await settle(connectionId, later(2 * minute));
  expect(await rowOf(connectionId)).toMatchObject({ attempts: 2 });
  app.fails = undefined;
  app.livesMs = 100 * minute;
  await settle(connectionId, later(20 * minute));
  expect(await rowOf(connectionId)).toMatchObject({ status: 'active', attempts: 0, error: null });
  app.fails = 422;
  await settle(connectionId, later(80 * minute));
  expect(await rowOf(connectionId)).toMatchObject({ status: 'active', attempts: 1, external_id: 'sub-1' });
});

test('it ends when nobody wants it, and at the app when the connection is disconnected', async () => {
  const connectionId = await connect();
  await settle(connectionId);
  await within(vendor, (tx) => stopHooks(tx, connectionId));
  await settle(connectionId);
  expect([app.subscriptions.size, await rowOf(connectionId)]).toEqual([0, undefined]);

  const other = await connect();
  await settle(other);
  await within(vendor, (tx) => disconnect(tx, other, 'test'));
  const { environmentId } = vendor;
  await cleanUp({ environmentId, connectionId: other, giveUpAt: later(minute) });
  expect([app.subscriptions.size, await rowOf(other)]).toEqual([0, undefined]);

  const third = await connect();
  await settle(third);
  app.fails = 422;
  await within(vendor, (tx) => disconnect(tx, third, 'test'));
  await cleanUp({ environmentId, connectionId: third, giveUpAt: later(minute) });
  expect(await rowOf(third)).toBeUndefined();
});

test('after a reconnect it is looked after at once; with another account it has another address', async () => {
  const connectionId = await connect();
  await settle(connectionId);
  const before = await rowOf(connectionId);
  await within(vendor, (tx) => resumeHooks(tx, connectionId, false, new Date()));
  await settle(connectionId);
  expect(app.calls.at(-1)).toBe('POST /subscriptions/sub-1/renew');
  await within(vendor, (tx) => resumeHooks(tx, connectionId, true, new Date()));
  expect((await tell([...app.subscriptions.values()][0]?.url ?? '')).status).toBe(410);
  expect(before?.id).toBeDefined();
});

test('the tend job takes up what is due, works on what was forgotten, and forgets what is old', async () => {
  const tenant = { environmentId: vendor.environmentId };
  const waiting = (name: string) =>
    database.sql<{ data: Record<string, unknown> }>('select data from pgboss.job where name = $1 order by id', [name]);
  const connectionId = await connect();
  app.fails = 500;
  await settle(connectionId);
  const event = (id: string, status: string, daysAgo: number) => {
    const at = later(-daysAgo * 1440 * minute);
    return within(vendor, (tx) =>
      tx
        .insertInto('inbound_event')
        .values({
          ...{ environment_id: vendor.environmentId, id: newId('inboundEvent', at.getTime()), connector: 'bell' },
          ...{ dedupe: createHash('md5').update(id).digest('hex'), type: id, received_at: at },
          status: status === 'done' ? 'done' : 'received',
        })
        .execute(),
    );
  };
  await event('old', 'done', 15);
  await event('kept', 'done', 13);
  await event('lost', 'received', 1);
  await event('new', 'received', 0);
  await database.sql('delete from pgboss.job');
  await tendHooks(tenant, later(10 * minute));
  expect((await waiting('hook_subscription')).map(({ data }) => data.connectionId)).toContain(connectionId);
  const [job] = await waiting('hook');
  const named = await database.sql<{ type: string }>('select type from inbound_event where id = any($1)', [
    z.array(z.string()).parse(job?.data.eventIds),
  ]);
  expect(named.map(({ type }) => type)).toContain('lost');
  expect(named.map(({ type }) => type)).not.toContain('new');
  const types = (await database.sql<{ type: string }>('select type from inbound_event')).map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(['kept', 'lost', 'new']));
  expect(types).not.toContain('old');
});
