import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { OAuth1Auth } from '#connectors/kit/index.ts';
import { accessBy, failure, now, sign, typed } from '../auth/test-access.ts';
import { type Received, testApp } from '../test-app.ts';
import { accessToken } from './access-token.ts';
import { requestToken } from './request-token.ts';
import { type Parameter, signatureBase, signatureOf } from './signature.ts';

const app = testApp();
const endpoints = {
  requestToken: '{{origin}}/oauth/request_token?scope=read',
  authorize: '{{origin}}/oauth/authorize?name=Portico',
  accessToken: '{{origin}}/oauth/access_token',
};
const threeLegged: OAuth1Auth = {
  kind: 'oauth1',
  signature: 'HMAC-SHA1',
  endpoints,
  learn: ['edam_userId', 'screen_name'],
};
const access = (auth: OAuth1Auth = threeLegged) => accessBy(auth, { values: { origin: app.origin() } });
const first = { callbackUrl: 'https://portico.example/cb?x=1', now };
const last = { token: 't0', tokenSecret: 'ts0', verifier: 'v0', now };

function readHeader(header = ''): Record<string, string> {
  const pairs = [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    decodeURIComponent(value),
  ]);
  return Object.fromEntries(pairs);
}

/** What a server does with a request: it makes the signature again. */
function isSignedBy(
  received: Received | undefined,
  secrets: { consumerSecret: string; tokenSecret?: string },
): boolean {
  if (received === undefined) return false;
  const { realm: _, oauth_signature: given, ...protocol } = readHeader(received.headers.authorization);
  const [method = '', path = ''] = received.request.split(' ');
  const isForm = received.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const form: Parameter[] = isForm ? [...new URLSearchParams(received.body)] : [];
  const base = signatureBase({
    method,
    url: new URL(path, app.origin()),
    parameters: [...Object.entries(protocol), ...form],
  });
  const algorithm = protocol.oauth_signature_method === 'HMAC-SHA256' ? 'HMAC-SHA256' : 'HMAC-SHA1';
  return given === signatureOf(base, algorithm, secrets);
}

describe('the three legs', () => {
  it('asks for a request token and sends the browser on with it', async () => {
    app.play({
      request: 'POST /oauth/request_token?scope=read',
      text: 'oauth_token=t%2F0&oauth_token_secret=ts0&oauth_callback_confirmed=true\n',
    });
    const result = await requestToken({ access: access(), ...first });
    expect(result).toEqual({
      url: new URL(`${app.origin()}/oauth/authorize?name=Portico&oauth_token=t%2F0`),
      token: 't/0',
      tokenSecret: 'ts0',
    });
    const sent = readHeader(app.received[0]?.headers.authorization);
    expect(sent).toMatchObject({
      oauth_callback: first.callbackUrl,
      oauth_consumer_key: 'client-1',
      oauth_version: '1.0',
      oauth_timestamp: '1795255200',
    });
    expect(sent.oauth_token).toBeUndefined();
    expect(isSignedBy(app.received[0], { consumerSecret: 'client-secret-1' })).toBe(true);
  });

  it('trades it for an access token, and keeps what the connector wants to learn', async () => {
    app.play({
      request: 'POST /oauth/access_token',
      text: 'oauth_token=t1&oauth_token_secret=ts1&edam_userId=7&oauth_session_handle=secret',
    });
    expect(await accessToken({ access: access(), ...last })).toEqual({
      credential: { kind: 'oauth1', token: 't1', tokenSecret: 'ts1' },
      learnt: { edam_userId: '7' },
    });
    expect(readHeader(app.received[0]?.headers.authorization)).toMatchObject({
      oauth_token: 't0',
      oauth_verifier: 'v0',
    });
    expect(isSignedBy(app.received[0], { consumerSecret: 'client-secret-1', tokenSecret: 'ts0' })).toBe(true);
  });

  it.each([
    [
      'does not confirm the callback',
      { text: 'oauth_token=t&oauth_token_secret=s' },
      { class: 'protocol', code: 'callback_not_confirmed' },
    ],
    [
      'gives no secret',
      { text: 'oauth_token=t&oauth_callback_confirmed=true' },
      { class: 'protocol', code: 'token_answer' },
    ],
    [
      'answers a page',
      { text: '<html><title>Log in</title></html>', headers: { 'content-type': 'text/html' } },
      { class: 'protocol' },
    ],
    [
      'refuses the consumer',
      { status: 401, text: 'oauth_problem=consumer_key_rejected' },
      { class: 'auth', code: 'consumer_key_rejected' },
    ],
    [
      'says why in JSON',
      { status: 401, json: { errors: [{ code: 32, message: 'Could not authenticate you.' }] } },
      { class: 'auth', code: '32', appMessage: 'Could not authenticate you.' },
    ],
    [
      'says why in prose',
      { status: 401, text: 'Timestamp is too far from current time' },
      { class: 'auth', appMessage: 'Timestamp is too far from current time' },
    ],
    ['is down', { status: 503, text: '' }, { class: 'app_down' }],
    [
      'sends us elsewhere',
      { status: 302, headers: { location: 'https://evil.example/' }, text: '' },
      { class: 'protocol' },
    ],
  ])('names it where the app %s', async (_name, answer, expected) => {
    app.play({ request: 'POST /oauth/request_token?scope=read', ...answer });
    expect(await failure(requestToken({ access: access(), ...first }))).toMatchObject(expected);
  });

  it('needs a registration', async () => {
    expect(await failure(requestToken({ access: { ...access(), client: undefined }, ...first }))).toMatchObject({
      code: 'no_oauth_app',
    });
  });
});

