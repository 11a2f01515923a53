import { describe, expect, it } from 'vitest';
import type { OAuth2Auth } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { Secret } from '#server/secrets.ts';
import type { OAuthCredential } from './credential.ts';
import { authorizeUrl, exchangeCode, expectedIssuer, refresh, revoke } from './oauth2.ts';
import { missingScopes } from './scopes.ts';
import { type Exchange, testApp } from './test-app.ts';
import { loadTestConnector } from './test-context.ts';

const app = testApp();
const now = new Date('2026-11-21T10:00:00.000Z');
const tidewater = await loadTestConnector('tidewater');

/** Tidewater with something of its sign-in changed. */
function connectorWith(auth: Partial<OAuth2Auth>): LoadedConnector {
  if (tidewater.connector.auth.kind !== 'oauth2') throw new Error('Tidewater signs in by OAuth.');
  return { ...tidewater, connector: { ...tidewater.connector, auth: { ...tidewater.connector.auth, ...auth } } };
}

const client = (scopes: string[] = []) => ({
  clientId: 'acme id',
  clientSecret: new Secret('s3cret:+/'),
  scopes,
  parameters: { origin: app.origin() },
});
const basis = (auth: Partial<OAuth2Auth> = {}) => ({
  connector: connectorWith(auth),
  client: client(),
  values: {},
  now,
});
const code = { redirectUri: 'https://portico.example/cb', code: 'abc', codeVerifier: 'verifier' };
const old: OAuthCredential = {
  kind: 'oauth2',
  accessToken: 'a0',
  refreshToken: 'r0',
  expiresAt: null,
  tokenType: 'Bearer',
  scope: ['contacts:read'],
};
const answers = (answer: Omit<Exchange, 'request'>) => app.play({ request: 'POST /oauth/token', ...answer });
const form = (body: string) => ({ text: body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
const lastForm = () => Object.fromEntries(new URLSearchParams(app.received.at(-1)?.body));

describe('authorizeUrl', () => {
  const input = (auth: Partial<OAuth2Auth> = {}, scopes: string[] = []) => ({
    ...basis(auth),
    client: client(scopes),
    redirectUri: 'https://portico.example/cb?x=1',
    state: 'st&te',
    codeChallenge: 'challenge',
  });

  it('asks with state, PKCE and the exact redirect address', () => {
    const url = authorizeUrl(input());
    expect(url.origin + url.pathname).toBe(`${app.origin()}/oauth/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'acme id',
      redirect_uri: 'https://portico.example/cb?x=1',
      state: 'st&te',
      scope: 'openid offline_access contacts:read',
      code_challenge: 'challenge',
      code_challenge_method: 'S256',
    });
    expect(url.search).not.toContain('+');
  });

  it('separates scopes as the app wants them', () => {
    expect(authorizeUrl(input({ scopeSeparator: ',' }, ['a', 'b'])).searchParams.get('scope')).toBe('a,b');
    expect(authorizeUrl(input({ scopeSeparator: '+' }, ['a', 'b'])).search).toContain('scope=a+b');
    expect(authorizeUrl(input({}, ['a', 'b'])).search).toContain('scope=a%20b');
  });

  it('adds the connector’s parameters, which can not replace ours', () => {
    const url = authorizeUrl(
      input({
        pkce: false,
        authorizeParameters: { access_type: 'offline', state: 'evil' },
        authorizeUrl: '{origin}/oauth/authorize?v=2',
      }),
    );
    expect(url.searchParams.get('access_type')).toBe('offline');
    expect(url.searchParams.getAll('state')).toEqual(['st&te']);
    expect(url.searchParams.get('v')).toBe('2');
    expect(url.searchParams.has('code_challenge')).toBe(false);
  });

  it('names the value that the OAuth app lacks', () => {
    expect(() => authorizeUrl({ ...input(), client: { ...client(), parameters: {} } })).toThrow(
      'the value origin is missing',
    );
  });
});

describe('exchangeCode', () => {
  const exchange = (auth: Partial<OAuth2Auth> = {}) => exchangeCode({ ...basis(auth), ...code });

  it('sends code, verifier and client, and keeps what comes', async () => {
    answers({
      json: {
        access_token: 'a1',
        refresh_token: 'r1',
        token_type: 'bearer',
        expires_in: 300,
        scope: 'openid contacts:read',
      },
    });
    expect(await exchange()).toEqual({
      credential: {
        kind: 'oauth2',
        accessToken: 'a1',
        refreshToken: 'r1',
        tokenType: 'bearer',
        expiresAt: '2026-11-21T10:05:00.000Z',
        scope: ['openid', 'contacts:read'],
      },
      grantedScopes: ['openid', 'contacts:read'],
      learnt: {},
    });
    expect(lastForm()).toEqual({
      grant_type: 'authorization_code',
      code: 'abc',
      redirect_uri: 'https://portico.example/cb',
      code_verifier: 'verifier',
      client_id: 'acme id',
      client_secret: 's3cret:+/',
    });
    expect(app.received[0]?.headers.authorization).toBeUndefined();
  });

  it('sends the client in a header where the app wants that, encoded as the standard says', async () => {
    answers({ json: { access_token: 'a1' } });
    await exchange({ clientAuth: 'basic', pkce: false });
    const header = app.received[0]?.headers.authorization ?? '';
    expect(Buffer.from(header.replace('Basic ', ''), 'base64').toString()).toBe('acme+id:s3cret%3A%2B%2F');
    expect(lastForm()).toEqual({
      grant_type: 'authorization_code',
      code: 'abc',
      redirect_uri: 'https://portico.example/cb',
    });
  });

  it.each([
    ['form-encoded', form('access_token=a1&expires_in=300&scope=a,b&token_type=bearer')],
    [
      'form-encoded and called something else',
      {
        text: 'access_token=a1&scope=a%2Cb&expires_in=300&token_type=bearer',
        headers: { 'content-type': 'text/html' },
      },
    ],
    [
      'JSON with text for a number',
      { json: { access_token: 'a1', expires_in: '300', scope: ['a', 'b'], token_type: 'bearer' } },
    ],
    ['JSON called text', { text: '{"access_token":"a1","expires_in":300,"scope":"a b","token_type":"bearer"}' }],
  ])('reads an answer that is %s', async (_what, answer) => {
    answers(answer);
    expect((await exchange()).credential).toMatchObject({
      accessToken: 'a1',
      expiresAt: '2026-11-21T10:05:00.000Z',
      scope: ['a', 'b'],
      refreshToken: null,
    });
  });

  it('knows no end where the app tells none, or the one that the connector declares', async () => {
    for (const life of [undefined, null, 0, -5, 'soon', { in: 5 }]) {
      answers({ json: { access_token: 'a1', expires_in: life } });
      expect((await exchange({ defaultExpiresIn: undefined })).credential.expiresAt).toBeNull();
    }
    answers({ json: { access_token: 'a1' } });
    expect((await exchange({ defaultExpiresIn: 3_600 })).credential.expiresAt).toBe('2026-11-21T11:00:00.000Z');
    answers({ json: { access_token: 'a1', expires_in: 1e300 } });
    expect((await exchange()).credential.expiresAt).toMatch(/^2036/);
  });

  it('takes silence about scopes as all of them, and names what is missing', async () => {
    answers({ json: { access_token: 'a1' } });
    const requested = ['openid', 'offline_access', 'contacts:read'];
    expect((await exchange()).grantedScopes).toEqual(requested);
    answers({ json: { access_token: 'a1', scope: 'openid' } });
    expect(missingScopes(requested, (await exchange()).grantedScopes)).toEqual(['offline_access', 'contacts:read']);
  });

  it('keeps what the connector wants to learn, and nothing else', async () => {
    answers({ json: { access_token: 'a1', instance_url: 'https://eu.acme.example', team: 7, secret_thing: 'x' } });
    expect((await exchange({ learn: ['instance_url', 'team', 'absent'] })).learnt).toEqual({
      instance_url: 'https://eu.acme.example',
      team: '7',
    });
  });

  it.each([
    [
      'a used code',
      { status: 400, json: { error: 'invalid_grant', error_description: 'code used' } },
      { class: 'auth', code: 'invalid_grant', appMessage: 'code used' },
    ],
    ['the same under 200', { json: { error: 'invalid_grant' } }, { class: 'auth', code: 'invalid_grant' }],
    [
      'the same as a form',
      { status: 200, ...form('error=invalid_grant&error_description=bad+code') },
      { class: 'auth', code: 'invalid_grant', appMessage: 'bad code' },
    ],
    [
      'an error that is an object',
      { status: 400, json: { error: { code: 'invalid_grant', message: 'no' } } },
      { class: 'auth', code: 'invalid_grant', appMessage: 'no' },
    ],
    [
      'a refused client',
      { status: 401, json: { error: 'invalid_client' } },
      { class: 'permission', code: 'invalid_client' },
    ],
    ['a refusal without words', { status: 403, text: 'no' }, { class: 'permission', code: 'http_403' }],
    [
      'too many requests',
      { status: 429, headers: { 'retry-after': '7' }, text: '' },
      { class: 'rate_limited', retryAfterMs: 7_000 },
    ],
    ['a server error', { status: 503, json: { error: 'temporarily_unavailable' } }, { class: 'app_down' }],
    ['a server error under 400', { status: 400, json: { error: 'server_error' } }, { class: 'app_down' }],
    ['a gateway page', { status: 502, text: '<h1>Bad gateway</h1>' }, { class: 'app_down', code: 'http_502' }],
    [
      'a page instead of a token',
      { text: '<!doctype html>', headers: { 'content-type': 'text/html' } },
      { class: 'protocol', code: 'token_answer' },
    ],
    ['no token', { json: { token: 'a1' } }, { class: 'protocol', code: 'token_answer' }],
    ['an empty token', { json: { access_token: '' } }, { class: 'protocol', code: 'token_answer' }],
    ['nothing', { text: '' }, { class: 'protocol', code: 'token_answer' }],
    ['a list', { json: [1] }, { class: 'protocol', code: 'token_answer' }],
    [
      'a redirect',
      { status: 307, headers: { location: '/oauth/elsewhere' }, text: '' },
      { class: 'protocol', code: 'http_307' },
    ],
  ])('explains %s', async (_what, answer, details) => {
    answers(answer);
    await expect(exchange()).rejects.toMatchObject({ name: 'AppCallError', details });
  });

  it('puts no secret into an error', async () => {
    answers({ status: 400, json: { error: 'invalid_request' } });
    const error: unknown = await exchange().catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/s3cret|verifier|abc/);
  });

  it('calls nobody that the guard refuses', async () => {
    await expect(exchange({ tokenUrl: 'http://169.254.169.254/token' })).rejects.toMatchObject({
      details: { class: 'network', code: 'address_refused' },
    });
  });
});

describe('refresh', () => {
  const renew = (auth: Partial<OAuth2Auth> = {}, credential = old) => refresh({ ...basis(auth), credential });

  it('takes the new tokens, and keeps the old refresh token and scopes where none come', async () => {
    answers({ json: { access_token: 'a1', refresh_token: 'r1', expires_in: 60 } });
    expect(await renew()).toMatchObject({
      accessToken: 'a1',
      refreshToken: 'r1',
      scope: ['contacts:read'],
      expiresAt: '2026-11-21T10:01:00.000Z',
    });
    expect(lastForm()).toMatchObject({ grant_type: 'refresh_token', refresh_token: 'r0' });
    answers({ json: { access_token: 'a2', scope: 'x' } });
    expect(await renew()).toMatchObject({ accessToken: 'a2', refreshToken: 'r0', scope: ['x'] });
  });

  it('tells a dead token from an app that is down', async () => {
    answers({ status: 400, json: { error: 'invalid_grant' } });
    await expect(renew()).rejects.toMatchObject({ details: { class: 'auth', code: 'invalid_grant' } });
    answers({ status: 500, text: 'oops' });
    await expect(renew()).rejects.toMatchObject({ details: { class: 'app_down' } });
    answers({ status: 401, json: { error: 'invalid_client' } });
    await expect(renew()).rejects.toMatchObject({ details: { class: 'permission', code: 'invalid_client' } });
    await expect(renew({ tokenUrl: 'http://127.0.0.1:1/token' })).rejects.toMatchObject({
      details: { class: 'network', code: 'ECONNREFUSED' },
    });
  });

  it('asks nobody where there is nothing to ask with', async () => {
    await expect(renew({}, { ...old, refreshToken: null })).rejects.toMatchObject({
      details: { class: 'auth', code: 'invalid_grant' },
    });
    await expect(renew({ refresh: 'none' })).rejects.toMatchObject({
      details: { class: 'auth', code: 'invalid_grant' },
    });
    expect(app.received).toEqual([]);
  });
});

describe('revoke', () => {
  it('gives up the refresh token, else the access token', async () => {
    app.play({ request: 'POST /oauth/revoke', text: '' }, { request: 'POST /oauth/revoke', text: '' });
    await revoke({ ...basis(), credential: old });
    expect(lastForm()).toMatchObject({ token: 'r0', token_type_hint: 'refresh_token', client_id: 'acme id' });
    await revoke({ ...basis(), credential: { ...old, refreshToken: null } });
    expect(lastForm()).toMatchObject({ token: 'a0', token_type_hint: 'access_token' });
  });

  it('tells whether trying again makes sense', async () => {
    app.play(
      { request: 'POST /oauth/revoke', status: 503, text: '' },
      { request: 'POST /oauth/revoke', status: 400, json: { error: 'unsupported' } },
    );
    await expect(revoke({ ...basis(), credential: old })).rejects.toMatchObject({ details: { class: 'app_down' } });
    await expect(revoke({ ...basis(), credential: old })).rejects.toMatchObject({ details: { class: 'protocol' } });
  });

  it('does nothing where the app has no address for it', async () => {
    await revoke({ ...basis({ revokeUrl: undefined }), credential: old });
  });
});

describe('expectedIssuer', () => {
  it('is filled like every template, without a slash at its end', () => {
    const values = { origin: app.origin() };
    expect(expectedIssuer({ connector: tidewater, values })).toBe(app.origin());
    expect(expectedIssuer({ connector: connectorWith({ issuer: undefined }), values })).toBeUndefined();
  });
});
