import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { redirectUri } from '#server/catalog/oauth-apps.ts';
import { systemClock } from '#server/clock.ts';
import { cleanUp } from '#server/connections/clean-up.job.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import type { RunId } from '#server/ids.ts';
import { runSync } from '#server/syncs/run-sync.job.ts';
import { type Sandbox, startSandbox } from '../../e2e/sandbox/sandbox.ts';
import { control, Visitor, walkToConsent } from '../../e2e/sandbox/test-visitor.ts';
import { beginAuthorization } from './begin-authorization.ts';
import { finishAuthorization } from './finish-authorization.ts';
import { type Embedding, seedEmbedding } from './test-embedding.ts';

const database = testDatabase();
const client = { id: 'acme', secret: 'a secret of the OAuth app' };
let sandbox: Sandbox;
let embedding: Embedding;
let session: string;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, contacts: 250, ratePer10s: 10_000 });
  process.env.PORTICO_EGRESS_ALLOW = `localhost:${sandbox.port}`;
  resetEnv();
});
afterAll(() => sandbox.close());

beforeEach(async () => {
  await control(sandbox, 'reset');
  embedding = await seedEmbedding(sandbox.origin, client);
  await sandbox.registerClient({
    clientId: client.id,
    clientSecret: client.secret,
    redirectUris: [redirectUri(embedding.environmentId, 'tidewater')],
  });
  session = await embedding.session();
});

const post = (path: string, body: object = {}) => embedding.call(session, 'POST', path, body);
const get = (path: string) => embedding.call(session, 'GET', path);

/** Goes through the popup like a browser: burns the code, signs in, decides, and comes back to the callback. */
async function authorize(started: { id: string; handoff: string }, options: { email?: string; refuse?: boolean } = {}) {
  const begun = await beginAuthorization(
    { environmentId: embedding.environmentId, connectId: started.id as never, code: started.handoff },
    systemClock,
  );
  const visitor = new Visitor(sandbox);
  const consent = await walkToConsent(
    visitor,
    begun.url.pathname + begun.url.search,
    options.email ?? 'mara@tidewater.example',
  );
  const back = await visitor.post(`${new URL(consent.url).pathname}/${options.refuse ? 'refuse' : 'allow'}`);
  return { query: new URL(back.url).searchParams, cookie: begun.cookie };
}

const comeBack = (query: URLSearchParams, cookie: string, connector = 'tidewater') =>
  finishAuthorization({ environmentId: embedding.environmentId, connector, cookie, query }, systemClock);

async function connectAccount(options: { email?: string; reconnect?: string } = {}) {
  const started = (await post('/connects', { integration: 'people', reconnect: options.reconnect })).body;
  const { query, cookie } = await authorize(started, options);
  await comeBack(query, cookie);
  return (await get(`/connects/${started.id}`)).body;
}

async function connectWholly() {
  const connected = await connectAccount();
  await post(`/connects/${connected.id}/answers`, { answers: { list: 'all' } });
  return (await post(`/connects/${connected.id}/finish`)).body;
}

async function workOff(): Promise<void> {
  const runs = await database.sql<{ id: RunId; environment_id: never }>(
    "select id, environment_id from run where environment_id = $1 and status in ('queued', 'running')",
    [embedding.environmentId],
  );
  for (const run of runs)
    await runSync({ environmentId: run.environment_id, runId: run.id }, new AbortController().signal);
}

