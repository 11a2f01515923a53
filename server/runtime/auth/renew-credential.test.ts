import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ConnectorAuth, OAuth2Auth, TokenAuth } from '#connectors/kit/index.ts';
import { createContext } from '../create-context.ts';
import type { Credential, OAuthCredential } from '../credential.ts';
import { testApp } from '../test-app.ts';
import { canRenew, renewCredential } from './renew-credential.ts';
import { accessBy, failure, now, typed } from './test-access.ts';

const app = testApp();
const token: TokenAuth = {
  kind: 'token',
  fields: z.object({}),
  steps: [
    {
      name: 'login',
      method: 'POST',
      url: 'https://login.acme.example/token',
      json: { key: '{{key}}' },
      take: { token: 't' },
      expiresIn: 'life',
    },
  ],
  place: { headers: { authorization: 'Bearer {{login.token}}' } },
};
const fetched = (value: string): Credential => ({
  kind: 'fields',
  fields: { key: 'k' },
  token: { values: { login: { token: value } }, expiresAt: '2026-11-21T09:00:00.000Z' },
});
const oauth2: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://acme.example/authorize',
  tokenUrl: 'https://acme.example/token',
  scopes: [],
  scopeWords: {},
  refresh: 'rotating',
};
const granted = (refreshToken: string | null): OAuthCredential => ({
  kind: 'oauth2',
  accessToken: 'a0',
  refreshToken,
  expiresAt: null,
  tokenType: 'Bearer',
  scope: [],
});
const request = 'POST https://login.acme.example/token';
const send = app.client.send;

describe('a credential', () => {
  it.each<[string, ConnectorAuth, Credential, boolean]>([
    ['of steps', token, typed({ key: 'k' }), true],
    ['with a refresh token', oauth2, granted('r'), true],
    ['without one', oauth2, granted(null), false],
    ['of an app that renews nothing', { ...oauth2, refresh: 'none' }, granted('r'), false],
    ['that is traded for a longer one', { ...oauth2, refresh: 'exchange' }, granted(null), true],
    ['of an MCP server', { kind: 'mcp', url: 'https://mcp.acme.example' }, granted('r'), true],
    ['that was typed in', { kind: 'key', fields: z.object({}), place: {} }, typed({ key: 'k' }), false],
    ['that was made in another way', oauth2, typed({}), false],
    ['of nothing', { kind: 'none' }, { kind: 'none' }, false],
  ])('%s: can it be renewed?', async (_name, auth, credential, can) => {
    const access = accessBy(auth);
    expect(canRenew(access, credential)).toBe(can);
    if (!can) expect(await failure(renewCredential({ access, credential, now }))).toMatchObject({ class: 'auth' });
  });
});

describe('renewing', () => {
  it('runs the steps again, and keeps what was typed in', async () => {
    app.play({ request, json: { t: 't2', life: 60 } });
    expect(await renewCredential({ access: accessBy(token), credential: fetched('t1'), now, send })).toEqual({
      kind: 'fields',
      fields: { key: 'k' },
      token: { values: { login: { token: 't2' } }, expiresAt: '2026-11-21T10:01:00.000Z' },
    });
    expect(app.received[0]?.json()).toEqual({ key: 'k' });
  });

  it('goes to the token address where there is a refresh token', async () => {
    app.play({ request: 'POST /token', json: { access_token: 'a1', refresh_token: 'r1', token_type: 'Bearer' } });
    const access = accessBy({ ...oauth2, tokenUrl: `${app.origin()}/token` });
    expect(await renewCredential({ access, credential: granted('r0'), now })).toMatchObject({
      accessToken: 'a1',
      refreshToken: 'r1',
    });
  });

  it.each([
    [
      'is dead where the key is refused',
      { status: 401, json: { message: 'Key revoked.' } },
      { class: 'auth', appMessage: 'Key revoked.' },
    ],
    ['may pass by itself where the app is down', { status: 503, text: '' }, { class: 'app_down' }],
    [
      'waits where the app says so',
      { status: 429, text: '', headers: { 'retry-after': '3' } },
      { class: 'rate_limited', retryAfterMs: 3000 },
    ],
  ])('%s', async (_name, answer, expected) => {
    app.play({ request, ...answer });
    expect(
      await failure(renewCredential({ access: accessBy(token), credential: fetched('t1'), now, send })),
    ).toMatchObject(expected);
  });

  it('happens once for a call: what is refused right after fresh steps needs a person', async () => {
    app.play(
      { request: 'GET https://api.acme.example/v1/me', status: 401, json: {} },
      { request, json: { t: 't2', life: 60 } },
      { request: 'GET https://api.acme.example/v1/me', status: 401, json: { message: 'Account closed.' } },
    );
    const access = accessBy(token, {
      connector: { baseUrl: 'https://api.acme.example/v1', headers: undefined, limits: undefined },
    });
    const { http } = createContext({
      access,
      source: {
        get: async () => fetched('t1'),
        refused: async (credential) => renewCredential({ access, credential, now, send }),
      },
      settings: {},
      learnt: {},
      signal: AbortSignal.timeout(20_000),
      send,
    });
    expect(await failure(http.get('/me', z.unknown()))).toMatchObject({ class: 'auth', appMessage: 'Account closed.' });
    expect(app.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer t1', undefined, 'Bearer t2']);
  });
});
