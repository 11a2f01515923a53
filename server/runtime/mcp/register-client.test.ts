import { describe, expect, it } from 'vitest';
import type { ServerMetadata } from '../oauth2/server-metadata.ts';
import { type Exchange, testApp } from '../test-app.ts';
import { asOAuth2, isRegisteredAt } from './as-oauth2.ts';
import { clientDocument, isClientId } from './client-document.ts';
import type { McpServer } from './discover-mcp.ts';
import { registeredByVendor, registerMcpClient } from './register-client.ts';
import { mcpAccess } from './test-mcp.ts';

const app = testApp();

function server(more: Partial<ServerMetadata> = {}): McpServer {
  const at = (path: string) => new URL(path, app.origin());
  return {
    resource: `${app.origin()}/mcp`,
    scopes: ['read', 'offline_access'],
    furtherScopes: ['write'],
    authorization: {
      issuer: app.origin(),
      authorizeUrl: at('/authorize'),
      tokenUrl: at('/token'),
      registrationUrl: at('/register'),
      scopes: [],
      clientAuthMethods: [],
      codeChallengeMethods: ['S256'],
      sendsIssuer: false,
      takesClientDocument: false,
      ...more,
    },
  };
}
const register = (more: Partial<ServerMetadata> = {}, documentUrl?: string) =>
  registerMcpClient({
    server: server(more),
    app: 'Acme',
    redirectUri: 'https://portico.example/cb',
    clientName: 'Globex via Portico',
    clientUri: 'https://globex.example',
    documentUrl,
  });
const answers = (answer: Omit<Exchange, 'request'>) => app.play({ request: 'POST /register', ...answer });

