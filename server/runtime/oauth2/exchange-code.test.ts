import { describe, expect, it } from 'vitest';
import type { OAuth2Auth } from '#connectors/kit/index.ts';
import { missingScopes } from '../scopes.ts';
import { testApp } from '../test-app.ts';
import { exchangeCode } from './exchange-code.ts';
import { codeInput, testAccess } from './test-access.ts';

const app = testApp();
type Given = Parameters<typeof testAccess>[1];
const exchange = (given: Given = {}, callback = codeInput.callback) =>
  exchangeCode({ ...codeInput, callback, access: testAccess(app.origin(), given) });
const standard = {
  grant_type: 'authorization_code',
  code: 'abc',
  redirect_uri: 'https://portico.example/cb',
  code_verifier: 'verifier',
};
const client = { client_id: 'acme id', client_secret: 's3cret:+/' };
const { code_verifier: _, ...withoutPkce } = standard;

interface Deviation {
  what: string;
  auth: Partial<OAuth2Auth>;
  /** What arrives at the app; a form at `POST /token` with the standard's parameters unless told. */
  request?: string;
  type?: string;
  parameters?: Record<string, string>;
  headers?: Record<string, string>;
}

const form = 'application/x-www-form-urlencoded';
const inQuery = `/token?${new URLSearchParams({ ...standard, ...client })}`;

describe('a token request', () => {
  const deviations: Deviation[] = [
    { what: 'the standard', auth: {} },
    { what: 'no PKCE', auth: { pkce: false }, parameters: { ...withoutPkce, ...client } },
    {
      what: 'the client in a header',
      auth: { clientAuth: 'basic' },
      parameters: standard,
      // Encoded as the standard says, so that a colon does not move the border.
      headers: { authorization: `Basic ${Buffer.from('acme+id:s3cret%3A%2B%2F').toString('base64')}` },
    },
    { what: 'a public client', auth: { clientAuth: 'none' }, parameters: { ...standard, client_id: 'acme id' } },
    { what: 'JSON', auth: { tokenFormat: 'json' }, type: 'application/json' },
    { what: 'the query', auth: { tokenFormat: 'query' }, request: `POST ${inQuery}`, type: '', parameters: {} },
    { what: 'GET', auth: { tokenMethod: 'GET' }, request: `GET ${inQuery}`, type: '', parameters: {} },
    {
      what: 'other names',
      auth: { parameterNames: { client_id: 'app_id', client_secret: 'secret', code: 'auth_code' } },
      parameters: {
        grant_type: 'authorization_code',
        auth_code: 'abc',
        redirect_uri: 'https://portico.example/cb',
        code_verifier: 'verifier',
        app_id: 'acme id',
        secret: 's3cret:+/',
      },
    },
    {
      what: 'further parameters',
      auth: { tokenParameters: { expiring: '1', key: '{{clientId}}/{{code}}', tenant: '{{tenant?}}', code: 'evil' } },
      parameters: { ...standard, ...client, expiring: '1', key: 'acme id/abc' },
    },
    {
      what: 'a grant type of its own',
      auth: { tokenParameters: { grant_type: 'access_token' } },
      parameters: { ...standard, ...client, grant_type: 'access_token' },
    },
    {
      what: 'further headers',
      auth: {
        tokenHeaders: { 'X-Client': '{{clientId}}', Accept: 'application/vnd.acme+json', 'x-none': '{{none?}}' },
      },
      headers: { 'x-client': 'acme id', accept: 'application/vnd.acme+json' },
    },
    {
      what: 'an address with a query of its own',
      auth: { tokenUrl: '{{origin}}/token?v=2', tokenMethod: 'GET' },
      request: `GET ${inQuery.replace('?', '?v=2&')}`,
      type: '',
      parameters: {},
    },
  ];

  it.each(deviations)('travels as the app wants it: $what', async ({ auth, request = 'POST /token', ...wanted }) => {
    app.play({ request, json: { access_token: 'a1' } });
    expect((await exchange({ auth })).credential.accessToken).toBe('a1');
    const [received] = app.received;
    const { type = form, parameters = { ...standard, ...client }, headers = {} } = wanted;
    expect(received?.headers['content-type'] ?? '').toBe(type);
    expect(type === 'application/json' ? received?.json() : received?.form()).toEqual(parameters);
    expect(received?.headers).toMatchObject({ accept: 'application/json', ...headers });
    if (headers.authorization === undefined) expect(received?.headers.authorization).toBeUndefined();
    expect(received?.headers['x-none']).toBeUndefined();
  });

  it('goes to an address that the callback has told', async () => {
    app.play({ request: 'POST /eu-1/token', json: { access_token: 'a1' } });
    const auth = { tokenUrl: '{{origin}}/{{region}}/token', learnFromCallback: ['region', 'realmId'] };
    const { learnt } = await exchange({ auth }, new URLSearchParams('code=abc&region=eu-1&shop=x'));
    expect(learnt).toEqual({ region: 'eu-1' });
  });
});