describe('connecting', () => {
  test('goes from the catalogue to records', async () => {
    expect((await get('/catalogue')).body.entries).toMatchObject([{ slug: 'people', state: 'available' }]);
    const started = (await post('/connects', { integration: 'people' })).body;
    expect(started).toMatchObject({ stage: 'authorize', fields: [] });
    expect(started.popupUrl).not.toContain(started.handoff);
    const { query, cookie } = await authorize(started);
    expect(await comeBack(query, cookie)).toMatchObject({ accepted: true, connectId: started.id });

    const asked = (await get(`/connects/${started.id}`)).body;
    expect(asked).toMatchObject({
      stage: 'after',
      account: 'Globex CRM (mara@tidewater.example)',
      fields: [{ name: 'list', kind: 'options' }],
    });
    const options = (await get(`/connects/${started.id}/options/lists`)).body;
    expect(options.options[0]).toMatchObject({ value: 'all' });
    expect((await post(`/connects/${started.id}/answers`, { answers: { list: '' } })).body.error).toMatchObject({
      code: 'invalid',
      field: 'list',
    });
    const review = (await post(`/connects/${started.id}/answers`, { answers: { list: 'all' } })).body;
    expect(review).toMatchObject({ stage: 'review', review: { button: 'Start syncing contacts' } });
    const done = (await post(`/connects/${started.id}/finish`)).body;
    expect(done).toMatchObject({
      stage: 'done',
      installation: { connection: { status: 'active', connectedBy: 'Gwen' } },
    });

    await workOff();
    const installation = (await get(`/installations/${done.installation.id}`)).body;
    expect(installation.syncs).toMatchObject([{ status: 'in_sync', records: 250, label: 'contacts' }]);
    expect(installation.activity[0].sentence).toBe('250 contacts arrived from Tidewater.');
    expect((await get('/catalogue')).body.entries).toMatchObject([{ state: 'connected', summary: '250 contacts' }]);
  });

  test('at the review it is counted, and chosen: what is switched off is there, off and not read', async () => {
    const connected = await connectAccount();
    const at = `/connects/${connected.id}`;
    const early = await post(`${at}/offers/contact`, { on: false });
    expect(early).toMatchObject({ status: 409 });
    const review = (await post(`${at}/answers`, { answers: { list: 'all' } })).body;
    expect(review.offers).toEqual([
      {
        key: 'contact',
        sync: null,
        label: 'contacts',
        offer: 'on',
        on: true,
        schedule: { kind: 'every', seconds: 300 },
      },
    ]);
    expect((await get(`${at}/counts`)).body).toEqual({ counts: [{ key: 'contact', total: 250 }] });
    const refused = await post(`${at}/offers/contact`, { schedule: { kind: 'every', seconds: 60 } });
    expect(refused).toMatchObject({ status: 422, body: { error: { field: 'schedule' } } });
    expect((await post(`${at}/offers/nothing`, { on: true })).status).toBe(404);
    const off = (await post(`${at}/offers/contact`, { on: false })).body;
    expect(off).toMatchObject({ stage: 'review', review: { points: [{ code: 'nothing' }, { code: 'reads' }] } });
    const done = (await post(`${at}/finish`)).body;
    expect(done.installation).toMatchObject({
      syncs: [{ status: 'paused' }],
      offers: [{ key: 'contact', on: false }],
    });
    await workOff();
    expect((await get(`/installations/${done.installation.id}`)).body.syncs).toMatchObject([{ records: 0 }]);
    const on = await post(`/installations/${done.installation.id}/offers/contact`, { on: true });
    expect(on.status).toBe(200);
    await workOff();
    expect((await get(`/installations/${done.installation.id}`)).body.syncs).toMatchObject([{ records: 250 }]);
  });

  test('refused by the person says so, and may be tried again', async () => {
    const started = (await post('/connects', { integration: 'people' })).body;
    const { query, cookie } = await authorize(started, { refuse: true });
    await comeBack(query, cookie);
    expect((await get(`/connects/${started.id}`)).body).toMatchObject({
      stage: 'failed',
      failure: { code: 'consent_refused' },
    });
    const again = (await post(`/connects/${started.id}/handoff`)).body;
    expect(again).toMatchObject({ stage: 'authorize', failure: null });
    const second = await authorize(again);
    await comeBack(second.query, second.cookie);
    expect((await get(`/connects/${started.id}`)).body.stage).toBe('after');
  });

  test('while the app is down says so', async () => {
    const started = (await post('/connects', { integration: 'people' })).body;
    const { query, cookie } = await authorize(started);
    await control(sandbox, 'faults', { tokenDown: true });
    await comeBack(query, cookie);
    expect((await get(`/connects/${started.id}`)).body).toMatchObject({
      stage: 'failed',
      failure: { code: 'app_down' },
    });
  });

  test('cancelled after the access was given takes the access back', async () => {
    const connected = await connectAccount();
    expect((await post(`/connects/${connected.id}/cancel`)).body.stage).toBe('cancelled');
    const [connection] = await database.sql('select status from connection where environment_id = $1', [
      embedding.environmentId,
    ]);
    expect(connection).toEqual({ status: 'disconnected' });
  });

  test('ends after ten minutes', async () => {
    const started = (await post('/connects', { integration: 'people' })).body;
    await database.sql("update connect set expires_at = now() - interval '1 second' where id = $1", [started.id]);
    expect((await get(`/connects/${started.id}`)).body).toMatchObject({
      stage: 'failed',
      failure: { code: 'connect_expired' },
    });
    await expect(authorize(started)).rejects.toMatchObject({ code: 'gone' });
  });
});

