import type { NextAuthOptions } from 'next-auth';
import { encode } from 'next-auth/jwt';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { controlDb } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { newId } from '#server/ids.ts';
import { createMember } from '#server/members/create-member.ts';
import { revokeMemberSession } from '#server/members/member-session.queries.ts';
import { serveConsole } from '#server/trpc/serve-console.ts';
import { consoleOf, type TestVendor, testVendor } from '#server/trpc/test-api.ts';
import { authOptions } from './auth-options.ts';
import { authSecret } from './auth-secret.ts';
import { type SignedIn, signIn } from './sign-in.ts';
import { countSignIn } from './sign-in-limit.ts';

const database = testDatabase();
const password = 'correct horse battery';

let vendor: TestVendor;
let email: string;
let address: string;

beforeEach(async () => {
  vendor = await testVendor();
  email = `${newId('member')}@Acme.example`;
  address = newId('request');
  await createMember(controlDb(), { vendorId: vendor.vendorId, name: 'Olivia', email, password, role: 'owner' });
});

afterEach(() => vi.restoreAllMocks());

async function session(): Promise<SignedIn> {
  const signedIn = await signIn({ email, password, address });
  if (!signedIn) throw new Error('The right password was refused.');
  return signedIn;
}

const cookieOf = async (sid: string, secret = authSecret()) =>
  `a=b; next-auth.session-token=${await encode({ token: { sub: 'x', sid }, secret })}`;

async function me(cookie: string | null, headers: Record<string, string> = {}) {
  const response = await serveConsole(
    new Request('http://portico.test/api/trpc/members.me', { headers: { ...(cookie && { cookie }), ...headers } }),
  );
  return { status: response.status, body: JSON.parse(await response.text()) };
}

