import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { KeyAuth, OAuth2Auth, Placement } from '#connectors/kit/index.ts';
import { testApp } from '../test-app.ts';
import { failure, sign, typed } from './test-access.ts';

const fields = z.object({});
const key = (place: Placement): KeyAuth => ({ kind: 'key', fields, place });
const oauth2: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://acme.example/authorize',
  tokenUrl: 'https://acme.example/token',
  scopes: [],
  scopeWords: {},
  refresh: 'fixed',
};
const token = (tokenType = 'Bearer') => ({
  kind: 'oauth2' as const,
  accessToken: 'a1',
  refreshToken: null,
  expiresAt: null,
  tokenType,
  scope: [],
});
const app = testApp();

describe('a typed-in key', () => {
  it.each<[string, Placement, Record<string, unknown>, Record<string, string>, string]>([
    ['a header', { headers: { 'X-Api-Key': '{{apiKey}}' } }, { apiKey: 'k1' }, { 'x-api-key': 'k1' }, ''],
    [
      'a bearer',
      { headers: { authorization: 'Bearer {{apiKey}}' } },
      { apiKey: 'k1' },
      { authorization: 'Bearer k1' },
      '',
    ],
    [
      'a prefix of the app’s own',
      { headers: { authorization: 'Token token="{{key}}"' } },
      { key: 'k' },
      { authorization: 'Token token="k"' },
      '',
    ],
    ['a query parameter', { query: { api_key: '{{apiKey}}' } }, { apiKey: 'a b&c' }, {}, '?api_key=a%20b%26c'],
    [
      'Basic',
      { basic: { user: '{{user}}', password: '{{pass}}' } },
      { user: 'ada', pass: 'pä:ss' },
      { authorization: `Basic ${Buffer.from('ada:pä:ss').toString('base64')}` },
      '',
    ],
    [
      'Basic with the key as user',
      { basic: { user: '{{apiKey}}', password: '' } },
      { apiKey: 'k1' },
      { authorization: `Basic ${Buffer.from('k1:').toString('base64')}` },
      '',
    ],
    [
      'Basic with a password that may be empty',
      { basic: { user: '{{user}}', password: '{{pass?}}' } },
      { user: 'u', pass: '' },
      { authorization: `Basic ${Buffer.from('u:').toString('base64')}` },
      '',
    ],
    [
      'Basic with a word for a password',
      { basic: { user: '{{apiKey}}', password: 'X' } },
      { apiKey: 'k' },
      { authorization: `Basic ${Buffer.from('k:X').toString('base64')}` },
      '',
    ],
    ['a cookie', { cookies: { SESSION: '{{id}}', other: 'x' } }, { id: 's1' }, { cookie: 'SESSION=s1; other=x' }, ''],
    [
      'several fields',
      { headers: { 'x-app': '{{appId}}', 'x-key': '{{apiKey}}' }, query: { tenant: '{{tenant}}' } },
      { appId: '1', apiKey: '2', tenant: 't' },
      { 'x-app': '1', 'x-key': '2' },
      '?tenant=t',
    ],
    [
      'an optional one that is missing',
      { headers: { 'x-key': '{{key}}', 'x-sub': '{{sub?}}' } },
      { key: 'k' },
      { 'x-key': 'k' },
      '',
    ],
    [
      'a field of a JSON file',
      { headers: { 'x-mail': '{{file.client_email}}' } },
      { file: '{"client_email":"a@b.example"}' },
      { 'x-mail': 'a@b.example' },
      '',
    ],
  ])('goes on as %s', async (_name, place, values, headers, search) => {
    const result = await sign(key(place), typed(values));
    expect(result.headers).toEqual(headers);
    expect(result.url.search).toBe(search);
  });

  it('arrives at the app as it was placed', async () => {
    app.play({ request: 'GET /v1/things?q=a%20b&key=k%2F1' });
    const { url, headers } = await sign(
      key({ query: { key: '{{key}}' }, cookies: { sid: '{{sid}}' }, headers: { 'x-zone': '{{zone}}' } }),
      typed({ key: 'k/1', sid: 's1' }),
      {
        url: `${app.origin()}/v1/things?q=a%20b&key=other`,
        headers: { Cookie: 'theme=dark', 'X-Zone': '0' },
        values: { zone: 'eu' },
      },
    );
    const { status } = await app.client.send({ method: 'GET', url, headers });
    expect(status).toBe(200);
    expect(app.received[0]?.headers).toMatchObject({ cookie: 'theme=dark; sid=s1', 'x-zone': 'eu' });
  });

  it('takes the place of a parameter and a header of the same name, and leaves the others as they were written', async () => {
    const { url, headers } = await sign(
      key({ query: { key: '{{k}}' }, headers: { 'X-Key': '{{k}}' } }),
      typed({ k: '1' }),
      {
        url: 'https://api.acme.example/v1?a=1+2&k%65y=2&b=%7e&key=3&a=4',
        headers: { 'x-KEY': 'theirs', Accept: '*/*' },
      },
    );
    expect(url.search).toBe('?a=1+2&b=%7e&a=4&key=1');
    expect(headers).toEqual({ Accept: '*/*', 'x-key': '1' });
  });

  it.each<[string, Placement, Record<string, unknown>, object]>([
    ['is missing', { headers: { 'x-key': '{{apiKey}}' } }, {}, { class: 'misconfigured', field: 'apiKey' }],
    ['is empty', { query: { key: '{{apiKey}}' } }, { apiKey: '' }, { class: 'misconfigured', field: 'apiKey' }],
    [
      'holds a line break',
      { headers: { 'x-key': '{{apiKey}}' } },
      { apiKey: 'a\r\nx-admin: 1' },
      { class: 'misconfigured', field: 'apiKey' },
    ],
    [
      'would begin another cookie',
      { cookies: { sid: '{{sid}}' } },
      { sid: 'a; admin=1' },
      { class: 'invalid', code: 'cookie_value', field: 'sid' },
    ],
  ])('is refused by its name where it %s', async (_name, place, values, expected) => {
    expect(await failure(sign(key(place), typed(values)))).toMatchObject(expected);
  });

  it('is preferred to a value of the same name that was learnt', async () => {
    const { headers } = await sign(key({ headers: { 'x-key': '{{key}}' } }), typed({ key: 'typed' }), {
      values: { key: 'learnt' },
    });
    expect(headers).toEqual({ 'x-key': 'typed' });
  });
});