describe('registerMcpClient', () => {
  it('says who we are, and gives what has to be kept', async () => {
    answers({ status: 201, json: { client_id: 'c1', client_secret: 's1', client_secret_expires_at: 0 } });
    expect(await register({ sendsIssuer: true, revokeUrl: new URL(`${app.origin()}/revoke`) })).toEqual({
      clientId: 'c1',
      clientSecret: 's1',
      parameters: {
        authorizeUrl: `${app.origin()}/authorize`,
        tokenUrl: `${app.origin()}/token`,
        revokeUrl: `${app.origin()}/revoke`,
        issuer: app.origin(),
        resource: `${app.origin()}/mcp`,
        clientAuth: 'basic',
        scopes: 'read offline_access',
      },
    });
    expect(app.received[0]?.json()).toEqual({
      client_name: 'Globex via Portico',
      client_uri: 'https://globex.example',
      redirect_uris: ['https://portico.example/cb'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
      scope: 'read offline_access write',
    });
  });

  it.each<[string[], object, string]>([
    [['none', 'client_secret_post', 'client_secret_basic'], { client_secret: 's' }, 'basic'],
    [['none', 'client_secret_post'], { client_secret: 's' }, 'body'],
    [['none'], {}, 'none'],
    [[], { client_secret: 's', token_endpoint_auth_method: 'client_secret_post' }, 'body'],
    [['client_secret_basic'], { token_endpoint_auth_method: 'none' }, 'none'],
    [['client_secret_basic'], { client_secret: '' }, 'none'],
  ])('proves itself as both agree: %j, %j', async (clientAuthMethods, given, clientAuth) => {
    answers({ json: { client_id: 'c1', ...given } });
    expect((await register({ clientAuthMethods })).parameters).toMatchObject({ clientAuth });
  });

  it('keeps the end of a secret', async () => {
    answers({ json: { client_id: 'c1', client_secret: 's1', client_secret_expires_at: 1_800_000_000 } });
    const registration = await register();
    expect(registration.parameters.registrationEndsAt).toBe('2027-01-15T08:00:00.000Z');
    const access = mcpAccess({ url: '{{origin}}/mcp' }, { origin: app.origin() }, registration);
    expect(isRegisteredAt(access, new Date('2027-01-15T07:59:59Z'))).toBe(true);
    expect(isRegisteredAt(access, new Date('2027-01-15T08:00:00Z'))).toBe(false);
  });

  it.each<[string, Omit<Exchange, 'request'>, object]>([
    [
      'a refusal',
      { status: 400, json: { error: 'invalid_redirect_uri', error_description: 'Not that one' } },
      { class: 'permission', code: 'invalid_redirect_uri', appMessage: 'Not that one' },
    ],
    ['a closed door', { status: 403, text: '<html>' }, { class: 'permission', code: 'http_403' }],
    ['a server that is down', { status: 502, text: '' }, { class: 'app_down' }],
    [
      'too many requests',
      { status: 429, headers: { 'retry-after': '9' }, text: '' },
      { class: 'rate_limited', retryAfterMs: 9_000 },
    ],
    [
      'a redirect',
      { status: 307, headers: { location: '/elsewhere' }, text: '' },
      { class: 'permission', code: 'http_307' },
    ],
    ['no client id', { status: 201, json: {} }, { class: 'protocol', code: 'registration_answer' }],
    ['a client id with a line break', { status: 201, json: { client_id: 'a\nb' } }, { class: 'protocol' }],
    ['a page', { status: 200, text: '<html>' }, { class: 'protocol', code: 'registration_answer' }],
    [
      'a way of proof that we lack',
      { status: 201, json: { client_id: 'c', client_secret: 's', token_endpoint_auth_method: 'tls_client_auth' } },
      { class: 'protocol', code: 'client_auth' },
    ],
  ])('names %s', async (_what, answer, details) => {
    answers(answer);
    await expect(register()).rejects.toMatchObject({ name: 'AppCallError', details });
  });

  it('is a document where the server reads one, and nobody is asked', async () => {
    const documentUrl = 'https://portico.example/oauth/client/acme.json';
    expect(await register({ takesClientDocument: true }, documentUrl)).toMatchObject({
      clientId: documentUrl,
      clientSecret: null,
      parameters: { clientAuth: 'none' },
    });
    expect(app.received).toEqual([]);
  });

  it('registers where the document can’t be reached from outside', async () => {
    answers({ status: 201, json: { client_id: 'c1' } });
    const local = 'http://localhost:4701/oauth/client/acme.json';
    expect((await register({ takesClientDocument: true }, local)).clientId).toBe('c1');
  });

  it.each([404, 405])('says what to do where there is no such address (%i)', async (status) => {
    answers({ status, text: '<html>' });
    await expect(register()).rejects.toMatchObject({
      message: expect.stringMatching(/registered there by hand.*client id and secret added in the console/),
      details: { class: 'permission', code: 'no_registration' },
    });
  });

  it('of the vendor proves itself as the server wants it', () => {
    const by = (clientAuthMethods: string[], secret: string) =>
      registeredByVendor(server({ clientAuthMethods }), secret, 'Acme');
    expect(by(['none', 'client_secret_post'], 's')).toMatchObject({ clientAuth: 'body', registeredBy: 'vendor' });
    expect(by(['none'], 's')).toMatchObject({ clientAuth: 'basic' });
    expect(by(['client_secret_basic'], '')).toMatchObject({ clientAuth: 'none' });
    expect(() => by(['tls_client_auth'], 's')).toThrow('by tls_client_auth');
  });

  it('says what to do where neither is possible', async () => {
    await expect(register({ registrationUrl: undefined })).rejects.toThrow('must be registered there by hand');
    await expect(register({ clientAuthMethods: ['tls_client_auth'] })).rejects.toThrow('by tls_client_auth');
  });
});

describe('asOAuth2', () => {
  const registration = {
    clientId: 'c',
    clientSecret: null,
    parameters: {
      authorizeUrl: 'https://auth.example/authorize?x={{clientSecret}}',
      tokenUrl: 'https://auth.example/token',
      resource: 'https://mcp.example/mcp',
      clientAuth: 'none',
      scopes: 'read offline_access',
    },
  };
  const auth = { url: 'https://mcp.example/mcp', scopes: ['declared'] };

  it('makes an OAuth 2 app of a registration, in which no stranger’s text is a template', () => {
    expect(asOAuth2(mcpAccess(auth, {}, registration))).toMatchObject({
      kind: 'oauth2',
      authorizeUrl: 'https://auth.example/authorize?x=%7B%7BclientSecret%7D%7D',
      tokenParameters: { resource: 'https://mcp.example/mcp' },
      refreshParameters: { resource: 'https://mcp.example/mcp' },
      authorizeParameters: { resource: 'https://mcp.example/mcp', prompt: 'consent' },
      scopes: ['read', 'offline_access'],
      clientAuth: 'none',
    });
  });

  it.each([
    ['none', undefined],
    ['one without addresses', { ...registration, parameters: {} }],
    [
      'one of another server',
      { ...registration, parameters: { ...registration.parameters, resource: 'https://evil.example' } },
    ],
  ])('wants a registration, and has %s', (_what, other) => {
    const access = mcpAccess(auth, {}, other);
    expect(isRegisteredAt(access, new Date())).toBe(false);
    expect(() => asOAuth2(access)).toThrow('Portico is not registered at Acme yet');
  });
});

describe('clientDocument', () => {
  it('is what the draft asks for', () => {
    const documentUrl = 'https://portico.example/oauth/client/acme.json';
    expect(clientDocument({ documentUrl, redirectUris: ['https://portico.example/cb'], clientName: 'Globex' })).toEqual(
      {
        client_id: documentUrl,
        client_name: 'Globex',
        redirect_uris: ['https://portico.example/cb'],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
      },
    );
  });

  it.each([
    ['https://a.example/client.json', true],
    ['https://a.example/', false],
    ['http://a.example/client.json', false],
    ['https://a.example/c#x', false],
    ['https://u:p@a.example/c', false],
    ['nonsense', false],
  ])('%s may be a client id: %s', (url, may) => expect(isClientId(url)).toBe(may));
});
