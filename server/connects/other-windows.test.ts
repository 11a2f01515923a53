import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { saveOauthApp } from '#server/catalog/oauth-apps.ts';
import { systemClock } from '#server/clock.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { createIntegration } from '#server/integrations/create-integration.ts';
import { forgetServers } from '#server/runtime/oauth2/discover-server.ts';
import { testProvider } from '#server/runtime/oauth2/test-provider.ts';
import { testApp } from '#server/runtime/test-app.ts';
import { beginAuthorization } from './begin-authorization.ts';
import { finishAuthorization } from './finish-authorization.ts';
import { type Embedding, seedEmbedding } from './test-embedding.ts';

process.env.PORTICO_CONNECTORS = `${join(import.meta.dirname, 'fixture-connectors')},connectors`;
const database = testDatabase();
const app = testApp();
const provider = testProvider([], {
  features: {
    registration: { enabled: true },
    resourceIndicators: {
      enabled: true,
      useGrantedResource: () => false,
      getResourceServerInfo: (_context, audience) => ({ scope: 'read', audience, accessTokenFormat: 'opaque' }),
    },
  },
});
let embedding: Embedding;
let session: string;
afterEach(forgetServers);

beforeEach(async () => {
  embedding = await seedEmbedding(app.origin(), { id: 'acme', secret: 'secret' });
  await withTenant({ environmentId: embedding.environmentId }, async (tx) => {
    for (const connector of ['almanac', 'gazette', 'beacon'])
      await createIntegration(tx, {
        slug: connector,
        connector,
        name: connector,
        description: 'A test',
        category: 'Other',
        status: 'published',
        definition: { does: [], syncs: [] },
      });
  });
  session = await embedding.session();
});

const post = async (path: string, body: object = {}) => (await embedding.call(session, 'POST', path, body)).body;
const get = async (path: string) => (await embedding.call(session, 'GET', path)).body;
const start = (integration: string, reconnect?: string) => post('/connects', { integration, reconnect });
const begin = ({ id, handoff }: { id: string; handoff: string }) =>
  beginAuthorization({ environmentId: embedding.environmentId, connectId: id as never, code: handoff }, systemClock);
const comeBack = (connector: string, query: URLSearchParams, cookie: string) =>
  finishAuthorization({ environmentId: embedding.environmentId, connector, cookie, query }, systemClock);
const connections = () =>
  database.sql('select account_id, account_name, learnt, id from connection where environment_id = $1 order by id', [
    embedding.environmentId,
  ]);