describe('the callback', () => {
  test('accepts one of 24 combinations of state, cookie, connector and issuer: the right one', async () => {
    const outcomes: { accepted: boolean; right: boolean }[] = [];
    for (const state of ['right', 'other', 'missing'])
      for (const cookie of ['right', 'other'])
        for (const connector of ['tidewater', 'postgres'])
          for (const issuer of ['right', 'other']) {
            const started = (await post('/connects', { integration: 'people' })).body;
            const mine = await authorize(started);
            if (state === 'other') mine.query.set('state', 'x'.repeat(43));
            if (state === 'missing') mine.query.delete('state');
            if (issuer === 'other') mine.query.set('iss', 'https://evil.example');
            const right = state === 'right' && cookie === 'right' && connector === 'tidewater' && issuer === 'right';
            const result = await comeBack(mine.query, cookie === 'right' ? mine.cookie : 'y'.repeat(43), connector);
            outcomes.push({ accepted: result.accepted, right });
          }
    expect(outcomes).toHaveLength(24);
    expect(outcomes.filter((outcome) => outcome.accepted !== outcome.right)).toEqual([]);
    const connections = await database.sql('select id from connection where environment_id = $1', [
      embedding.environmentId,
    ]);
    expect(connections).toHaveLength(1);
  });

  test('accepts a state once', async () => {
    const started = (await post('/connects', { integration: 'people' })).body;
    const { query, cookie } = await authorize(started);
    expect(await comeBack(query, cookie)).toMatchObject({ accepted: true });
    expect(await comeBack(query, cookie)).toEqual({ accepted: false });
  });

  test("does not work with another environment's path", async () => {
    const other = await seedEmbedding(sandbox.origin, client);
    const started = (await post('/connects', { integration: 'people' })).body;
    const { query, cookie } = await authorize(started);
    expect(
      await finishAuthorization(
        { environmentId: other.environmentId, connector: 'tidewater', cookie, query },
        systemClock,
      ),
    ).toEqual({ accepted: false });
  });

  test('code from the opener works once', async () => {
    const started = (await post('/connects', { integration: 'people' })).body;
    await authorize(started);
    await expect(authorize(started)).rejects.toMatchObject({ code: 'gone' });
  });
});

