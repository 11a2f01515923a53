import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { redirectUri, saveOauthApp } from '#server/catalog/oauth-apps.ts';
import { systemClock } from '#server/clock.ts';
import { cleanUp } from '#server/connections/clean-up.job.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import { createIntegration } from '#server/integrations/create-integration.ts';
import { type Sandbox, startSandbox } from '../../e2e/sandbox/sandbox.ts';
import { Visitor, walkToConsent } from '../../e2e/sandbox/test-visitor.ts';
import { beginAuthorization } from './begin-authorization.ts';
import { finishAuthorization } from './finish-authorization.ts';
import { type Embedding, seedEmbedding } from './test-embedding.ts';

process.env.PORTICO_CONNECTORS = 'connectors,e2e/connectors';
const database = testDatabase();
const client = { id: 'acme', secret: 'a secret of the OAuth app' };
let sandbox: Sandbox;
let embedding: Embedding;
let session: string;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, contacts: 10 });
  process.env.PORTICO_EGRESS_ALLOW = `localhost:${sandbox.port}`;
  resetEnv();
});
afterAll(() => sandbox.close());

beforeEach(async () => {
  embedding = await seedEmbedding(sandbox.origin, client);
  await withTenant({ environmentId: embedding.environmentId }, async (tx) => {
    for (const connector of ['desk', 'lighthouse', 'ferry'])
      await createIntegration(tx, {
        slug: connector,
        connector,
        name: connector,
        description: 'Notes',
        category: 'Other',
        status: 'published',
        definition: {
          does: [],
          syncs: [
            { object: 'note', model: 'note', label: 'notes', mode: 'full', schedule: { kind: 'every', seconds: 300 } },
          ],
        },
      });
  });
  session = await embedding.session();
});

async function offerFerry(): Promise<void> {
  await sandbox.registerClient({
    clientId: client.id,
    clientSecret: client.secret,
    redirectUris: [redirectUri(embedding.environmentId, 'ferry')],
  });
  await withTenant({ environmentId: embedding.environmentId }, (tx) =>
    saveOauthApp(tx, {
      connector: 'ferry',
      clientId: client.id,
      clientSecret: client.secret,
      parameters: { origin: sandbox.origin },
    }),
  );
}

const post = async (path: string, body: object = {}) => (await embedding.call(session, 'POST', path, body)).body;
const get = async (path: string) => (await embedding.call(session, 'GET', path)).body;
const start = (integration: string, reconnect?: string) => post('/connects', { integration, reconnect });
const send = (connect: { id: string }, fields: object) => post(`/connects/${connect.id}/credentials`, { fields });

/** Rows that must not be there unless an account was let in. */
async function stored(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of ['installation', 'connection', 'credential', 'sync']) {
    const [row] = await database.sql<{ n: number }>(
      `select count(*)::integer as n from ${table} where environment_id = $1`,
      [embedding.environmentId],
    );
    counts[table] = row?.n ?? -1;
  }
  return counts;
}
const nothing = { installation: 0, connection: 0, credential: 0, sync: 0 };

interface Handed {
  id: string;
}

/** Through Tidewater's own window, up to its answer. `without`: a scope that is taken off the list. */
async function authorize({ id }: Handed, without?: string) {
  const { handoff } = await post(`/connects/${id}/handoff`);
  const begun = await beginAuthorization(
    { environmentId: embedding.environmentId, connectId: id as never, code: handoff },
    systemClock,
  );
  const visitor = new Visitor(sandbox);
  const consent = await walkToConsent(visitor, begun.url.pathname + begun.url.search, 'mara@tidewater.example');
  const kept = (begun.url.searchParams.get('scope') ?? '').split(' ').filter((scope) => scope !== without);
  const form = new URLSearchParams([['choice', '1'], ...kept.map((scope) => ['scope', scope])]);
  const back = await visitor.post(`${new URL(consent.url).pathname}/allow`, form);
  return { query: new URL(back.url).searchParams, cookie: begun.cookie };
}

const comeBack = ({ query, cookie }: Awaited<ReturnType<typeof authorize>>) =>
  finishAuthorization({ environmentId: embedding.environmentId, connector: 'ferry', cookie, query }, systemClock);

