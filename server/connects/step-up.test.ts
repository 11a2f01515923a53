import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { saveOauthApp } from '#server/catalog/oauth-apps.ts';
import { systemClock } from '#server/clock.ts';
import { loadConnectionScope } from '#server/connections/connection-scope.ts';
import { credentialSource } from '#server/connections/fresh-credential.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import type { ConnectionId } from '#server/ids.ts';
import { createIntegration } from '#server/integrations/create-integration.ts';
import { serveProxy } from '#server/proxy/serve-proxy.ts';
import { createContext } from '#server/runtime/create-context.ts';
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
      getResourceServerInfo: (_context, audience) => ({ scope: 'read write', audience, accessTokenFormat: 'opaque' }),
    },
  },
});
const connector = 'almanac';
let embedding: Embedding;
let session: string;
afterEach(forgetServers);

beforeEach(async () => {
  embedding = await seedEmbedding(app.origin(), { id: 'acme', secret: 'secret' });
  await withTenant(embedding, (tx) =>
    createIntegration(tx, {
      slug: connector,
      connector,
      name: connector,
      description: 'A test',
      category: 'Other',
      status: 'published',
      definition: { does: [], syncs: [] },
    }),
  );
  session = await embedding.session();
});

const server = () => `${app.origin()}/mcp`;
const post = async (path: string, body: object = {}) => (await embedding.call(session, 'POST', path, body)).body;

/** The server asks for `read` at first, and says that there is `write`. */
const found = () =>
  app.play(
    {
      request: 'POST /mcp',
      status: 401,
      headers: { 'www-authenticate': `Bearer resource_metadata="${app.origin()}/meta", scope="read"` },
      text: '',
    },
    {
      request: 'GET /meta',
      json: { resource: server(), authorization_servers: [provider.issuer()], scopes_supported: ['read', 'write'] },
    },
  );

interface Started {
  id: string;
  handoff: string;
}
const begin = ({ id, handoff }: Started) =>
  beginAuthorization({ environmentId: embedding.environmentId, connectId: id as never, code: handoff }, systemClock);
const comeBack = async (query: URLSearchParams, cookie: string) =>
  expect(
    await finishAuthorization({ environmentId: embedding.environmentId, connector, cookie, query }, systemClock),
  ).toMatchObject({ accepted: true });

async function start(): Promise<Started> {
  const { id } = await post('/connects', { integration: connector });
  await post(`/connects/${id}/before`, { answers: { server: server() } });
  return post(`/connects/${id}/handoff`);
}
const restart = (reconnect: string): Promise<Started> => post('/connects', { integration: connector, reconnect });
const connectionOf = async ({ id }: Started): Promise<ConnectionId> =>
  (await post(`/connects/${id}/finish`)).installation.connection.id;

async function signIn(started: Started) {
  const { url, cookie } = await begin(started);
  await comeBack(await provider.agree(url, url.searchParams.get('redirect_uri') ?? ''), cookie);
  return url.searchParams.get('scope')?.split(' ');
}

/** Connects an account; gives its connection and the scopes that were asked for. */
async function connect() {
  const started = await start();
  const scopes = await signIn(started);
  return { id: await connectionOf(started), scopes };
}
const reconnect = async (id: string) => signIn(await restart(id));

const refusal = (challenge: string) => ({
  request: 'POST /mcp/call',
  status: 403,
  headers: { 'www-authenticate': `Bearer ${challenge}` },
  json: { message: 'Not you.' },
});
const wantsWrite = () => refusal('error="insufficient_scope", scope="write"');

/** Calls the server as the connection, as a connector's function does. */
async function call(connectionId: ConnectionId): Promise<unknown> {
  const tenant = { environmentId: embedding.environmentId };
  const { access, learnt } = await withTenant(tenant, (tx) => loadConnectionScope(tx, connectionId));
  const source = credentialSource({ tenant, connectionId, clock: systemClock });
  const signal = AbortSignal.timeout(5_000);
  const context = createContext({ access, source, settings: {}, learnt, signal, patience: 'interactive' });
  try {
    return (await context.http.post('/call', z.object({ ok: z.boolean() }), { json: {} })).body;
  } finally {
    await context.close();
  }
}

/** Calls it as the vendor's own code does. */
async function callThroughProxy(connectionId: string): Promise<number> {
  const { secret } = await withTenant(embedding, (tx) => createApiKey(tx, { name: 'test' }));
  const { status, body } = await serveProxy({
    method: 'POST',
    target: '/api/v1/proxy/call',
    headers: new Headers({ authorization: `Bearer ${secret}`, 'portico-connection': connectionId }),
    signal: AbortSignal.timeout(5_000),
  });
  if (typeof body === 'object') for await (const _chunk of body);
  return status;
}

