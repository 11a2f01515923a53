import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { redirectUri } from '#server/catalog/oauth-apps.ts';
import { systemClock } from '#server/clock.ts';
import { beginAuthorization } from '#server/connects/begin-authorization.ts';
import { finishAuthorization } from '#server/connects/finish-authorization.ts';
import { type Embedding, seedEmbedding } from '#server/connects/test-embedding.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import type { RunId } from '#server/ids.ts';
import { createIntegration } from '#server/integrations/create-integration.ts';
import type { DefinitionDocument } from '#server/integrations/definition.ts';
import { runSync } from '#server/syncs/run-sync.job.ts';
import { within } from '#server/trpc/test-api.ts';
import { type Sandbox, startSandbox } from '../../e2e/sandbox/sandbox.ts';
import { control, Visitor, walkToConsent } from '../../e2e/sandbox/test-visitor.ts';
import type { Match } from './match.ts';

const database = testDatabase();
const client = { id: 'acme', secret: 'a secret of the OAuth app' };
let sandbox: Sandbox;
let embedding: Embedding;
let session: string;

const model = {
  type: 'object',
  properties: {
    name: { type: 'string', title: 'Name' },
    email: { type: 'string', title: 'E-mail' },
    plan: { type: 'string', title: 'Plan', enum: ['basic', 'silver', 'gold'] },
    seats: { type: 'integer', title: 'Seats' },
    renews: { type: 'string', format: 'date', title: 'Renews on' },
    source: { type: 'string' },
  },
  required: ['name'],
};
const definition: DefinitionDocument = {
  does: [],
  syncs: [
    {
      ...{ object: 'contact', model: 'person', label: 'contacts', mode: 'incremental' },
      schedule: { kind: 'every', seconds: 300 },
      keepRaw: true,
      target: model,
      mapping: {
        mapping: 1 as const,
        fields: [
          { target: 'name', from: { template: '{first_name} {last_name}' } },
          { target: 'email', from: { path: 'email' } },
          { target: 'source', from: { constant: 'internal-4711' } },
        ],
      },
      matching: {
        fields: ['name', 'email', 'plan', 'seats', 'renews'],
        required: ['plan'],
        canCreateFields: true,
        hostFields: true,
      },
    },
  ],
};

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, contacts: 60, ratePer10s: 10_000 });
  process.env.PORTICO_EGRESS_ALLOW = `localhost:${sandbox.port}`;
  resetEnv();
});
afterAll(() => sandbox.close());

beforeEach(async () => {
  await control(sandbox, 'reset');
  embedding = await seedEmbedding(sandbox.origin, client);
  const { environmentId } = embedding;
  await within({ environmentId }, (tx) =>
    createIntegration(tx, {
      ...{ slug: 'matched', connector: 'tidewater', name: 'Tidewater', description: 'People', category: 'CRM' },
      ...{ status: 'published', definition },
    }),
  );
  const redirectUris = [redirectUri(environmentId, 'tidewater')];
  await sandbox.registerClient({ clientId: client.id, clientSecret: client.secret, redirectUris });
  session = await embedding.session();
});

const post = async (path: string, body: object = {}, who = session) => embedding.call(who, 'POST', path, body);
const get = async (path: string) => (await embedding.call(session, 'GET', path)).body;

/** As far as the fields are to be matched. */
async function connected(): Promise<string> {
  const started = (await post('/connects', { integration: 'matched' })).body;
  const { environmentId } = embedding;
  const begun = await beginAuthorization({ environmentId, connectId: started.id, code: started.handoff }, systemClock);
  const visitor = new Visitor(sandbox);
  const page = await walkToConsent(visitor, begun.url.pathname + begun.url.search, 'mara@tidewater.example');
  const back = await visitor.post(`${new URL(page.url).pathname}/allow`);
  const query = new URL(back.url).searchParams;
  await finishAuthorization({ environmentId, connector: 'tidewater', cookie: begun.cookie, query }, systemClock);
  await post(`/connects/${started.id}/answers`, { answers: { list: 'all' } });
  return started.id;
}

const tier: Match = { target: 'plan', source: 'custom.customer_tier', steps: [{ do: 'lower' }], empty: { default: 'basic' }, values: { table: [{ from: ['bronze'], to: 'basic' }], otherwise: 'keep' } }; // biome-ignore format: one thought
const chosen: Match[] = [{ target: 'name', source: null, byVendor: true }, { target: 'email', source: 'email' }, tier];

async function installed(matches = chosen): Promise<string> {
  const id = await connected();
  const kept = await post(`/connects/${id}/mappings`, { mappings: [{ key: 'contact', matches }] });
  expect(kept.body).toMatchObject({ stage: 'review' });
  const { body } = await post(`/connects/${id}/finish`);
  await workOff();
  return body.installation.id;
}

