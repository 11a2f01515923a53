import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { testDatabase } from '#server/db/test-database.ts';
import { testVendor, within } from '#server/trpc/test-api.ts';
import { subscriptionHookUrl } from '../hook-address.ts';
import { processEvents } from '../process-events.job.ts';
import { seedConnection, seedSubscription } from '../test-connection.ts';
import { publicUrl, testHooks } from '../test-hooks.ts';

/*
 * A fifth comes again (some at the same moment, some later), one in twenty is signed by somebody else. Everything goes
 * over real HTTP: first as fast as it is taken, then at the rate at which the answer's time is promised.
 */
const isFull = process.env.FIGURES === 'full';
const deliveries = isFull ? 50_000 : 600;
const again = 0.2;
const forged = 0.05;
const atOnce = 24;
const perSecond = 200;
const paced = isFull ? 12_000 : 100;

const database = testDatabase();
const { port } = testHooks([]);
const secret = 'a-secret-of-the-app';
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
let path: string;

beforeAll(async () => {
  const vendor = await testVendor();
  await within(vendor, async (tx) => {
    const bell = await seedConnection(tx, { connector: 'bell' });
    const { id } = await seedSubscription(tx, bell, { connector: 'bell', secret });
    path = subscriptionHookUrl({ ...vendor, subscriptionId: id, token: undefined }).slice(publicUrl.length);
  });
  return () => agent.destroy();
});

function send(id: string, key = secret): Promise<number> {
  const body = JSON.stringify({
    events: [{ id, type: 'note.changed', object: 'note', key: id, pad: 'x'.repeat(700) }],
  });
  const headers = {
    'bell-signature': createHmac('sha256', key).update(body).digest('hex'),
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request({ agent, host: '127.0.0.1', port: port(), method: 'POST', path, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const eventIdsSchema = z.object({ eventIds: z.array(z.string()) });

const part = (values: number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN;
const count = async (what: string) =>
  (await database.sql<{ n: number }>(`select count(*)::integer as n from ${what}`))[0]?.n ?? -1;

test(`${deliveries} hooks: each good one is kept once, no bad one is kept`, async () => {
  const bad = Math.round(deliveries * forged);
  const repeated = Math.round(deliveries * again);
  const good = deliveries - bad - repeated;
  const plan = [
    ...Array.from({ length: good }, (_, index) => ({ id: `good-${index}`, key: secret })),
    ...Array.from({ length: repeated }, (_, index) => ({ id: `good-${(index * 7) % good}`, key: secret })),
    ...Array.from({ length: bad }, (_, index) => ({ id: `bad-${index}`, key: 'somebody-elses' })),
  ].sort((one, other) => mixed(one) - mixed(other));
  const began = performance.now();
  const statuses = new Map<number, number>();
  const upcoming = plan.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const { id, key } of upcoming) {
        const status = await send(id, key);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  expect(Object.fromEntries(statuses)).toEqual({ 200: good + repeated, 401: bad });
  expect(await count("inbound_event where event_id like 'bad-%'")).toBe(0);
  expect(await count('(select distinct event_id from inbound_event) e')).toBe(good);
  expect(await count('inbound_event')).toBe(good);
  // Those that came at the same moment share a job.
  const enqueued = "pgboss.job, jsonb_array_elements(data -> 'eventIds') where name = 'hook'";
  expect(await count(enqueued)).toBe(good);
  const jobs = await database.sql<{ data: unknown }>("select data from pgboss.job where name = 'hook' limit 200");
  for (const { data } of jobs) await processEvents(data);
  const settled = jobs.reduce((sum, { data }) => sum + eventIdsSchema.parse(data).eventIds.length, 0);
  expect(await count("inbound_event where status = 'done'")).toBe(settled);
  process.stdout.write(
    `inbound: ${deliveries} hooks (${repeated} again, ${bad} forged) in ${seconds.toFixed(0)} s, ${Math.round(deliveries / seconds)}/s: ` +
      `${good} of ${good} good ones kept once, 0 forged ones kept\n`,
  );
}, 1_800_000);

/** An order that is the same at every run, and mixes what comes again with what comes first. */
const mixed = ({ id, key }: { id: string; key: string }): number =>
  createHmac('sha256', key).update(id).digest().readUInt32BE(0);

test(`at ${perSecond} a second each is answered soon`, async () => {
  const taken: number[] = [];
  const waiting: Promise<void>[] = [];
  const began = performance.now();
  for (let index = 0; index < paced; index++) {
    const due = began + (index * 1000) / perSecond;
    if (due > performance.now()) await sleep(due - performance.now());
    waiting.push(
      send(`paced-${index}`).then((status) => {
        expect(status).toBe(200);
        // From when it should have been sent: who is late in sending must not make the answer look fast.
        taken.push(performance.now() - due);
      }),
    );
  }
  await Promise.all(waiting);
  const ms = (share: number) => part(taken, share).toFixed(1);
  process.stdout.write(
    `inbound: ${paced} hooks at ${perSecond}/s were answered in ${ms(0.5)} ms (p50), ${ms(0.99)} ms (p99), ${ms(1)} ms (longest)\n`,
  );
  expect(await count("inbound_event where event_id like 'paced-%'")).toBe(paced);
}, 300_000);