describe('a key of several fields', () => {
  const good = { address: '', user: 'gwen@globex.example', key: 'dk_live_globex_1' };
  beforeAll(() => {
    good.address = sandbox.origin;
  });

  test('is described as the form that it is', async () => {
    expect(await start('desk')).toMatchObject({
      stage: 'authorize',
      popupUrl: null,
      help: expect.stringContaining('make a key'),
      earlier: [],
      fields: [
        { name: 'address', kind: 'text', required: true },
        { name: 'user', kind: 'text' },
        { name: 'key', kind: 'password', secret: true },
        { name: 'certificate', kind: 'multiline', secret: true, required: false },
      ],
    });
  });

  test('that the app refuses stores nothing and is told in the words of the app, at its field', async () => {
    const connect = await start('desk');
    const tries: [object, string, string, RegExp][] = [
      [{ ...good, key: 'dk_live_old_0' }, 'app_refused', 'key', /revoked by Mara Lindqvist on 3 May 2026/],
      [{ ...good, key: 'dk_never' }, 'app_refused', 'key', /This desk knows no such key/],
      [{ ...good, user: 'nobody@globex.example' }, 'app_refused', 'user', /Nobody with this address/],
      [{ ...good, user: '' }, 'invalid', 'user', /./],
      [{ ...good, address: 'ftp://desk.example' }, 'invalid', 'address', /address/],
      [{ ...good, address: 'https://desk.example?x=1' }, 'invalid', 'address', /address/],
      [{ ...good, key: 'two\nlines' }, 'invalid', 'key', /line break/],
    ];
    for (const [fields, code, field, words] of tries) {
      const { error } = await send(connect, fields);
      expect([fields, error.code, error.field, error.message]).toEqual([
        fields,
        code,
        field,
        expect.stringMatching(words),
      ]);
      expect(error.remedy).toBeTruthy();
      expect(await stored()).toEqual(nothing);
    }
    expect((await get(`/connects/${connect.id}`)).stage).toBe('authorize');
  });

  test('at an address where nobody answers, or a private one, stores nothing', async () => {
    const connect = await start('desk');
    for (const address of ['https://desk.invalid', 'http://10.0.0.1', 'http://localhost:1']) {
      expect((await send(connect, { ...good, address })).error).toMatchObject({ code: 'app_down' });
    }
    expect(await stored()).toEqual(nothing);
  });

  test('that works is kept sealed, with what is no secret beside it', async () => {
    const connect = await start('desk');
    expect(await send(connect, good)).toMatchObject({
      stage: 'review',
      account: 'Globex Desk (gwen@globex.example)',
    });
    const [row] = await database.sql<{ learnt: object; text: string }>(
      'select c.learnt, k.ciphertext::text as text from connection c join credential k on k.connection_id = c.id where c.environment_id = $1',
      [embedding.environmentId],
    );
    expect(row?.learnt).toEqual({ address: sandbox.origin, user: good.user });
    expect(row?.text).not.toContain(Buffer.from(good.key).toString('hex'));
    expect(await post(`/connects/${connect.id}/finish`)).toMatchObject({ stage: 'done' });
  });

  test('of another account at the reconnect waits for a yes; the same one is taken at once', async () => {
    const connect = await start('desk');
    await send(connect, good);
    const done = await post(`/connects/${connect.id}/finish`);
    const { id } = done.installation.connection;
    const again = await start('desk', id);
    expect(await send(again, { ...good, key: 'dk_live_europe_2' })).toMatchObject({
      stage: 'authorize',
      warning: {
        before: 'Globex Desk (gwen@globex.example)',
        now: 'Globex Europe Desk (gwen@globex.example)',
      },
    });
    expect((await get('/integrations/desk')).installation.connection.account).toContain('Globex Desk');
    expect(await post(`/connects/${again.id}/confirm`)).toMatchObject({
      stage: 'done',
      installation: { connection: { id, account: 'Globex Europe Desk (gwen@globex.example)' } },
    });
    const same = await start('desk', id);
    expect(await send(same, { ...good, key: 'dk_live_europe_2' })).toMatchObject({ stage: 'done', warning: null });
  });

  test('is not guessed: after 30 tries a person has to wait', async () => {
    const connect = await start('desk');
    const codes: string[] = [];
    for (let count = 1; count <= 31; count += 1)
      codes.push((await send(connect, { ...good, key: `guess-${count}` })).error.code);
    expect(new Set(codes.slice(0, 30))).toEqual(new Set(['app_refused']));
    expect(codes[30]).toBe('rate_limited');
    expect((await send(connect, good)).error).toMatchObject({
      remedy: expect.stringMatching(/Try again in 1\d minutes/),
    });
    expect(await stored()).toEqual(nothing);
  });

  test('sent twice at once connects one account', async () => {
    const connect = await start('desk');
    const both = await Promise.all([send(connect, good), send(connect, good)]);
    expect(both.map((answer) => answer.stage ?? answer.error.code).sort()).toEqual(['conflict', 'review']);
    expect(await stored()).toEqual({ installation: 1, connection: 1, credential: 1, sync: 0 });
  });

  test('is not taken by a connect that is not at its form', async () => {
    const connect = await start('desk');
    await send(connect, good);
    expect((await send(connect, good)).error.code).toBe('conflict');
    expect(await post(`/connects/${connect.id}/handoff`)).toMatchObject({ error: { code: 'conflict' } });
  });
});