describe('an access that was revoked at the app', () => {
  test('is told in a sentence; reconnecting keeps everything and catches up', async () => {
    const done = await connectWholly();
    await workOff();
    const { id: installationId, connection } = done.installation;
    await control(sandbox, 'revoke');
    await control(sandbox, 'contacts', { create: 3 });
    await post(`/installations/${installationId}/sync`);
    await workOff();
    const [card] = (await get('/catalogue')).body.entries;
    expect(card).toMatchObject({ state: 'needs_attention', attention: { reason: 'revoked', remedy: 'reconnect' } });
    expect(card.attention.sentence).toMatch(/Tidewater ended the access/);

    const reconnected = await connectAccount({ reconnect: connection.id });
    expect(reconnected).toMatchObject({
      stage: 'done',
      installation: { id: installationId, connection: { id: connection.id, status: 'active' } },
    });
    await workOff();
    expect((await get(`/installations/${installationId}`)).body.syncs).toMatchObject([
      { status: 'in_sync', records: 253 },
    ]);
  });

  test('reconnected with another account waits for the word of the customer', async () => {
    const done = await connectWholly();
    await workOff();
    await control(sandbox, 'revoke');
    const asked = await connectAccount({ reconnect: done.installation.connection.id, email: 'ines@tidewater.example' });
    expect(asked.warning).toMatchObject({ kind: 'other_account', before: 'Globex CRM (mara@tidewater.example)' });
    expect((await post(`/connects/${asked.id}/confirm`)).body).toMatchObject({ stage: 'done', warning: null });
    await workOff();
    expect((await get(`/installations/${done.installation.id}`)).body.syncs).toMatchObject([{ records: 12 }]);
  });
});

describe('disconnecting', () => {
  test('frees the card, takes the access back, and destroys our copy without telling of deletions', async () => {
    const done = await connectWholly();
    await workOff();
    const { id, connection } = done.installation;
    expect((await embedding.call(session, 'DELETE', `/installations/${id}`)).body).toEqual({ removed: true });
    expect((await get('/catalogue')).body.entries).toMatchObject([{ state: 'available' }]);
    await cleanUp({ environmentId: embedding.environmentId, connectionId: connection.id, giveUpAt: new Date() });
    const { environmentId } = embedding;
    expect(await database.sql('select 1 from credential where environment_id = $1', [environmentId])).toEqual([]);
    const ofEnvironment = '(select number from environment where id = $1)';
    for (const table of ['record', 'record_seen', 'record_before', 'record_raw']) {
      const left = await database.sql(`select 1 from ${table} where environment = ${ofEnvironment}`, [environmentId]);
      expect([table, left]).toEqual([table, []]);
    }
    expect(sandbox.state().grants).toEqual([]);
  });
});

describe('another customer', () => {
  test('sees nothing of it, by list or by id', async () => {
    const done = await connectWholly();
    const theirs = await embedding.session('initech', 'ivan');
    const asThem = (method: string, path: string) => embedding.call(theirs, method, path);
    expect((await asThem('GET', '/catalogue')).body.entries).toMatchObject([{ state: 'available' }]);
    expect((await asThem('GET', '/integrations/people')).body.installation).toBeNull();
    for (const [method, path] of [
      ['GET', `/installations/${done.installation.id}`],
      ['POST', `/installations/${done.installation.id}/pause`],
      ['DELETE', `/installations/${done.installation.id}`],
      ['GET', `/connects/${done.id}`],
      ['POST', `/connects/${done.id}/cancel`],
    ] as const) {
      const answer = await asThem(method, path);
      expect([method, path, answer.status]).toEqual([method, path, 404]);
    }
  });

  test('and a colleague who is no admin can look and not touch', async () => {
    const done = await connectWholly();
    const { body } = await embedding.call(null, 'POST', '/session', {
      token: await embedding.token({ sub: 'pete', role: 'viewer' }),
    });
    expect((await embedding.call(body.session, 'GET', `/installations/${done.installation.id}`)).status).toBe(200);
    expect((await embedding.call(body.session, 'POST', `/installations/${done.installation.id}/pause`)).status).toBe(
      403,
    );
    expect((await embedding.call(body.session, 'POST', '/connects', { integration: 'people' })).status).toBe(403);
  });
});
