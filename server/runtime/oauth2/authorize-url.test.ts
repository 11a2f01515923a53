import { describe, expect, it } from 'vitest';
import { authorizeUrl, requestedScopes } from './authorize-url.ts';
import { testAccess } from './test-access.ts';

const origin = 'https://acme.example';
type Given = Parameters<typeof testAccess>[1];
const ask = (given: Given = {}) =>
  authorizeUrl({
    access: testAccess(origin, given),
    redirectUri: 'https://portico.example/cb?x=1',
    state: 'st&te',
    codeChallenge: 'challenge',
  });
const asked = async (given: Given = {}) => Object.fromEntries((await ask(given)).searchParams);

describe('authorizeUrl', () => {
  it('asks with state, PKCE and the exact redirect address', async () => {
    const url = await ask();
    expect(url.origin + url.pathname).toBe(`${origin}/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'acme id',
      redirect_uri: 'https://portico.example/cb?x=1',
      state: 'st&te',
      scope: 'read write',
      code_challenge: 'challenge',
      code_challenge_method: 'S256',
    });
    expect(url.search).not.toContain('+');
  });

  it('leaves PKCE out where the app refuses it', async () => {
    const names = Object.keys(await asked({ auth: { pkce: false } }));
    expect(names).not.toContain('code_challenge');
    expect(names).not.toContain('code_challenge_method');
  });

  it.each([
    [' ', 'scope=a%20b'],
    [',', 'scope=a%2Cb'],
    ['+', 'scope=a+b'],
    [undefined, 'scope=a%20b'],
  ] as const)('separates scopes by %j', async (scopeSeparator, part) => {
    expect((await ask({ auth: { scopeSeparator }, client: { scopes: ['a', 'b'] } })).search).toContain(part);
  });

  it('asks for no scope where there is none', async () => {
    expect(await asked({ auth: { scopes: [] } })).not.toHaveProperty('scope');
  });

  it('adds declared parameters, filled, and leaves out an optional one without value', async () => {
    const auth = {
      authorizeUrl: '{{origin}}/authorize?v=2',
      authorizeParameters: {
        access_type: 'offline',
        audience: 'https://{{region}}.acme.example',
        login_hint: '{{email?}}',
        app_id: '{{clientId}}',
        scopes_again: '{{scope}}',
      },
    };
    expect(await asked({ auth, learnt: { region: 'eu', clientId: 'evil' } })).toMatchObject({
      v: '2',
      access_type: 'offline',
      audience: 'https://eu.acme.example',
      app_id: 'acme id',
      scopes_again: 'read write',
    });
    expect(await asked({ auth, learnt: { region: 'eu' } })).not.toHaveProperty('login_hint');
  });

  it('lets no declaration replace what keeps the connect safe', async () => {
    const authorizeParameters = { state: 'evil', redirect_uri: 'https://evil.example', code_challenge: 'evil' };
    const url = await ask({ auth: { authorizeParameters } });
    expect(url.searchParams.getAll('state')).toEqual(['st&te']);
    expect(url.searchParams.getAll('redirect_uri')).toEqual(['https://portico.example/cb?x=1']);
    expect(url.searchParams.getAll('code_challenge')).toEqual(['challenge']);
  });

  it('gives the standard’s parameters the app’s names', async () => {
    const parameterNames = { client_id: 'client_key', state: 'shop_state' };
    const parameters = await asked({ auth: { parameterNames } });
    expect(parameters).toMatchObject({ client_key: 'acme id', shop_state: 'st&te' });
    const unused = ['client_id', 'state'];
    expect(Object.keys(parameters).filter((name) => unused.includes(name))).toEqual([]);
  });

  it('goes to the address of the account’s type, and of what the customer answered', async () => {
    const given = {
      auth: { authorizeUrl: 'https://{{login}}/{{tenant}}/authorize' },
      connector: { accountTypes: { sandbox: { label: 'Sandbox', values: { login: 'test.acme.example' } } } },
      accountType: 'sandbox',
    };
    const url = await ask({ ...given, learnt: { tenant: 'globex/../x' } });
    expect(url.href).toMatch(/^https:\/\/test\.acme\.example\/globex%2F\.\.%2Fx\/authorize\?/);
    await expect(ask(given)).rejects.toThrow('the value tenant is missing');
  });

  it('names a client that is gone', async () => {
    const access = { ...testAccess(origin), client: undefined };
    const input = { access, redirectUri: 'https://portico.example/cb', state: 's', codeChallenge: 'c' };
    await expect(authorizeUrl(input)).rejects.toMatchObject({
      message: expect.stringContaining('Acme has no OAuth app here'),
      details: { class: 'internal', code: 'no_oauth_app' },
    });
  });
});

describe('requestedScopes', () => {
  it('are the connector’s with the optional ones, or the vendor’s own choice', () => {
    const auth = { optionalScopes: ['admin', 'read'] };
    expect(requestedScopes(testAccess(origin, { auth }))).toEqual(['read', 'write', 'admin']);
    expect(requestedScopes(testAccess(origin, { auth, client: { scopes: ['only'] } }))).toEqual(['only']);
  });
});