describe('a signed request', () => {
  const credential = { kind: 'oauth1', token: 't1', tokenSecret: 'ts1' } as const;
  const secrets = { consumerSecret: 'client-secret-1', tokenSecret: 'ts1' };

  it.each([
    ['GET', '/v1/x?b=2&a=1&a=0&q=%C3%A4+%2B', {}, undefined],
    [
      'POST',
      '/v1/x',
      { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' },
      'status=Hello+W%C3%B6rld&a=1&a=',
    ],
    ['POST', '/v1/x', { 'content-type': 'application/json' }, '{"a":"b&c=d"}'],
  ])('verifies at the app: %s %s', async (method, path, headers, body) => {
    app.play({ request: `${method} ${path}` });
    const signed = await sign(threeLegged, credential, { method, url: `${app.origin()}${path}`, headers, body });
    await app.client.send({ method, ...signed });
    expect(isSignedBy(app.received[0], secrets)).toBe(true);
    expect(isSignedBy(app.received[0], { ...secrets, tokenSecret: 'other' })).toBe(false);
  });

  it('never uses a nonce twice', async () => {
    const [one, two] = await Promise.all([sign(threeLegged, credential), sign(threeLegged, credential)]);
    expect(readHeader(one.headers.authorization).oauth_nonce).not.toBe(
      readHeader(two.headers.authorization).oauth_nonce,
    );
  });
});

describe('tokens made by hand', () => {
  const byHand: OAuth1Auth = {
    kind: 'oauth1',
    signature: 'HMAC-SHA256',
    realm: '{{account}}',
    realmForm: 'upper_underscore',
    fields: z.object({}),
  };
  const fields = { account: '1234567-sb1', consumerKey: 'ck', consumerSecret: 'cs', token: 'tk', tokenSecret: 'ts' };

  it('sign by SHA-256, with the account as the realm', async () => {
    app.play({ request: 'GET /record/v1/customer?limit=1' });
    const signed = await sign(byHand, typed(fields), { url: `${app.origin()}/record/v1/customer?limit=1` });
    await app.client.send({ method: 'GET', ...signed });
    expect(app.received[0]?.headers.authorization).toMatch(/^OAuth realm="1234567_SB1", oauth_consumer_key="ck"/);
    expect(isSignedBy(app.received[0], { consumerSecret: 'cs', tokenSecret: 'ts' })).toBe(true);
  });

  it('can’t break out of the realm', async () => {
    const { headers } = await sign(
      { ...byHand, realmForm: undefined },
      typed({ ...fields, account: 'a", oauth_token="x' }),
    );
    expect(headers.authorization).toContain('realm="a\\", oauth_token=\\"x", ');
  });

  it('name the field that is missing', async () => {
    expect(await failure(sign(byHand, typed({ ...fields, tokenSecret: '' })))).toMatchObject({
      class: 'invalid',
      field: 'tokenSecret',
    });
    expect(await failure(sign(byHand, typed({ ...fields, account: undefined })))).toMatchObject({ field: 'account' });
  });
});
