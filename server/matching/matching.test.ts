import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { redirectUri } from '#server/catalog/oauth-apps.ts';
import { systemClock } from '#server/clock.ts';
import { beginAuthorization } from '#server/connects/begin-authorization.ts';
import { finishAuthorization } from '#server/connects/finish-authorization.ts';
import { type Embedding, seedEmbedding } from '#server/connects/test-embedding.ts';
import { thisEnvironment } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import type { RunId } from '#server/ids.ts';
import { createIntegration } from '#server/integrations/create-integration.ts';
import type { DefinitionDocument } from '#server/integrations/definition.ts';
import { keptMails } from '#server/mails/test-mails.ts';
import { openData } from '#server/records/sealed-data.ts';
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
    // Whole numbers may be decimals by their type; not one of these is.
    expect(good.problems).toEqual([]);
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

  test('what was chosen survives a reload, and is gone with its step', async () => {
    const id = await connected();
    expect((await post(`/connects/${id}/draft`, { mapping: { contact: [tier] } })).body).toEqual({ kept: true });
    expect((await get(`/connects/${id}`)).draft.mapping).toEqual({ contact: [tier] });
    const bad = await post(`/connects/${id}/draft`, { mapping: { contact: [{ target: 1 }] } });
    expect(bad.status).toBe(422);
    const kept = await post(`/connects/${id}/mappings`, { mappings: [{ key: 'contact', matches: chosen }] });
    expect(kept.body.draft.mapping).toBeUndefined();
    // Back from the review, it stands as it was sent.
    expect((await post(`/connects/${id}/mappings/contact`)).body.matches).toContainEqual(tier);
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

describe('of an installation', () => {
  const view = async (id: string) => (await post(`/installations/${id}/mappings/contact`)).body;
  const people = async () => {
    const rows = await readRecords();
    return new Map(rows.map((row) => [`${row.name} ${row.email}`, row]));
  };
  async function readRecords(): Promise<Record<string, unknown>[]> {
    return within({ environmentId: embedding.environmentId }, async (tx) => {
      const stream = await tx
        .selectFrom('sync')
        .select('stream')
        .where('model', '=', 'person')
        .executeTakeFirstOrThrow();
      const { rows } = await sql<{ slot: number; data: string }>`
        select slot, data from record where environment = ${thisEnvironment} and stream = ${stream.stream} and action <> 'deleted'`.execute(
        tx,
      );
      return (await openData(tx, rows, stream.stream)).map(({ data }) => JSON.parse(data));
    });
  }

  test('matches are changed for all that is stored, by whoever saw the latest, and put back', async () => {
    const id = await installed();
    const shown = await view(id);
    expect(shown).toMatchObject({ version: 1, own: true, broken: [] });
    const save = (body: object) => post(`/installations/${id}/mappings/contact/save`, body);
    const more = [...shown.matches, { target: 'seats', source: 'custom.seats' }];
    const saved = await save({ matches: more, version: 1 });
    expect(saved.status).toBe(200);
    expect(saved.body.activity[0].sentence).toBe('The fields of contacts are matched in a new way.');
    expect(await save({ matches: more, version: 1 })).toMatchObject({ status: 409 });
    await workOff();
    const all = await people();
    expect(all.size).toBe(60);
    expect([...all.values()].some(({ seats }) => typeof seats === 'number')).toBe(true);
    for (const one of all.values()) expect(one).toMatchObject({ source: 'internal-4711', name: expect.any(String) });

    expect((await post(`/installations/${id}/mappings/contact/reset`)).status).toBe(200);
    await workOff();
    for (const one of (await people()).values()) expect(Object.keys(one)).not.toContain('plan');
    expect(await view(id)).toMatchObject({ own: false });
  });

  test('only an admin of that customer may look or change, and only what is open', async () => {
    const id = await installed();
    const other = await embedding.session('initech', 'bill');
    expect((await post(`/installations/${id}/mappings/contact`, {}, other)).status).toBe(404);
    const { body } = await embedding.call(null, 'POST', '/session', {
      token: await embedding.token({ role: 'viewer' }),
    });
    expect((await post(`/installations/${id}/mappings/contact`, {}, body.session)).status).toBe(403);
    expect((await post(`/installations/${id}/mappings/company`)).status).toBe(404);
    const steps = [{ do: 'map', to: { path: '$.id' } }];
    const tricky = await post(`/installations/${id}/mappings/contact/save`, {
      matches: [tier, { target: 'email', source: 'email', steps }],
      version: 1,
    });
    expect(tricky).toMatchObject({ status: 422, body: { error: { field: 'email' } } });
  });

  test('fields that the page hands over are matched like the model’s own; what can’t be used is named', async () => {
    const id = await installed();
    const targets = [{ name: 'region', label: 'Region', required: true, choices: ['north', 'south'] }];
    const shown = (await post(`/installations/${id}/mappings/contact`, { targets })).body;
    expect(shown.targets).toContainEqual({ path: 'region', label: 'Region', type: 'choice', required: true, choices: ['north', 'south'] }); // biome-ignore format: one thought
    const refused = (given: unknown) => post(`/installations/${id}/mappings/contact`, { targets: given });
    expect(await refused([{ name: 'no good' }])).toMatchObject({ status: 422, body: { error: { field: 'targets.0.name' } } }); // biome-ignore format: one thought
    const schema = { type: 'object', properties: { region: { type: 'strong' } } };
    expect(await refused(schema)).toMatchObject({
      status: 422,
      body: { error: { field: 'targets.properties.region.type', remedy: expect.stringContaining('Correct') } },
    });
    const matches = [...shown.matches, { target: 'region', source: 'title', values: { table: [{ from: ['CEO'], to: 'north' }], otherwise: { default: 'south' } }, empty: { default: 'south' } }]; // biome-ignore format: one thought
    const saved = await post(`/installations/${id}/mappings/contact/save`, { matches, targets, version: 1 });
    expect(saved.status).toBe(200);
    await workOff();
    for (const one of (await people()).values()) expect(['north', 'south']).toContain(one.region);
    // It stays known, also where the page does not say it again.
    expect((await view(id)).targets.some((one: { path: string }) => one.path === 'region')).toBe(true);
  });

  test('an app that does not let this account read says so in its own words, and nothing is lost', async () => {
    const id = await connected();
    await control(sandbox, 'faults', { down: 'api' });
    const shown = (await post(`/connects/${id}/mappings/contact`)).body;
    expect(shown.trouble).toMatchObject({ sentence: expect.stringContaining('Tidewater is down for maintenance.') });
    expect(shown.sampled).toBe(0);
    expect(shown.matches).toHaveLength(2);
    await control(sandbox, 'faults', { down: null });
    expect((await post(`/connects/${id}/mappings/contact`)).body).toMatchObject({ trouble: null, sampled: 50 });
  });

  test('a field that the app calls otherwise: the card says so, the suggestion mends it, and what was missed is read again', async () => {
    const id = await installed();
    await database.sql("update end_user set email = 'gwen@globex.example' where environment_id = $1", [
      embedding.environmentId,
    ]);
    const before = await people();
    await control(sandbox, 'faults', { renameField: { from: 'customer_tier', to: 'tier_level' } });
    await control(sandbox, 'contacts', { update: ['ct_00003'] });
    await database.sql(`update sync set fields = jsonb_set(fields::jsonb, '{at}', '"2026-01-01T00:00:00Z"') where installation_id = $1`, [id]); // biome-ignore format: one thought
    await post(`/installations/${id}/sync`);
    await workOff();
    const sentence = 'Tidewater no longer has the field “customer_tier”, which fills plan. Use “tier_level”?';
    const [card] = (await get('/catalogue')).entries.filter((one: { slug: string }) => one.slug === 'matched');
    expect(card).toMatchObject({
      state: 'needs_attention',
      attention: {
        reason: 'fields_changed',
        remedy: 'remap',
        sync: 'contact',
        sentence,
        lost: { field: 'customer_tier', to: 'tier_level' },
      },
    });
    const [mail, ...more] = await keptMails(embedding.environmentId);
    expect([mail?.kind, mail?.to_address, more]).toEqual(['drift', 'gwen@globex.example', []]);
    expect(mail?.text).toContain('Customer tier');
    const shown = await view(id);
    expect(shown.broken).toEqual([
      { target: 'plan', field: 'custom.customer_tier', label: 'Customer tier', to: 'custom.tier_level' },
    ]);
    const refused = await post(`/installations/${id}/mappings/contact/save`, { matches: shown.matches, version: 1 });
    expect(refused).toMatchObject({ status: 422, body: { error: { field: 'plan' } } });
    const matches = shown.matches.map((match: Match) =>
      match.target === 'plan' ? { ...match, source: 'custom.tier_level' } : match,
    );
    const saved = await post(`/installations/${id}/mappings/contact/save`, { matches, version: 1 });
    expect(saved.body.connection.attention).toBeNull();
    await workOff();
    const after = await people();
    for (const [email, one] of before) expect(after.get(email)?.plan).toBe(one.plan);
  });
});
