import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from './sandbox.ts';
import {
  api,
  app,
  authorizeRequest,
  callback,
  connect,
  control,
  refresh,
  token,
  tokensOf,
  Visitor,
  walkToCallback,
} from './test-visitor.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clients: [app], contacts: 5 });
});
beforeEach(() => control(sandbox, 'reset'));
afterAll(() => sandbox.close());

async function meStatus(accessToken: string): Promise<number> {
  return (await api(sandbox, accessToken, 'me')).status;
}

test('code with PKCE gives tokens for the account that was signed in to', async () => {
  const { path, verifier } = authorizeRequest();
  const params = await walkToCallback(new Visitor(sandbox), path, 'mara@tidewater.example');
  expect(params.get('state')).toBe('state-1');
  expect(params.get('iss')).toBe(sandbox.origin);

  const form = { grant_type: 'authorization_code', code: params.get('code') ?? '', redirect_uri: callback };
  const wrong = await token(sandbox, { ...form, code_verifier: 'x'.repeat(43) });
  expect(wrong.status).toBe(400);
  expect(await wrong.json()).toMatchObject({ error: 'invalid_grant' });

  const tokens = await tokensOf(await token(sandbox, { ...form, code_verifier: verifier }));
  expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 300, refresh_token: expect.any(String) });
  expect(tokens.scope.split(' ').sort()).toContain('contacts:write');
  const me = await api(sandbox, tokens.access_token, 'me');
  expect(await me.json()).toEqual({
    user: { id: 'us_mara', email: 'mara@tidewater.example', name: 'Mara Lindqvist' },
    account: { id: 'tw_1001', name: 'Globex CRM' },
  });

  const again = await token(sandbox, { ...form, code_verifier: verifier });
  expect(again.status).toBe(400);
  expect(await meStatus(tokens.access_token), 'a code used twice ends what it gave').toBe(401);
});