const connectionRow = async (id: string) =>
  (await database.sql('select status, granted_scopes from connection where id = $1', [id]))[0];

describe('an MCP server that wants more', () => {
  test('is asked for it at the next sign-in, beside what was asked for before', async () => {
    found();
    const { id, scopes } = await connect();
    expect(scopes).toEqual(['read', 'offline_access']);
    app.play(wantsWrite());
    await expect(call(id)).rejects.toMatchObject({
      message: expect.stringContaining('allowed: write. Connect it again to allow it.'),
      details: { class: 'permission', code: 'insufficient_scope', missingScopes: ['write'] },
    });
    expect(await connectionRow(id)).toMatchObject({ status: 'active' });

    expect(await reconnect(id)).toEqual(['read', 'offline_access', 'write']);
    expect((await connectionRow(id))?.granted_scopes.toSorted()).toEqual(['read', 'write']);
    app.play({ request: 'POST /mcp/call', json: { ok: true } });
    expect(await call(id)).toEqual({ ok: true });

    // Another customer needs no refusal of its own, and no further client is registered.
    session = await embedding.session('initech', 'ivan');
    expect((await connect()).scopes).toEqual(['read', 'offline_access', 'write']);
    const apps = 'select count(*)::int as apps from oauth_app where environment_id = $1 and connector = $2';
    expect(await database.sql(apps, [embedding.environmentId, connector])).toEqual([{ apps: 1 }]);
  });

  test('says so through the proxy, which passes its answer on', async () => {
    found();
    const { id } = await connect();
    app.play(wantsWrite());
    expect(await callThroughProxy(id)).toBe(403);
    expect(await reconnect(id)).toEqual(['read', 'offline_access', 'write']);
  });

  test.each([
    ['another refusal', 'error="invalid_request", scope="write"'],
    ['a refusal that names nothing', 'error="insufficient_scope"'],
    ['what is asked for anyway', 'error="insufficient_scope", scope="read"'],
  ])('changes nothing by %s', async (_what, challenge) => {
    found();
    const { id } = await connect();
    app.play(refusal(challenge));
    await expect(call(id)).rejects.toMatchObject({ details: { class: 'permission' } });
    expect(await reconnect(id)).toEqual(['read', 'offline_access']);
  });

  test('is asked for a hundred things at most, however often it wants others', async () => {
    found();
    const { id } = await connect();
    for (const round of [1, 2, 3]) {
      const names = Array.from({ length: 50 }, (_, index) => `s${round}-${index}`).join(' ');
      app.play(refusal(`error="insufficient_scope", scope="${names}"`));
      await expect(call(id)).rejects.toThrow('Connect it again');
    }
    const [row] = await database.sql('select parameters from oauth_app where environment_id = $1 and connector = $2', [
      embedding.environmentId,
      connector,
    ]);
    expect(row?.parameters.scopes.split(' ')).toHaveLength(100);
  });

  test('is asked for it by the client that the vendor has registered by hand', async () => {
    const values = { connector, clientId: 'by-hand', clientSecret: 's1', parameters: { server: server() } };
    await withTenant(embedding, (tx) => saveOauthApp(tx, values));
    app.play(
      { request: 'POST /mcp', status: 401, text: '' },
      { request: 'GET /.well-known/oauth-protected-resource/mcp', status: 404, text: '' },
      { request: 'GET /.well-known/oauth-protected-resource', status: 404, text: '' },
      { request: 'GET /.well-known/oauth-authorization-server', status: 404, text: '' },
      { request: 'GET /.well-known/openid-configuration', status: 404, text: '' },
    );
    const started = await start();
    const { url, cookie } = await begin(started);
    // It publishes nothing, so it is where servers of before June 2025 have it.
    expect([url.pathname, url.searchParams.get('client_id'), url.searchParams.get('scope')]).toEqual([
      '/authorize',
      'by-hand',
      null,
    ]);
    app.play({
      request: 'POST /token',
      json: { access_token: 'at', token_type: 'Bearer', expires_in: 3600, scope: 'all' },
    });
    await comeBack(new URLSearchParams({ code: 'c1', state: url.searchParams.get('state') ?? '' }), cookie);
    const id = await connectionOf(started);

    app.play(wantsWrite());
    await expect(call(id)).rejects.toThrow('Connect it again');
    const { url: again } = await begin(await restart(id));
    expect([again.searchParams.get('client_id'), again.searchParams.get('scope')]).toEqual(['by-hand', 'all write']);
  });
});