describe('signing in', () => {
  test('the right password opens a session; the address is the same in any case', async () => {
    const signedIn = await signIn({ email: email.toUpperCase(), password, address });
    expect(signedIn).toMatchObject({ name: 'Olivia', sessionId: expect.stringMatching(/^mse_/) });
    const [member] = await database.sql('select last_sign_in_at from member where id = $1', [signedIn?.memberId]);
    expect(member?.last_sign_in_at).toBeInstanceOf(Date);
  });

  test('a wrong password and an unknown address get the same answer', async () => {
    expect(await signIn({ email, password: 'wrong horse battery', address })).toBeNull();
    expect(await signIn({ email: 'nobody@acme.example', password, address })).toBeNull();
  });

  test('the password is stored as argon2id', async () => {
    const [row] = await database.sql<{ password_hash: string }>(
      'select password_hash from member where lower(email) = lower($1)',
      [email],
    );
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,p=1,t=2\$/);
  });

  test('too many attempts on one address are refused, also with the right password, from anywhere', async () => {
    for (let i = 0; i < 10; i++) await countSignIn(email, `${address}${i}`);
    const attempt = signIn({ email, password, address: `${address}x` });
    await expect(attempt).rejects.toMatchObject({ code: 'rate_limited', remedy: expect.stringMatching(/15 minutes/) });
  });

  test('too many attempts from one place are refused, whatever the address', async () => {
    for (let i = 0; i < 60; i++) await countSignIn(`nobody${i}@acme.example`, address);
    await expect(signIn({ email, password, address })).rejects.toMatchObject({ code: 'rate_limited' });
  });

  test('a right password forgives the wrong ones before it', async () => {
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 8; i++) await countSignIn(email, `${round}${i}`);
      expect(await signIn({ email, password, address })).not.toBeNull();
    }
  });

  test('when attempts can not be counted, nobody gets in', async () => {
    vi.spyOn(RateLimiterPostgres.prototype, 'consume').mockRejectedValue(new Error('the counter is broken'));
    await expect(signIn({ email, password, address })).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('a session', () => {
  test('its cookie says who is asking', async () => {
    const { sessionId } = await session();
    expect(await me(await cookieOf(sessionId))).toMatchObject({
      status: 200,
      body: {
        result: {
          data: {
            email,
            role: 'owner',
            vendor: { name: 'Acme' },
            environments: [{ id: vendor.environmentId, kind: 'development' }],
          },
        },
      },
    });
  });

  test('revoked, it ends at once, although its cookie is still good', async () => {
    const { sessionId } = await session();
    const cookie = await cookieOf(sessionId);
    await revokeMemberSession(controlDb(), sessionId);
    expect(await me(cookie)).toMatchObject({
      status: 401,
      body: { error: { data: { code: 'session_expired', remedy: 'Sign in again.' } } },
    });
  });

  test('after its time it is over', async () => {
    const { sessionId } = await session();
    await database.sql("update member_session set expires_at = now() - interval '1 second' where id = $1", [sessionId]);
    expect((await me(await cookieOf(sessionId))).status).toBe(401);
  });

  test('a cookie that was not made with our key is nobody', async () => {
    const { sessionId } = await session();
    for (const cookie of [null, 'next-auth.session-token=rubbish', await cookieOf(sessionId, 'another secret')]) {
      expect(await me(cookie)).toMatchObject({ status: 401, body: { error: { data: { code: 'unauthenticated' } } } });
    }
  });

  test('the environment of another vendor is not there', async () => {
    const { sessionId } = await session();
    const cookie = await cookieOf(sessionId);
    const stranger = await testVendor('Stranger');
    for (const id of [stranger.environmentId, newId('environment'), 'env_x', '']) {
      expect(await me(cookie, { 'x-portico-environment': id })).toMatchObject({
        status: 404,
        body: { error: { data: { code: 'not_found' } } },
      });
    }
    expect((await me(cookie, { 'x-portico-environment': vendor.environmentId })).status).toBe(200);
  });

  test('a page of another site can not use it', async () => {
    const { sessionId } = await session();
    for (const site of ['cross-site', 'same-site']) {
      expect(await me(await cookieOf(sessionId), { 'sec-fetch-site': site })).toMatchObject({
        status: 403,
        body: { error: { code: 'forbidden' } },
      });
    }
  });
});

describe('next-auth', () => {
  const options = (): NextAuthOptions => authOptions();

  function authorize(credentials: Record<string, string>) {
    const [provider] = options().providers;
    if (provider?.type !== 'credentials') throw new Error('The first provider takes credentials.');
    return provider.authorize(credentials, { headers: { 'x-forwarded-for': `10.0.0.1, ${address}` } });
  }

  test('gets the session’s id for its cookie, and null for a wrong password', async () => {
    expect(await authorize({ email, password })).toMatchObject({ email, sid: expect.stringMatching(/^mse_/) });
    expect(await authorize({ email, password: 'wrong' })).toBeNull();
    expect(await authorize({ email })).toBeNull();
  });

  test('sends nobody to another site', async () => {
    const redirect = (url: string) => options().callbacks?.redirect?.({ url, baseUrl: 'http://localhost:3000' });
    expect(await redirect('/runs?x=1')).toBe('http://portico.test/runs?x=1');
    expect(await redirect('http://portico.test/runs')).toBe('http://portico.test/runs');
    for (const url of [
      'https://evil.example/',
      '//evil.example',
      'javascript:alert(1)',
      'http://portico.test.evil.example',
      'http://[',
    ]) {
      expect(await redirect(url)).toBe('http://portico.test');
    }
  });

  test('hears the code of a refusal, and nothing more', async () => {
    for (let i = 0; i < 10; i++) await countSignIn(email, address);
    await expect(authorize({ email, password })).rejects.toThrow(/^rate_limited$/);
  });

  test('forgets a session that was revoked, and revokes one that is signed out', async () => {
    const { sessionId } = await session();
    const { callbacks, events } = options();
    const jwt = () => callbacks?.jwt?.({ token: { sid: sessionId }, user: undefined as never, account: null });
    await expect(jwt()).resolves.toMatchObject({ sid: sessionId });
    await events?.signOut?.({ token: { sid: sessionId }, session: undefined as never });
    await expect(jwt()).rejects.toThrow(/ended/);
    expect((await me(await cookieOf(sessionId))).status).toBe(401);
  });
});

test('a batch of calls asks once who it is from, and each call fails for itself', async () => {
  const { sessionId } = await session();
  const input = encodeURIComponent(JSON.stringify({ 1: {} }));
  const response = await serveConsole(
    new Request(`http://portico.test/api/trpc/members.me,customers.list?batch=1&input=${input}`, {
      headers: { cookie: await cookieOf(sessionId) },
    }),
  );
  expect(JSON.parse(await response.text())).toMatchObject([
    { result: {} },
    { error: { data: { code: 'bad_request', requestId: response.headers.get('x-request-id') } } },
  ]);
});

test('the console’s errors name the field, like those of the API', async () => {
  const console = await consoleOf(vendor);
  await expect(console.customers.create({ externalId: '', name: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  const { sessionId } = await session();
  const response = await serveConsole(
    new Request('http://portico.test/api/trpc/customers.create', {
      method: 'POST',
      body: '{"externalId":"","name":"x"}',
      headers: {
        cookie: await cookieOf(sessionId),
        'content-type': 'application/json',
        'x-portico-environment': vendor.environmentId,
      },
    }),
  );
  expect(response.status).toBe(422);
  expect(JSON.parse(await response.text())).toMatchObject({
    error: { data: { code: 'invalid', field: 'externalId' } },
  });
});