describe('a token of several steps', () => {
  test('is told at which field a step fails, and stores nothing', async () => {
    const fields = { address: sandbox.origin, company: 'globex', user: 'keeper', password: 'lamp-room' };
    const connect = await start('lighthouse');
    expect((await send(connect, { ...fields, password: 'torch' })).error).toMatchObject({
      code: 'app_refused',
      field: 'password',
      message: expect.stringContaining('The keeper is known by another password.'),
    });
    expect((await send(connect, { ...fields, company: 'initech' })).error).toMatchObject({ field: 'company' });
    expect(await stored()).toEqual(nothing);
    expect(await send(connect, fields)).toMatchObject({ stage: 'review', account: 'Globex Lighthouse' });
  });
});

describe('a choice of account types', () => {
  test('comes first, then what is asked before, then the app or the form of that choice', async () => {
    await offerFerry();
    const connect = await start('ferry');
    expect(connect).toMatchObject({
      stage: 'account-type',
      popupUrl: null,
      handoff: null,
      earlier: [{ stage: 'account-type' }, { stage: 'before' }],
      fields: [
        {
          kind: 'cards',
          choices: [
            { value: 'live', label: 'Live', detail: expect.any(String) },
            { value: 'training' },
            { value: 'key', label: 'With an API key' },
          ],
        },
      ],
    });
    expect((await post(`/connects/${connect.id}/handoff`)).error.code).toBe('conflict');
    expect((await send(connect, {})).error.code).toBe('bad_request');
    expect((await post(`/connects/${connect.id}/account-type`, { accountType: 'rowing' })).error).toMatchObject({
      code: 'invalid',
      field: 'accountType',
    });
    expect(await post(`/connects/${connect.id}/account-type`, { accountType: 'live' })).toMatchObject({
      stage: 'before',
      accountType: 'live',
      fields: [{ name: 'harbour' }],
    });
    expect((await post(`/connects/${connect.id}/before`, { answers: { harbour: 'No. 1' } })).error).toMatchObject({
      code: 'invalid',
      field: 'harbour',
    });
    expect(await post(`/connects/${connect.id}/before`, { answers: { harbour: 'south' } })).toMatchObject({
      stage: 'authorize',
      before: { harbour: 'south' },
      popupUrl: expect.stringContaining('/connect/'),
    });

    expect(await post(`/connects/${connect.id}/account-type`, { accountType: 'key' })).toMatchObject({
      stage: 'before',
      before: { harbour: 'south' },
    });
    expect(await post(`/connects/${connect.id}/before`, { answers: { harbour: 'south' } })).toMatchObject({
      stage: 'authorize',
      popupUrl: null,
      help: 'The harbour master gives you a key.',
      fields: [{ name: 'key', kind: 'password' }],
    });
    expect((await send(connect, { key: 'no' })).error).toMatchObject({ message: expect.stringMatching(/No ferry/) });
    expect(await stored()).toEqual(nothing);
    expect(await send(connect, { key: 'ferry_key_south_1' })).toMatchObject({
      stage: 'review',
      account: 'Globex Freight, south harbour',
    });
    expect(
      await database.sql('select account_type, learnt from connection where environment_id = $1', [
        embedding.environmentId,
      ]),
    ).toEqual([{ account_type: 'key', learnt: { harbour: 'south' } }]);
    expect((await post(`/connects/${connect.id}/account-type`, { accountType: 'live' })).error.code).toBe('conflict');
  });

  test('holds only what can be connected: without the OAuth app that is the key', async () => {
    expect(await start('ferry')).toMatchObject({ stage: 'before', accountType: 'key', earlier: [{ stage: 'before' }] });
  });

  test('made otherwise, the window that was opened before is worth nothing', async () => {
    await offerFerry();
    const connect = await start('ferry');
    await post(`/connects/${connect.id}/account-type`, { accountType: 'live' });
    await post(`/connects/${connect.id}/before`, { answers: { harbour: 'south' } });
    const answer = await authorize(connect);
    await post(`/connects/${connect.id}/account-type`, { accountType: 'training' });
    expect(await comeBack(answer)).toEqual({ accepted: false });
    expect(await stored()).toEqual(nothing);
  });
});