async function workOff(): Promise<void> {
  const runs = await database.sql<{ id: RunId; environment_id: never }>(
    "select id, environment_id from run where environment_id = $1 and status in ('queued', 'running')",
    [embedding.environmentId],
  );
  for (const run of runs)
    await runSync({ environmentId: run.environment_id, runId: run.id }, new AbortController().signal);
}

describe('in the wizard', () => {
  test('the account is read: its own fields, samples, what is suggested; nothing of the vendor’s values is told', async () => {
    const id = await connected();
    const at = await get(`/connects/${id}`);
    expect(at).toMatchObject({ stage: 'mapping', matching: [{ key: 'contact', label: 'contacts' }] });
    const view = (await post(`/connects/${id}/mappings/contact`)).body;
    expect(JSON.stringify(view)).not.toContain('internal-4711');
    expect(view.sources).toContainEqual(
      expect.objectContaining({
        path: 'custom.customer_tier',
        label: 'Customer tier',
        type: 'choice',
        custom: true,
        values: [
          { value: 'Bronze', label: 'Bronze' },
          { value: 'Silver', label: 'Silver' },
          { value: 'Gold', label: 'Gold' },
        ],
      }),
    );
    expect(view.sources.find((one: { path: string }) => one.path === 'email').sample).toMatch(/@/);
    expect(view.targets.map((one: { path: string }) => one.path).sort()).toEqual(['email', 'name', 'plan', 'renews', 'seats']); // biome-ignore format: one thought
    const plan = view.targets.find((one: { path: string }) => one.path === 'plan');
    expect(plan).toMatchObject({ required: true, choices: ['basic', 'silver', 'gold'] });
    expect(view.matches).toEqual([
      { target: 'name', source: null, byVendor: true },
      { target: 'email', source: 'email' },
    ]);
    expect(view.suggestions).toContainEqual(
      expect.objectContaining({ match: { target: 'seats', source: 'custom.seats' }, confidence: expect.any(Number) }),
    );
    expect(view.sampled).toBe(50);
  });

  test('matches are tried on three records; what does not fit says so, with its fix', async () => {
    const id = await connected();
    const tried = (matches: Match[]) =>
      post(`/connects/${id}/mappings/contact/preview`, { matches }).then(({ body }) => body);
    const open = await tried([{ target: 'plan', source: 'custom.customer_tier' }]);
    expect(open.problems).toContainEqual(
      expect.objectContaining({
        target: 'plan',
        severity: 'warning',
        message: expect.stringContaining('Bronze'),
      }),
    );
    const good = await tried([...chosen, { target: 'seats', source: 'custom.seats' }]);
    expect(good.records).toHaveLength(3);
    for (const { values } of good.records)
      expect(['basic', 'silver', 'gold']).toContain(
        values.find((one: { target: string }) => one.target === 'plan').value,
      );
    const list = await tried([tier, { target: 'email', source: 'lists' }]);
    const problem = list.problems.find((one: { target: string }) => one.target === 'email');
    expect(problem).toMatchObject({
      severity: 'error',
      fix: { match: { target: 'email', source: 'lists', steps: [{ do: 'join', by: ', ' }] } },
    });
    const fixed = await tried([tier, problem.fix.match]);
    expect(fixed.problems).toEqual([]);
    const gone = await tried([{ target: 'plan', source: 'custom.level' }]);
    expect(gone.problems).toContainEqual(expect.objectContaining({ target: 'plan', severity: 'error', message: 'The app’s object has no field custom.level.' })); // biome-ignore format: one thought
  });

  test('what is required must be matched before it starts; then records have the customer’s own shape', async () => {
    const id = await connected();
    const missing = await post(`/connects/${id}/mappings`, { mappings: [{ key: 'contact', matches: [] }] });
    expect(missing).toMatchObject({ status: 422, body: { error: { field: 'plan' } } });
    expect(missing.body.error.message).toMatch(/Plan \(plan\) is required/);
    expect((await post(`/connects/${id}/finish`)).status).toBe(409);
    const closed = await post(`/connects/${id}/mappings`, {
      mappings: [{ key: 'contact', matches: [...chosen, { target: 'source', source: 'email' }] }],
    });
    expect(closed).toMatchObject({ status: 422, body: { error: { field: 'source' } } });
    await installed([...chosen, { target: 'shoe_size', source: 'custom.seats', label: 'Shoe size' }]);
    const made = await database.sql<{ document: unknown; created_by: string }>(
      'select document, created_by from mapping where environment_id = $1',
      [embedding.environmentId],
    );
    expect(made).toHaveLength(1);
    expect(made[0]?.created_by).toMatch(/^usr_/);
    expect(JSON.stringify(made[0]?.document)).toContain('internal-4711');
  });
});
