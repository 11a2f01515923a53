import { afterEach, describe, expect, it } from 'vitest';
import type { McpAuth } from '#connectors/kit/index.ts';
import type { Access } from '../access.ts';
import { forgetServers } from '../oauth2/discover-server.ts';
import { type Exchange, testApp } from '../test-app.ts';
import { readChallenge } from './challenge.ts';
import { discoverMcp } from './discover-mcp.ts';
import { covers, findProtectedResource } from './protected-resource.ts';
import { mcpAccess } from './test-mcp.ts';

const app = testApp();
afterEach(forgetServers);

const access = (auth: Partial<McpAuth> = {}): Access<McpAuth> =>
  mcpAccess({ url: '{{origin}}/mcp', ...auth }, { origin: app.origin() });
const unauthorized = (header?: string): Exchange => ({
  request: 'POST /mcp',
  status: 401,
  headers: header === undefined ? {} : { 'www-authenticate': header },
  text: '',
});
const serverMetadata = (more: object = {}): Exchange => ({
  request: 'GET /.well-known/oauth-authorization-server',
  json: {
    issuer: app.origin(),
    authorization_endpoint: `${app.origin()}/authorize`,
    token_endpoint: `${app.origin()}/token`,
    registration_endpoint: `${app.origin()}/register`,
    code_challenge_methods_supported: ['S256'],
    ...more,
  },
});
const resource = (more: object = {}) => ({
  resource: `${app.origin()}/mcp`,
  authorization_servers: [app.origin()],
  scopes_supported: ['files', 'mail'],
  ...more,
});
const nothing = (path: string): Exchange => ({ request: `GET ${path}`, status: 404, text: '' });
const wellKnown = '/.well-known/oauth-protected-resource';