describe('a refusal', () => {
  it('quotes nothing of what was sent', async () => {
    const description = 'client s3cret:+/ with code code-7 and verifier was refused';
    app.play({ request: 'POST /token', status: 400, json: { error: 'bad_code', error_description: description } });
    const asked = exchangeCode({ ...codeInput, code: 'code-7', access: testAccess(app.origin()) });
    const error: unknown = await asked.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      details: { code: 'bad_code', appMessage: 'client [secret] with code [secret] and [secret] was refused' },
    });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/s3cret|verifier|code-7/);
  });
});

describe('what is kept', () => {
  it('is credential, granted scopes and nothing else', async () => {
    const json = { access_token: 'a1', refresh_token: 'r1', token_type: 'bearer', expires_in: 300, scope: 'read' };
    app.play({ request: 'POST /token', json });
    expect(await exchange()).toEqual({
      credential: {
        kind: 'oauth2',
        accessToken: 'a1',
        refreshToken: 'r1',
        tokenType: 'Bearer',
        expiresAt: '2026-11-21T10:05:00.000Z',
        scope: ['read'],
      },
      grantedScopes: ['read'],
      learnt: {},
    });
  });

  it('is the person’s token and not the bot’s, where the connector says where it stands', async () => {
    const tokenPaths = {
      access_token: 'authed_user.access_token',
      refresh_token: 'authed_user.refresh_token',
      expires_in: 'authed_user.expires_in',
      scope: 'authed_user.scope',
    };
    const bot = { ok: true, access_token: 'bot', refresh_token: 'bot-r', expires_in: 1, scope: 'bot' };
    const person = { access_token: 'a1', refresh_token: 'r1', expires_in: 60, scope: 'read,write' };
    app.play({ request: 'POST /token', json: { ...bot, authed_user: person } }, { request: 'POST /token', json: bot });
    expect((await exchange({ auth: { tokenPaths } })).credential).toMatchObject({
      accessToken: 'a1',
      refreshToken: 'r1',
      expiresAt: '2026-11-21T10:01:00.000Z',
      scope: ['read', 'write'],
    });
    // Without the person's token the bot's is no substitute.
    await expect(exchange({ auth: { tokenPaths } })).rejects.toMatchObject({ details: { code: 'token_answer' } });
  });

  it('takes silence about scopes as all of them, and names what is missing', async () => {
    const auth = { optionalScopes: ['admin'] };
    const requested = ['read', 'write', 'admin'];
    app.play({ request: 'POST /token', json: { access_token: 'a1' } });
    expect((await exchange({ auth })).grantedScopes).toEqual(requested);
    app.play({ request: 'POST /token', json: { access_token: 'a1', scope: 'read_all read' } });
    const { grantedScopes } = await exchange({ auth });
    expect(missingScopes(requested, grantedScopes)).toEqual(['write', 'admin']);
    expect(missingScopes(requested, grantedScopes, auth.optionalScopes)).toEqual(['write']);
  });

  it('tells when a refresh token ends for good', async () => {
    app.play({ request: 'POST /token', json: { access_token: 'a1', refresh_token: 'r1' } });
    const { credential } = await exchange({ auth: { refreshTokenEndsAfter: 7 * 86_400 } });
    expect(credential.refreshTokenEndsAt).toBe('2026-11-28T10:00:00.000Z');
  });

  it('is the long-lived token, where a short one is traded for it', async () => {
    const auth = {
      refresh: 'exchange' as const,
      exchange: {
        url: '{{origin}}/long?v=1',
        parameters: { grant_type: 'swap', secret: '{{clientSecret}}', id: '{{clientId}}', token: '{{accessToken}}' },
      },
      learn: ['user_id'],
    };
    const sent = new URLSearchParams({ v: '1', grant_type: 'swap', secret: 's3cret:+/', id: 'acme id', token: 'a1' });
    app.play(
      { request: 'POST /token', json: { access_token: 'a1', scope: 'read', user_id: 7 } },
      { request: `GET /long?${sent}`, json: { access_token: 'long', expires_in: 5_184_000 } },
      { request: 'POST /token', json: { access_token: 'a1' } },
      { request: 'POST /long?v=1', json: { access_token: 'long' } },
    );
    expect(await exchange({ auth })).toMatchObject({
      credential: { accessToken: 'long', refreshToken: null, expiresAt: '2027-01-20T10:00:00.000Z', scope: ['read'] },
      grantedScopes: ['read'],
      learnt: { user_id: '7' },
    });
    const posted = { ...auth, exchange: { ...auth.exchange, method: 'POST' as const } };
    expect((await exchange({ auth: posted })).credential.accessToken).toBe('long');
    expect(app.received.at(-1)?.form()).toMatchObject({ grant_type: 'swap', token: 'a1' });
  });
});