describe('an OAuth 2 token', () => {
  it.each([
    ['Bearer', 'Bearer a1'],
    ['bearer', 'Bearer a1'],
    ['OAuth', 'OAuth a1'],
  ])('of the type %s goes on as the app said', async (type, authorization) => {
    expect((await sign(oauth2, token(type))).headers).toEqual({ authorization });
    expect((await sign({ kind: 'mcp', url: 'https://mcp.acme.example' }, token(type))).headers).toEqual({
      authorization,
    });
  });

  it('goes where the connector says', async () => {
    const place = {
      headers: { 'x-token': '{{accessToken}}', 'client-id': '{{clientId}}' },
      query: { shop: '{{shop}}' },
    };
    const { headers, url } = await sign({ ...oauth2, place }, token(), { values: { shop: 'globex' } });
    expect(headers).toEqual({ 'x-token': 'a1', 'client-id': 'client-1' });
    expect(url.search).toBe('?shop=globex');
  });

  it('with a line break in it is not sent', async () => {
    expect(await failure(sign(oauth2, { ...token(), accessToken: 'a\nb' }))).toMatchObject({ class: 'misconfigured' });
  });
});

describe('a token that steps have fetched', () => {
  const auth = {
    kind: 'token',
    fields,
    steps: [],
    place: {
      headers: { authorization: 'Bearer {{login.token}}', 'x-key': '{{key}}' },
      cookies: { 'connect.sid': '{{login.connect.sid}}' },
    },
  } as const;

  it('goes on beside what was typed in', async () => {
    const stored = { values: { login: { token: 't1', 'connect.sid': 's%3A1' } }, expiresAt: null };
    const { headers } = await sign({ ...auth, steps: [] }, { kind: 'fields', fields: { key: 'k' }, token: stored });
    expect(headers).toEqual({ authorization: 'Bearer t1', 'x-key': 'k', cookie: 'connect.sid=s%3A1' });
  });

  it('that was never fetched is a case for a new log-in', async () => {
    expect(await failure(sign({ ...auth, steps: [] }, typed({ key: 'k' })))).toMatchObject({
      class: 'auth',
      code: 'no_token',
    });
  });
});

describe('a connection', () => {
  it('that needs nothing gets nothing', async () => {
    const body = Buffer.from('x');
    const request = { method: 'POST', headers: { a: '1' }, body };
    expect(await sign({ kind: 'none' }, { kind: 'none' }, request)).toEqual({
      url: new URL('https://api.acme.example/v1/things'),
      headers: { a: '1' },
      body,
    });
  });

  it.each([
    [key({ headers: { a: '{{b}}' } }), token()],
    [oauth2, typed({})],
    [
      {
        kind: 'oauth1' as const,
        signature: 'HMAC-SHA1' as const,
        endpoints: {
          requestToken: 'https://a.example/1',
          authorize: 'https://a.example/2',
          accessToken: 'https://a.example/3',
        },
      },
      typed({}),
    ],
  ])('that was made in another way than is declared now has to be made again', async (auth, credential) => {
    expect(await failure(sign(auth, credential))).toMatchObject({ class: 'auth', code: 'other_way_in' });
  });

  it('by SSH can’t call the web', async () => {
    const auth = { kind: 'ssh' as const, fields, connect: () => ({ host: 'h', port: 22, user: 'u' }) };
    expect(await failure(sign(auth, typed({})))).toMatchObject({ class: 'internal', code: 'no_token' });
  });
});
