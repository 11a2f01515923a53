import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { type Embedding, seedEmbedding } from '#server/connects/test-embedding.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { retain } from '#server/retention/retain.job.ts';
import { api } from '#server/trpc/test-api.ts';

const database = testDatabase();
let embedding: Embedding;
let key: string;

beforeAll(async () => {
  embedding = await seedEmbedding('http://tidewater.test', { id: 'acme', secret: 'secret' });
  const { environmentId } = embedding;
  key = (await withTenant({ environmentId }, (tx) => createApiKey(tx, { name: 'test' }))).secret;
});

async function sessionOf(customer: string, plan?: string): Promise<string> {
  const token = await embedding.token({ customer, customer_name: customer, sub: `${customer}-admin`, plan });
  return (await embedding.call(null, 'POST', '/session', { token })).body.session;
}

const tell = (session: string, ...events: object[]) => embedding.call(session, 'POST', '/events', { events });
const ofPeople = (name: string, agoMs: number, more = {}) => ({ name, integration: 'people', agoMs, ...more });
const stored = () =>
  database.sql<{ name: string; detail: string | null; plan: string | null; integration: string | null }>(
    `select e.name, e.detail, e.plan, i.slug as integration from embed_event e
       left join integration i on i.environment_id = e.environment_id and i.id = e.integration_id order by e.at, e.id`,
  );

test('events are kept with the integration and the plan; what is not known is passed over', async () => {
  const session = await sessionOf('initech', 'trial');
  const { status, body } = await tell(
    session,
    ofPeople('integration.viewed', 5000),
    { name: 'wizard.step', integration: 'no-such-app', detail: 'review', agoMs: 4000 },
    { name: 'something.newer', agoMs: 10 },
  );
  expect([status, body]).toEqual([200, { noted: 2 }]);
  expect(await stored()).toEqual([
    { name: 'integration.viewed', detail: null, plan: 'trial', integration: 'people' },
    { name: 'wizard.step', detail: 'review', plan: 'trial', integration: null },
  ]);
});

test('nobody tells without a session, and never more than fifty at once', async () => {
  expect((await embedding.call(null, 'POST', '/events', { events: [] })).status).toBe(401);
  const session = await sessionOf('initech', 'trial');
  expect((await tell(session, ...Array.from({ length: 51 }, () => ofPeople('ready', 0)))).status).toBe(422);
});

test('a time of the future or of long ago is one of the last day', async () => {
  const session = await sessionOf('hooli');
  await tell(session, ofPeople('catalogue.viewed', 1e15));
  const [row] = await database.sql<{ hours: number }>(
    `select extract(epoch from now() - at)::integer / 3600 as hours from embed_event where name = 'catalogue.viewed'`,
  );
  expect(row?.hours).toBe(24);
});

const items = z.object({
  items: z.array(z.looseObject({ key: z.string(), viewed: z.number(), configured: z.number() })),
});
const funnel = async (query = '') => items.parse((await api('GET', `/funnel${query}`, { key })).body).items;

test('the funnel counts customers as far as they came, by integration, plan and week', async () => {
  const globex = await sessionOf('globex', 'pro');
  await tell(
    globex,
    ofPeople('integration.viewed', 300_000),
    ofPeople('integration.viewed', 290_000),
    ofPeople('connect.started', 280_000),
    ofPeople('connection.created', 200_000),
    ofPeople('installation.created', 160_000),
    ofPeople('sync.first_success', 100_000),
  );
  // The tab was closed early: what is known of the later stage implies the earlier ones.
  await tell(await sessionOf('umbrella', 'pro'), ofPeople('connection.created', 1000));
  // A reconnect is no new beginning.
  await tell(await sessionOf('stark', 'pro'), ofPeople('connect.started', 1000, { detail: 'reconnect' }));

  expect(await funnel()).toEqual([
    {
      key: 'people',
      name: 'Tidewater',
      viewed: 4,
      started: 2,
      connected: 2,
      configured: 1,
      succeeded: 1,
      medianSecondsToConfigured: 120,
    },
  ]);
  const plans = await funnel('?by=plan');
  expect(plans.map(({ key: plan, viewed, configured }) => [plan, viewed, configured])).toEqual([
    ['pro', 3, 1],
    ['trial', 1, 0],
  ]);
  expect(await funnel('?by=week&plan=trial')).toMatchObject([{ viewed: 1, started: 0 }]);
  expect(await funnel('?integration=other')).toEqual([]);
  expect(await funnel('?from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z')).toEqual([]);
});

test('events go when they are old enough', async () => {
  await database.sql(`update embed_event set at = now() - interval '500 days' where name = 'wizard.step'`);
  await retain();
  expect((await stored()).map(({ name }) => name)).not.toContain('wizard.step');
  expect((await stored()).length).toBeGreaterThan(5);
});