test('the client secret is taken from the body too, and a wrong one is refused', async () => {
  const { refresh_token } = await connect(sandbox);
  const post = (secret: string) =>
    fetch(`${sandbox.origin}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token,
        client_id: app.clientId,
        client_secret: secret,
      }),
    });
  expect((await post('guess')).status).toBe(401);
  expect((await post(app.clientSecret)).status).toBe(200);
});

test.each([
  ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }],
  ['plain PKCE', { code_challenge_method: 'plain' }],
])('%s is refused to the app', async (_name, changes) => {
  const page = await new Visitor(sandbox).get(authorizeRequest(changes).path);
  expect(page.url.startsWith(callback)).toBe(true);
  expect(new URL(page.url).searchParams.get('error')).toBe('invalid_request');
});

test.each([
  'http://localhost:4999/oauth/callback/',
  'http://localhost:4998/oauth/callback',
  'http://localhost:4999/oauth/callback?x=1',
  'http://evil.example/oauth/callback',
])('a redirect to %s is never made: the person is told', async (redirect_uri) => {
  const page = await new Visitor(sandbox).get(authorizeRequest({ redirect_uri }).path);
  expect(page.status).toBe(400);
  expect(page.url.startsWith(sandbox.origin)).toBe(true);
  expect(page.text).toContain('This app cannot be connected');
});

test('the consent page names app, account and scopes in words, escaped; refusing tells the app', async () => {
  const visitor = new Visitor(sandbox);
  const login = await visitor.get(authorizeRequest({ login_hint: '"><b>mara' }).path);
  expect(login.text).toContain('Acme &amp; Sons');
  expect(login.text).not.toContain('"><b>mara');
  const form = new URL(login.url).pathname;
  const wrong = await visitor.post(`${form}/login`, { email: 'mara@tidewater.example', password: 'ebb' });
  expect(wrong.status).toBe(401);
  const consent = await visitor.post(`${form}/login`, { email: 'mara@tidewater.example', password: 'tide' });
  expect(consent.text).toContain('Globex CRM');
  expect(consent.text).toContain('Add, change and delete contacts');
  const refused = await visitor.post(`${new URL(consent.url).pathname}/refuse`);
  expect(new URL(refused.url).searchParams.get('error')).toBe('access_denied');
  expect(sandbox.state().grants).toEqual([]);
});

test('a signed-in person is asked for consent only, and can use another account instead', async () => {
  const visitor = new Visitor(sandbox);
  await walkToCallback(visitor, authorizeRequest().path, 'mara@tidewater.example');
  const { path, verifier } = authorizeRequest();
  const consent = await visitor.get(path);
  expect(consent.text).toContain('Globex CRM');
  const login = await visitor.post(`${new URL(consent.url).pathname}/switch`);
  expect(login.text).toContain('name="password"');
  const other = await visitor.post(`${new URL(login.url).pathname}/login`, {
    email: 'ines@tidewater.example',
    password: 'tide',
  });
  expect(other.text).toContain('Globex Europe');
  const end = await visitor.post(`${new URL(other.url).pathname}/allow`);
  const code = new URL(end.url).searchParams.get('code') ?? '';
  const form = { grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier };
  const tokens = await tokensOf(await token(sandbox, form));
  expect(await (await api(sandbox, tokens.access_token, 'me')).json()).toMatchObject({ account: { id: 'tw_1003' } });
});

test('prompt=login lets somebody else sign in', async () => {
  const visitor = new Visitor(sandbox);
  await walkToCallback(visitor, authorizeRequest().path, 'mara@tidewater.example');
  const login = await visitor.get(authorizeRequest({ prompt: 'login' }).path);
  const consent = await visitor.post(`${new URL(login.url).pathname}/login`, {
    email: 'jonas@tidewater.example',
    password: 'tide',
  });
  expect(consent.text).toContain('Initech CRM');
});

test('refresh tokens rotate; using an old one again ends the whole grant', async () => {
  const first = await connect(sandbox);
  const other = await connect(sandbox);
  const second = await tokensOf(await refresh(sandbox, first.refresh_token));
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect(await meStatus(second.access_token)).toBe(200);

  const reuse = await refresh(sandbox, first.refresh_token);
  expect(reuse.status).toBe(400);
  expect(await reuse.json()).toMatchObject({ error: 'invalid_grant' });
  expect((await refresh(sandbox, second.refresh_token)).status).toBe(400);
  expect(await meStatus(second.access_token)).toBe(401);
  expect(await meStatus(other.access_token), 'another connection of the same app lives on').toBe(200);
});

test('two refreshes at the same time with one token are a reuse', async () => {
  const { refresh_token } = await connect(sandbox);
  const answers = await Promise.all([refresh(sandbox, refresh_token), refresh(sandbox, refresh_token)]);
  expect(answers.some((answer) => answer.status === 400)).toBe(true);
  const lucky = answers.find((answer) => answer.status === 200);
  if (lucky !== undefined) expect(await meStatus((await tokensOf(lucky)).access_token)).toBe(401);
  expect(sandbox.state().grants).toEqual([]);
});

test('without offline_access there is no refresh token', async () => {
  expect(await connect(sandbox, { scope: 'contacts:read' })).not.toHaveProperty('refresh_token');
});

test('revoking a refresh token ends its access tokens; introspection tells', async () => {
  const tokens = await connect(sandbox);
  const ask = async (path: string, value: string) =>
    fetch(`${sandbox.origin}/oauth/${path}`, {
      method: 'POST',
      body: new URLSearchParams({ token: value, client_id: app.clientId, client_secret: app.clientSecret }),
    });
  const before = await ask('introspect', tokens.access_token);
  expect(await before.json()).toMatchObject({ active: true, client_id: app.clientId, sub: 'us_mara' });
  expect((await ask('revoke', tokens.refresh_token)).status).toBe(200);
  expect(await (await ask('introspect', tokens.access_token)).json()).toEqual({ active: false });
  expect(await meStatus(tokens.access_token)).toBe(401);
});

test('the control room revokes at once, and expires access tokens so that a refresh is needed', async () => {
  const mara = await connect(sandbox);
  const jonas = await connect(sandbox, { email: 'jonas@tidewater.example' });
  expect(await control(sandbox, 'expire', { account: 'tw_1001' })).toEqual({ expired: 1 });
  const answer = await api(sandbox, mara.access_token, 'me');
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
  expect(await meStatus(jonas.access_token)).toBe(200);
  const fresh = await tokensOf(await refresh(sandbox, mara.refresh_token));
  expect(await meStatus(fresh.access_token)).toBe(200);

  expect(await control(sandbox, 'revoke', { account: 'tw_1001' })).toEqual({ revoked: 1 });
  expect(await meStatus(fresh.access_token)).toBe(401);
  expect((await refresh(sandbox, fresh.refresh_token)).status).toBe(400);
  expect(await meStatus(jonas.access_token)).toBe(200);
  expect(sandbox.state().tokenRequests).toEqual({ authorization_code: 2, refresh_token: 1 });
  expect(sandbox.state().refusedTokenRequests).toEqual({ refresh_token: 1 });
});

test('an app registered at run time replaces its former addresses', async () => {
  const elsewhere = 'http://localhost:4998/callback';
  const late = { clientId: 'late', clientSecret: 's', redirectUris: [elsewhere] };
  await control(sandbox, 'clients', { ...late, redirectUris: [callback] });
  await control(sandbox, 'clients', late);
  const visitor = new Visitor(sandbox);
  const old = await visitor.get(authorizeRequest({ client_id: 'late' }).path);
  expect(old.text).toContain('This app cannot be connected');
  const login = await visitor.get(authorizeRequest({ client_id: 'late', redirect_uri: elsewhere }).path);
  expect(login.text).toContain('<strong>Late</strong>');
});

test('an access token runs out by itself, as the token answer said', async () => {
  const hasty = await startSandbox({ port: 0, clients: [app], contacts: 1, accessTtlS: 1 });
  const tokens = await connect(hasty);
  expect(tokens.expires_in).toBe(1);
  const status = async () => (await api(hasty, tokens.access_token, 'me')).status;
  await expect.poll(status, { timeout: 4_000 }).toBe(401);
  expect((await refresh(hasty, tokens.refresh_token)).status).toBe(200);
  await hasty.close();
});
