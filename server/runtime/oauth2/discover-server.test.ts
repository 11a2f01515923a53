import { afterEach, describe, expect, it } from 'vitest';
import { testApp } from '../test-app.ts';
import { authorizeUrl } from './authorize-url.ts';
import { discoverServer, forgetServers, wellKnownAddresses } from './discover-server.ts';
import { exchangeCode } from './exchange-code.ts';
import { expectedIssuer } from './expected-issuer.ts';
import { readServerMetadata } from './server-metadata.ts';
import { codeInput, testAccess } from './test-access.ts';

const app = testApp();
afterEach(forgetServers);

const oauthPath = 'GET /.well-known/oauth-authorization-server';
const openidPath = 'GET /.well-known/openid-configuration';
const metadata = (more: object = {}) => ({
  issuer: app.origin(),
  authorization_endpoint: `${app.origin()}/found/authorize`,
  token_endpoint: `${app.origin()}/found/token`,
  ...more,
});
const ask = (path = '', at?: number) => discoverServer(new URL(`${app.origin()}${path}`), 'Acme', at);

describe('discoverServer', () => {
  it('asks in the order of the standards', () => {
    expect(wellKnownAddresses(new URL('https://a.example'))).toEqual([
      'https://a.example/.well-known/oauth-authorization-server',
      'https://a.example/.well-known/openid-configuration',
    ]);
    expect(wellKnownAddresses(new URL('https://a.example/tenant1/'))).toEqual([
      'https://a.example/.well-known/oauth-authorization-server/tenant1',
      'https://a.example/.well-known/openid-configuration/tenant1',
      'https://a.example/tenant1/.well-known/openid-configuration',
    ]);
  });

  it('reads what is used, and bears what is odd', async () => {
    const odd = { scopes_supported: 'read', revocation_endpoint: 'not a url', code_challenge_methods_supported: null };
    app.play({ request: oauthPath, json: metadata(odd) });
    expect(await ask()).toEqual({
      issuer: app.origin(),
      authorizeUrl: new URL(`${app.origin()}/found/authorize`),
      tokenUrl: new URL(`${app.origin()}/found/token`),
      scopes: [],
      clientAuthMethods: [],
      codeChallengeMethods: [],
      sendsIssuer: false,
      takesClientDocument: false,
    });
  });

  it.each([
    ['is missing', { status: 404, text: '' }],
    ['is a web page', { text: '<!doctype html>', headers: { 'content-type': 'text/html' } }],
    ['is no object', { json: ['x'] }],
  ])('tries the next address where one %s', async (_what, answer) => {
    app.play({ request: oauthPath, ...answer }, { request: openidPath, json: metadata() });
    expect((await ask()).tokenUrl.pathname).toBe('/found/token');
  });

  it('keeps an answer for an hour, and asks once for many callers', async () => {
    app.play({ request: oauthPath, json: metadata() });
    await Promise.all(Array.from({ length: 20 }, () => ask('', 0)));
    await ask('', 3_599_999);
    expect(app.received).toHaveLength(1);
    app.play({ request: oauthPath, json: metadata() });
    await ask('', 3_600_000);
    expect(app.received).toHaveLength(2);
  });

  it('goes on with what it knew while the server is down, for a day', async () => {
    app.play({ request: oauthPath, json: metadata() });
    await ask('', 0);
    app.play({ request: oauthPath, status: 503, text: '' }, { request: oauthPath, status: 503, text: '' });
    expect((await ask('', 7_200_000)).tokenUrl.pathname).toBe('/found/token');
    await expect(ask('', 90_000_000)).rejects.toMatchObject({ details: { class: 'app_down', code: 'http_503' } });
  });

  it.each([
    ['another issuer', { issuer: 'https://evil.example' }, 'another issuer'],
    ['no token address', { token_endpoint: undefined }, 'lack a usable token_endpoint'],
    ['an address of another kind', { token_endpoint: 'javascript:alert(1)' }, 'not encrypted'],
  ])('names %s', async (_what, wrong, words) => {
    app.play({ request: oauthPath, json: metadata(wrong) });
    await expect(ask()).rejects.toMatchObject({
      message: expect.stringContaining(words),
      details: { class: 'protocol', code: 'unusable_metadata' },
    });
  });

  it('names a server that publishes nothing', async () => {
    app.play({ request: oauthPath, status: 404, text: '' }, { request: openidPath, status: 404, text: '' });
    await expect(ask()).rejects.toMatchObject({
      message: expect.stringContaining('does not publish the sign-in addresses of Acme'),
      details: { class: 'protocol', code: 'no_metadata' },
    });
  });

  it('calls nobody that the guard refuses', async () => {
    await expect(discoverServer(new URL('http://169.254.169.254'), 'Acme')).rejects.toMatchObject({
      details: { class: 'network', code: 'address_refused' },
    });
  });
});

describe('readServerMetadata', () => {
  const issuer = new URL('https://login.example/common/v2.0');
  const given = (more: object = {}) => ({
    issuer: issuer.href,
    authorization_endpoint: 'https://login.example/authorize',
    token_endpoint: 'https://login.example/token',
    ...more,
  });
  const read = (metadata: unknown) => readServerMetadata(metadata, { issuer, app: 'Acme' });

  it('takes a server that speaks for all its tenants', () => {
    expect(read(given({ issuer: 'https://login.example/{tenantid}/v2.0' })).tokenUrl.pathname).toBe('/token');
    expect(() => read(given({ issuer: 'https://evil.example/{tenantid}/v2.0' }))).toThrow('another issuer');
  });

  it('takes no step back from encryption', () => {
    expect(() => read(given({ token_endpoint: 'http://login.example/token' }))).toThrow('not encrypted');
  });
});

describe('a connector that discovers', () => {
  const access = (auth: object = {}) =>
    testAccess(app.origin(), { auth: { discover: '{{origin}}', tokenUrl: '{{origin}}/declared', ...auth } });

  it('uses the addresses that the issuer publishes, and not the declared ones', async () => {
    app.play({ request: oauthPath, json: metadata() }, { request: 'POST /found/token', json: { access_token: 'a1' } });
    const url = await authorizeUrl({
      access: access(),
      redirectUri: 'https://p.example',
      state: 's',
      codeChallenge: 'c',
    });
    expect(url.pathname).toBe('/found/authorize');
    expect((await exchangeCode({ ...codeInput, access: access() })).credential.accessToken).toBe('a1');
  });

  it('holds a server to its name, where it says that it gives it', async () => {
    app.play({ request: oauthPath, json: metadata({ authorization_response_iss_parameter_supported: true }) });
    expect(await expectedIssuer(access())).toBe(app.origin());
    forgetServers();
    app.play({ request: oauthPath, json: metadata() });
    expect(await expectedIssuer(access())).toBeUndefined();
    expect(await expectedIssuer(access({ issuer: 'https://declared.example' }))).toBe('https://declared.example');
  });

  it('does not send its secret to what an issuer that a customer gave publishes', async () => {
    app.play({ request: oauthPath, json: metadata() });
    const typed = testAccess('https://vendor.example', {
      auth: { discover: '{{issuer}}' },
      learnt: { issuer: app.origin() },
    });
    await expect(exchangeCode({ ...codeInput, access: typed })).rejects.toThrow(
      "The OAuth app's secret of Acme is not sent",
    );
  });
});