describe('OAuth 1 in three legs', () => {
  const client = { connector: 'gazette', clientId: 'consumer', clientSecret: 'consumer secret' };
  const register = () =>
    withTenant({ environmentId: embedding.environmentId }, (tx) =>
      saveOauthApp(tx, { ...client, parameters: { origin: app.origin() } }),
    );
  const requestToken = {
    request: 'POST /request_token',
    text: 'oauth_token=rt&oauth_token_secret=rts&oauth_callback_confirmed=true',
  };
  const accessToken = { request: 'POST /access_token', text: 'oauth_token=at&oauth_token_secret=ats' };

  /** Up to the app's page; gives the state that the callback address carries. */
  async function atApp(connect: { id: string; handoff: string }) {
    app.play(requestToken);
    const begun = await begin(connect);
    const header = app.received.at(-1)?.headers.authorization ?? '';
    const callback = new URL(decodeURIComponent(header.match(/oauth_callback="([^"]+)"/)?.[1] ?? ''));
    return { ...begun, state: callback.searchParams.get('state') ?? '' };
  }

  test('connects an account that nobody can name, under the id of its connection', async () => {
    await register();
    const connect = await start('gazette');
    const { url, cookie, state } = await atApp(connect);
    expect(url.href).toBe(`${app.origin()}/authorize?oauth_token=rt`);
    app.play(accessToken);
    const query = new URLSearchParams({ state, oauth_token: 'rt', oauth_verifier: 'v' });
    expect(await comeBack('gazette', query, cookie)).toMatchObject({ accepted: true });
    expect(await get(`/connects/${connect.id}`)).toMatchObject({ stage: 'review', account: 'Gazette' });
    const [connection] = await connections();
    expect(connection).toMatchObject({ account_name: 'Gazette', learnt: {} });
    expect(connection?.account_id).toBe(connection?.id);

    const done = await post(`/connects/${connect.id}/finish`);
    const again = await start('gazette', done.installation.connection.id);
    const second = await atApp(again);
    app.play(accessToken);
    await comeBack(
      'gazette',
      new URLSearchParams({ state: second.state, oauth_token: 'rt', oauth_verifier: 'v' }),
      second.cookie,
    );
    expect(await get(`/connects/${again.id}`)).toMatchObject({ stage: 'done', warning: null });
  });

  test('with the token of another window is not traded', async () => {
    await register();
    const connect = await start('gazette');
    const { cookie, state } = await atApp(connect);
    await comeBack('gazette', new URLSearchParams({ state, oauth_token: 'other', oauth_verifier: 'v' }), cookie);
    expect(await get(`/connects/${connect.id}`)).toMatchObject({ stage: 'failed', failure: { code: 'app_refused' } });
    expect(await connections()).toEqual([]);
  });

  test('refused, or refused to us, is told', async () => {
    await register();
    const connect = await start('gazette');
    const { cookie, state } = await atApp(connect);
    await comeBack('gazette', new URLSearchParams({ state, denied: 'rt' }), cookie);
    expect(await get(`/connects/${connect.id}`)).toMatchObject({ failure: { code: 'consent_refused' } });

    app.play({ request: 'POST /request_token', status: 401, text: 'oauth_problem=consumer_key_rejected' });
    await expect(begin(await post(`/connects/${connect.id}/handoff`))).rejects.toMatchObject({ code: 'app_refused' });
    expect(await get(`/connects/${connect.id}`)).toMatchObject({
      stage: 'failed',
      failure: { code: 'app_refused', sentence: expect.stringContaining('consumer_key_rejected') },
    });
  });
});

describe('an MCP server', () => {
  function found() {
    app.play(
      {
        request: 'POST /mcp',
        status: 401,
        headers: { 'www-authenticate': `Bearer resource_metadata="${app.origin()}/meta"` },
        text: '',
      },
      {
        request: 'GET /meta',
        json: {
          resource: `${app.origin()}/mcp`,
          authorization_servers: [provider.issuer()],
          scopes_supported: ['read'],
        },
      },
    );
  }
  const apps = () =>
    database.sql('select kind, resource, client_id from oauth_app where environment_id = $1 and connector = $2', [
      embedding.environmentId,
      'almanac',
    ]);

  test('is found, and registers us once for all of its customers', async () => {
    const connect = await start('almanac');
    expect(connect).toMatchObject({ stage: 'before', fields: [{ name: 'server' }] });
    const server = `${app.origin()}/mcp`;
    const at = await post(`/connects/${connect.id}/before`, { answers: { server } });
    expect(at).toMatchObject({ stage: 'authorize', popupUrl: expect.any(String) });
    found();
    const { url, cookie } = await begin(await post(`/connects/${connect.id}/handoff`));
    expect(url.searchParams.get('resource')).toBe(server);
    const callback = await provider.agree(url, url.searchParams.get('redirect_uri') ?? '');
    expect(await comeBack('almanac', callback, cookie)).toMatchObject({ accepted: true });
    expect(await get(`/connects/${connect.id}`)).toMatchObject({ stage: 'review', account: `Almanac (${server})` });
    const registered = await apps();
    expect(registered).toEqual([{ kind: 'registered', resource: server, client_id: expect.any(String) }]);

    session = await embedding.session('initech', 'ivan');
    const second = await start('almanac');
    await post(`/connects/${second.id}/before`, { answers: { server } });
    const { url: other } = await begin(await post(`/connects/${second.id}/handoff`));
    expect(other.searchParams.get('client_id')).toBe(registered[0]?.client_id);
    expect(await apps()).toEqual(registered);
  });

  test('that takes no client which registers itself says so, and leaves nothing', async () => {
    const connect = await start('almanac');
    await post(`/connects/${connect.id}/before`, { answers: { server: `${app.origin()}/mcp` } });
    const closed = {
      issuer: app.origin(),
      authorization_endpoint: `${app.origin()}/a`,
      token_endpoint: `${app.origin()}/t`,
    };
    app.play(
      { request: 'POST /mcp', status: 401, text: '' },
      { request: 'GET /.well-known/oauth-protected-resource/mcp', status: 404, text: '' },
      { request: 'GET /.well-known/oauth-protected-resource', status: 404, text: '' },
      {
        request: 'GET /.well-known/oauth-authorization-server',
        json: { ...closed, response_types_supported: ['code'], code_challenge_methods_supported: ['S256'] },
      },
    );
    await expect(begin(await post(`/connects/${connect.id}/handoff`))).rejects.toMatchObject({ code: 'app_refused' });
    expect(await get(`/connects/${connect.id}`)).toMatchObject({
      stage: 'failed',
      failure: { sentence: expect.stringContaining('takes no client that registers itself') },
    });
    expect([await apps(), await connections()]).toEqual([[], []]);
  });

  describe('at which the vendor has registered an app by hand', () => {
    const server = () => `${app.origin()}/mcp`;
    const metadata = () => ({
      issuer: app.origin(),
      authorization_endpoint: `${app.origin()}/a`,
      token_endpoint: `${app.origin()}/t`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_post'],
    });
    const published = () =>
      app.play(
        { request: 'POST /mcp', status: 401, text: '' },
        { request: 'GET /.well-known/oauth-protected-resource/mcp', status: 404, text: '' },
        { request: 'GET /.well-known/oauth-protected-resource', status: 404, text: '' },
        { request: 'GET /.well-known/oauth-authorization-server', json: metadata() },
      );
    const save = (values: { clientId: string; clientSecret?: string; parameters?: Record<string, string> }) =>
      withTenant({ environmentId: embedding.environmentId }, (tx) =>
        saveOauthApp(tx, { connector: 'almanac', ...values }),
      );
    async function window() {
      const connect = await start('almanac');
      await post(`/connects/${connect.id}/before`, { answers: { server: server() } });
      return { connect, ...(await begin(await post(`/connects/${connect.id}/handoff`))) };
    }

    test('lets in by that client, with its newest secret', async () => {
      await save({ clientId: 'by-hand', clientSecret: 's1', parameters: { server: server() } });
      published();
      const { connect, url, cookie } = await window();
      expect(url.pathname).toBe('/a');
      expect(url.searchParams.get('client_id')).toBe('by-hand');
      expect(await apps()).toHaveLength(2);

      await save({ clientId: 'by-hand', clientSecret: 's2' });
      app.play({ request: 'POST /t', json: { access_token: 'at', token_type: 'Bearer', expires_in: 3600 } });
      const state = url.searchParams.get('state') ?? '';
      await comeBack('almanac', new URLSearchParams({ code: 'c1', state, iss: app.origin() }), cookie);
      expect(app.received.at(-1)?.form()).toMatchObject({
        client_id: 'by-hand',
        client_secret: 's2',
        resource: server(),
      });
      expect(await get(`/connects/${connect.id}`)).toMatchObject({ stage: 'review' });
    });

    test('that it has not named is never sent its secret', async () => {
      await save({ clientId: 'by-hand', clientSecret: 's1' });
      published();
      await expect(window()).rejects.toMatchObject({ code: 'app_refused' });
      expect(app.received.map(({ body, headers }) => body + JSON.stringify(headers)).join()).not.toMatch(/s1|by-hand/);
    });

    test('wants the client id', async () => {
      await expect(save({ clientId: '' })).rejects.toMatchObject({ field: 'clientId' });
      expect(await save({ clientId: 'public' })).toMatchObject({ client_id: 'public' });
    });
  });
});

describe('an app that asks for nothing', () => {
  test('is connected by one press', async () => {
    const connect = await start('beacon');
    expect(connect).toMatchObject({ stage: 'authorize', fields: [], popupUrl: null });
    expect((await get('/integrations/beacon')).auth).toEqual({ kind: 'none' });
    expect(await post(`/connects/${connect.id}/credentials`, { fields: { stray: 'x' } })).toMatchObject({
      stage: 'review',
      account: 'Beacon',
    });
  });
});