describe('discoverMcp', () => {
  it('follows the challenge', async () => {
    app.play(
      unauthorized(`Bearer realm="x", resource_metadata="${app.origin()}/meta", scope="files"`),
      { request: 'GET /meta', json: resource() },
      serverMetadata(),
    );
    const { resource: name, authorization, scopes, furtherScopes } = await discoverMcp(access());
    expect(name).toBe(`${app.origin()}/mcp`);
    expect({ scopes, furtherScopes }).toEqual({ scopes: ['files'], furtherScopes: ['mail'] });
    expect(authorization.registrationUrl?.href).toBe(`${app.origin()}/register`);
    expect(app.received[0]?.json()).toMatchObject({ jsonrpc: '2.0', method: 'initialize' });
    expect(app.received[0]?.headers.authorization).toBeUndefined();
  });

  it('tries the well-known addresses in their order', async () => {
    app.play(
      unauthorized(),
      nothing(`${wellKnown}/mcp`),
      { request: `GET ${wellKnown}`, json: resource({ resource: app.origin() }) },
      serverMetadata({ scopes_supported: ['offline_access'] }),
    );
    expect(await discoverMcp(access())).toMatchObject({
      resource: app.origin(),
      scopes: ['files', 'mail', 'offline_access'],
    });
  });

  it('takes an older server for its own authorization server', async () => {
    app.play(unauthorized(), nothing(`${wellKnown}/mcp`), nothing(wellKnown), serverMetadata());
    expect(await discoverMcp(access({ scopes: ['declared'] }))).toMatchObject({
      resource: `${app.origin()}/mcp`,
      scopes: ['declared'],
    });
  });

  const silent = (status = 404): Exchange[] => [
    unauthorized(),
    nothing(`${wellKnown}/mcp`),
    nothing(wellKnown),
    { request: 'GET /.well-known/oauth-authorization-server', status, text: '<html>' },
  ];
  const noOpenid = () => nothing('/.well-known/openid-configuration');

  it('assumes the addresses of 2025-03-26 where a server publishes nothing', async () => {
    app.play(...silent(), noOpenid());
    const { resource: name, authorization, scopes } = await discoverMcp(access());
    expect({ name, scopes }).toEqual({ name: `${app.origin()}/mcp`, scopes: [] });
    const { authorizeUrl, tokenUrl, registrationUrl } = authorization;
    expect([authorizeUrl, tokenUrl, registrationUrl].map((url) => url?.href)).toEqual(
      ['/authorize', '/token', '/register'].map((path) => app.origin() + path),
    );
  });

  it('assumes nothing of a server that is down, or that names another one', async () => {
    app.play(...silent(503));
    await expect(discoverMcp(access())).rejects.toMatchObject({ details: { class: 'app_down' } });
    app.play(
      unauthorized(),
      { request: `GET ${wellKnown}/mcp`, json: resource() },
      nothing('/.well-known/oauth-authorization-server'),
      noOpenid(),
    );
    await expect(discoverMcp(access())).rejects.toMatchObject({ details: { code: 'no_metadata' } });
  });

  it.each([
    ['another server', { resource: 'https://evil.example/mcp' }, 'speaks for another server'],
    ['a path beside it', { resource: 'PATH' }, 'speaks for another server'],
  ])('does not use metadata of %s', async (_what, wrong, words) => {
    const json = resource({ ...wrong, ...(wrong.resource === 'PATH' && { resource: `${app.origin()}/mc` }) });
    app.play(unauthorized(), { request: `GET ${wellKnown}/mcp`, json });
    await expect(discoverMcp(access())).rejects.toMatchObject({
      message: expect.stringContaining(words),
      details: { class: 'protocol', code: 'unusable_metadata' },
    });
  });

  it.each([undefined, [], ['plain']])('refuses a sign-in whose PKCE is %j', async (methods) => {
    app.play(
      unauthorized(),
      { request: `GET ${wellKnown}/mcp`, json: resource() },
      serverMetadata({ code_challenge_methods_supported: methods }),
    );
    await expect(discoverMcp(access())).rejects.toThrow('does not offer PKCE with S256');
  });

  it('is told that a server is down', async () => {
    app.play(unauthorized(), { request: `GET ${wellKnown}/mcp`, status: 503, text: '' });
    await expect(discoverMcp(access())).rejects.toMatchObject({ details: { class: 'app_down', code: 'http_503' } });
  });

  it.each(['http://169.254.169.254/meta', 'javascript:alert(1)', '//', 'file:///etc/passwd'])(
    'goes to no metadata at %s',
    async (address) => {
      app.play(unauthorized(`Bearer resource_metadata="${address}"`));
      await expect(discoverMcp(access())).rejects.toMatchObject({ name: 'AppCallError' });
    },
  );
});

describe('findProtectedResource', () => {
  it('takes no step back from encryption', async () => {
    const found = findProtectedResource(new URL('https://mcp.example/mcp'), 'http://mcp.example/meta', 'Acme');
    await expect(found).rejects.toThrow("names an address for its metadata that can't be used");
  });
});

describe('readChallenge', () => {
  it.each([
    ['Bearer resource_metadata="https://a/b"', { resourceMetadata: 'https://a/b' }],
    [
      'Basic realm="a, scope=\\"x\\"", Bearer scope="r w", resource_metadata=https://a/b',
      { scope: 'r w', resourceMetadata: 'https://a/b' },
    ],
    ['Bearer error="invalid_token",scope="a",scope="b"', { scope: 'a', error: 'invalid_token' }],
    ['bearer RESOURCE_METADATA="https://a/\\"b"', { resourceMetadata: 'https://a/"b' }],
    ['Bearer', {}],
    [null, {}],
    [`Bearer ${'x="'.repeat(5_000)}`, {}],
  ])('%s', (header, challenge) => expect(readChallenge(header)).toEqual(challenge));
});

describe('covers', () => {
  it.each([
    ['https://a.example', true],
    ['https://a.example/', true],
    ['https://a.example/mcp', true],
    ['https://a.example/mcp/', true],
    ['https://a.example/mcp/x', true],
    ['https://a.example/mc', false],
    ['https://a.example/mcp/x/y', false],
    ['http://a.example/mcp', false],
    ['https://b.example/mcp', false],
    ['nonsense', false],
  ])('%s', (name, covered) => expect(covers(name, new URL('https://a.example/mcp/x'))).toBe(covered));
});