test('an account type that the connector has no more is cleaned up all the same', async () => {
  const connect = await start('ferry');
  await post(`/connects/${connect.id}/before`, { answers: { harbour: 'south' } });
  await offerFerry();
  await send(connect, { key: 'ferry_key_south_1' });
  const done = await post(`/connects/${connect.id}/finish`);
  const { id, connection } = done.installation;
  await database.sql("update connection set account_type = 'rowing' where id = $1", [connection.id]);
  expect((await embedding.call(session, 'DELETE', `/installations/${id}`)).body).toEqual({ removed: true });
  await cleanUp({ environmentId: embedding.environmentId, connectionId: connection.id, giveUpAt: new Date() });
  expect(await stored()).toMatchObject({ credential: 0 });
});

describe('scopes that were not allowed', () => {
  async function atConsent(): Promise<Handed> {
    await offerFerry();
    const connect = await start('ferry');
    await post(`/connects/${connect.id}/account-type`, { accountType: 'live' });
    await post(`/connects/${connect.id}/before`, { answers: { harbour: 'north' } });
    return connect;
  }

  test('are named in plain words, and nothing is stored; allowed again, it goes on', async () => {
    const connect = await atConsent();
    await comeBack(await authorize(connect, 'deals:read'));
    expect(await get(`/connects/${connect.id}`)).toMatchObject({
      stage: 'failed',
      failure: {
        code: 'missing_scope',
        missing: [{ scope: 'deals:read', words: 'See the bookings and what they cost' }],
      },
    });
    expect(await stored()).toEqual(nothing);
    await comeBack(await authorize(connect));
    expect(await get(`/connects/${connect.id}`)).toMatchObject({
      stage: 'review',
      account: 'Globex CRM, north harbour',
    });
  });

  test('are not missed where only the vendor has asked for them', async () => {
    const connect = await atConsent();
    await withTenant({ environmentId: embedding.environmentId }, (tx) =>
      saveOauthApp(tx, {
        connector: 'ferry',
        clientId: client.id,
        scopes: ['openid', 'offline_access', 'contacts:read', 'companies:read'],
        parameters: { origin: sandbox.origin },
      }),
    );
    await comeBack(await authorize(connect, 'companies:read'));
    expect(await get(`/connects/${connect.id}`)).toMatchObject({ stage: 'review' });
  });

  test('at a reconnect leave a connection that works as it is, and name what a broken one waits for', async () => {
    const connect = await atConsent();
    await comeBack(await authorize(connect));
    const done = await post(`/connects/${connect.id}/finish`);
    const { id } = done.installation.connection;
    const again = await start('ferry', id);
    expect(again).toMatchObject({ stage: 'authorize', accountType: 'live', before: { harbour: 'north' } });
    await comeBack(await authorize(again, 'deals:read'));
    const state = () => database.sql('select status, reason, reason_detail from connection where id = $1', [id]);
    expect(await state()).toEqual([{ status: 'active', reason: null, reason_detail: null }]);
    await database.sql("update connection set status = 'needs_reauth', reason = 'revoked' where id = $1", [id]);
    await comeBack(await authorize(again, 'deals:read'));
    expect(await state()).toEqual([
      { status: 'needs_reauth', reason: 'missing_scope', reason_detail: 'See the bookings and what they cost' },
    ]);
    await comeBack(await authorize(again));
    expect(await state()).toMatchObject([{ status: 'active' }]);
  });
});
