import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Embedding, hostOrigin, seedEmbedding } from '#server/connects/test-embedding.ts';
import { testDatabase } from '#server/db/test-database.ts';

const database = testDatabase();
let embedding: Embedding;

beforeAll(async () => {
  embedding = await seedEmbedding('http://tidewater.test', { id: 'acme', secret: 'secret' });
});

const exchange = async (token: string, origin: string | null = hostOrigin) =>
  embedding.call(null, 'POST', '/session', { token }, origin);
const now = () => Math.floor(Date.now() / 1000);

describe('an embed token', () => {
  test('gives one session, and the catalogue with it', async () => {
    const { status, body } = await exchange(await embedding.token());
    expect(status).toBe(200);
    expect(body).toMatchObject({
      session: expect.stringMatching(/^ps_/),
      vendor: { name: 'Acme' },
      customer: { name: 'Globex' },
      endUser: { name: 'Gwen', role: 'admin' },
      catalogue: [{ slug: 'people' }],
    });
  });

  test('works once', async () => {
    const token = await embedding.token();
    expect((await exchange(token)).status).toBe(200);
    expect(await exchange(token)).toMatchObject({
      status: 401,
      body: { error: { code: 'unauthenticated', message: expect.stringMatching(/used before/) } },
    });
  });

  test('that is wrong in any way is refused with the reason, and makes nothing', async () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const good = await embedding.token();
    const [head = '', body = '', signature = ''] = good.split('.');
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const kid = JSON.parse(Buffer.from(head, 'base64url').toString()).kid;
    const bad: [string, string, RegExp][] = [
      ['no token at all', 'hello', /not a signed token/],
      ['alg none', `${part({ alg: 'none', kid })}.${body}.${'A'.repeat(30)}`, /signature/],
      [
        'HMAC with the public key',
        await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid }).sign(Buffer.from('x'.repeat(40))),
        /signature/,
      ],
      [
        'another key',
        await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid }).sign(pair.privateKey),
        /signature/,
      ],
      ['an unknown kid', await embedding.token({}, { kid: 'nobody' }), /no embed key/],
      ['no kid', await embedding.token({}, { kid: undefined }), /no kid/],
      ['its own key in the header', await embedding.token({}, { jwk: { kty: 'EC' } }), /brings its own key/],
      ['a changed claim', `${head}.${part({ ...claims, customer: 'initech' })}.${signature}`, /signature/],
      ['another audience', await embedding.token({ aud: 'portico:nobody' }), /names no environment/],
      [
        'an audience of another environment',
        await embedding.token({ aud: `portico:env_${'0'.repeat(20)}` }),
        /no embed key/,
      ],
      ['expired', await embedding.token({ iat: now() - 700, exp: now() - 100 }), /expired/],
      ['a life of an hour', await embedding.token({ exp: now() + 3600 }), /longer than 10 minutes/],
      ['made in the future', await embedding.token({ iat: now() + 300, exp: now() + 600 }), /in the future/],
      ['no subject', await embedding.token({ sub: undefined }), /sub/],
      ['no id', await embedding.token({ jti: undefined }), /jti/],
      ['a role that does not exist', await embedding.token({ role: 'owner' }), /role/],
    ];
    const before = await database.sql('select count(*)::integer as n from embed_session');
    for (const [what, token, reason] of bad) {
      const answer = await exchange(token);
      expect([what, answer.status, answer.body.error.message]).toEqual([what, 401, expect.stringMatching(reason)]);
      expect(answer.body.error.remedy, what).toBeTruthy();
    }
    expect(await database.sql('select count(*)::integer as n from embed_session')).toEqual(before);
  });

  test('of a customer who does not exist and has no name is refused with the remedy', async () => {
    const answer = await exchange(await embedding.token({ customer: 'hooli', customer_name: undefined }));
    expect(answer).toMatchObject({
      status: 404,
      body: { error: { field: 'customer', remedy: expect.stringContaining('customer_name') } },
    });
  });

  test('works only in a page of a registered origin', async () => {
    for (const origin of ['https://evil.example', 'null', `${hostOrigin}.evil.example`, 'http://acme.test:81']) {
      const answer = await exchange(await embedding.token(), origin);
      expect([origin, answer.status, answer.body.error.code]).toEqual([origin, 403, 'origin_not_allowed']);
      expect(answer.headers.get('access-control-allow-origin'), origin).toBeNull();
    }
  });
});

describe('a session', () => {
  test('works in the page that it was made for, and nowhere else', async () => {
    const session = await embedding.session();
    expect((await embedding.call(session, 'GET', '/catalogue')).status).toBe(200);
    expect((await embedding.call(session, 'GET', '/catalogue', undefined, 'https://evil.example')).status).toBe(403);
    expect((await embedding.call(session, 'GET', '/catalogue', undefined, null)).status).toBe(403);
  });

  test('ends', async () => {
    const session = await embedding.session();
    await database.sql("update embed_session set expires_at = now() - interval '1 second'");
    expect(await embedding.call(session, 'GET', '/catalogue')).toMatchObject({
      status: 401,
      body: { error: { code: 'session_expired' } },
    });
  });

  test('is not guessed, and other kinds of tokens are none', async () => {
    for (const token of ['ps_guess', await embedding.token(), 'sk_dev_0000000000000000000000000000000000']) {
      expect((await embedding.call(token, 'GET', '/catalogue')).status).toBe(401);
    }
  });
});