describe('what is learnt', () => {
  const answer = {
    access_token: 'a1',
    instance_url: 'https://eu.acme.example',
    team: { id: 9007199254740993n, names: ['a'] },
    paid: true,
    odd: 'a\nb',
    long: 'x'.repeat(3_000),
    nothing: null,
  };
  const text = JSON.stringify(answer, (_key, value) => (typeof value === 'bigint' ? 'BIG' : value)).replace(
    '"BIG"',
    '9007199254740993',
  );

  it.each([
    [['instance_url', 'absent', 'team', 'nothing'], { instance_url: 'https://eu.acme.example' }],
    [
      { team: 'team.id', first: 'team.names.0', paid: 'paid' },
      { team: '9007199254740993', first: 'a', paid: 'true' },
    ],
    [['odd', 'long', '__proto__', 'constructor'], {}],
  ])('by %j', async (learn, learnt) => {
    app.play({ request: 'POST /token', text });
    expect((await exchange({ auth: { learn } })).learnt).toEqual(learnt);
  });

  it.each(['a/b', 'https://evil.example', 'evil.example:80', 'a b', 'a..b', 'x'.repeat(201), 'é', 'a%0Ab'])(
    'not %j from the callback, which a stranger could have typed',
    async (value) => {
      const callback = new URLSearchParams({ code: 'abc', realmId: decodeURIComponent(value) });
      await expect(exchange({ auth: { learnFromCallback: ['realmId'] } }, callback)).rejects.toMatchObject({
        message: expect.stringContaining('Acme sent a realmId that can'),
        details: { class: 'protocol', code: 'callback_value', field: 'realmId' },
      });
    },
  );

  it('not a value that comes twice', async () => {
    const callback = new URLSearchParams('code=abc&realmId=1&realmId=2');
    await expect(exchange({ auth: { learnFromCallback: ['realmId'] } }, callback)).rejects.toThrow('sent twice');
  });
});
