import { createVerify, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { accessOf } from '#server/runtime/access.ts';
import { obtainCredential } from '#server/runtime/auth/obtain-credential.ts';
import { authorizeUrl } from '#server/runtime/oauth2/authorize-url.ts';
import { Secret } from '#server/secrets.ts';
import { accountId, api, app, at, check, context, date, loaded, lookUp, refusal } from './test-docusign.ts';

const client = { clientId: 'key-1', clientSecret: new Secret('s'), scopes: [], parameters: {} };
const access = (accountType: string) => accessOf({ connector: loaded, accountType, client, learnt: {} });

describe('signing in', () => {
  it.each([
    ['production', 'account.docusign.com'],
    ['demo', 'account-d.docusign.com'],
  ])('by %s leads to %s', async (accountType, host) => {
    const url = await authorizeUrl({
      access: access(accountType),
      redirectUri: 'https://p.example/cb',
      state: 's',
      codeChallenge: 'c',
    });
    expect(url.origin + url.pathname).toBe(`https://${host}/oauth/auth`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ client_id: 'key-1', scope: 'signature extended' });
  });

  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const fields = {
    integrationKey: '7c2b8d7e-7de8-4bb7-8b8c-8b1a7cf0e7d1',
    userId: '4799e5e9-7de8-4bb7-8b8c-8b1a7cf0e7d2',
    privateKey: String(privateKey.export({ type: 'pkcs1', format: 'pem' })),
  };
  const obtain = () =>
    obtainCredential({ access: access('jwtDemo'), fields, now: new Date(date), send: app.client.send });
  const token = 'POST https://account-d.docusign.com/oauth/token';

  it('as one person sends a signed assertion', async () => {
    app.play({ request: token, json: { access_token: 'jwt-1', token_type: 'Bearer', expires_in: 3600 } });
    expect((await obtain()).token?.values).toMatchObject({ token: { access_token: 'jwt-1' } });
    const { grant_type, assertion = '' } = app.received[0]?.form() ?? {};
    expect(grant_type).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const [head = '', body = '', signature = ''] = assertion.split('.');
    expect(JSON.parse(Buffer.from(body, 'base64url').toString())).toEqual({
      iss: fields.integrationKey,
      sub: fields.userId,
      aud: 'account-d.docusign.com',
      scope: 'signature impersonation',
      iat: 1795251600,
      exp: 1795255200,
    });
    const isSigned = createVerify('sha256').update(`${head}.${body}`).verify(publicKey, signature, 'base64url');
    expect(isSigned).toBe(true);
  });

  it('as one person says that consent is missing', async () => {
    app.play({ request: token, status: 400, json: { error: 'consent_required' } });
    await expect(obtain()).rejects.toMatchObject({
      details: { class: 'permission', code: 'consent_required', appMessage: expect.stringContaining('not agreed') },
    });
  });

  it('as one person takes ids only', () => {
    const { auth } = loaded.connector.accountTypes?.jwt ?? {};
    if (auth?.kind !== 'token') throw new Error('It is a form.');
    expect(auth.fields.safeParse(fields).success).toBe(true);
    expect(auth.fields.safeParse({ ...fields, userId: 'mara@acme.example' }).success).toBe(false);
  });
});

describe('the account', () => {
  const account = (
    account_id: string,
    account_name: string,
    is_default: boolean | string = false,
    base_uri = 'https://na3.docusign.net',
  ) => ({
    account_id,
    account_name,
    is_default,
    base_uri,
  });
  const play = (...accounts: object[]) =>
    app.play({
      request: 'GET https://account.docusign.com/oauth/userinfo',
      json: { sub: 'u', name: 'Mara', accounts },
    });
  const look = (wantedAccount = '') => lookUp?.(context({ learnt: { wantedAccount } }));

  it('is the default one, at its own address', async () => {
    play(account('1', 'Acme'), account(accountId, 'Globex', 'true'));
    expect(await look()).toEqual({ accountId, api });
    expect(app.received[0]?.headers.authorization).toBe('Bearer token-1');
  });

  it('is the only one, or the one that is named', async () => {
    play(account('1', 'Acme'));
    expect(await look()).toMatchObject({ accountId: '1' });
    play(account('1', 'Acme', true), account('2', 'Globex'));
    expect(await look('globex')).toMatchObject({ accountId: '2' });
    play(account('1', 'Acme', true), account('2', 'Globex'));
    expect(await look('1')).toMatchObject({ accountId: '1' });
  });

  it('is asked for where it is not clear', async () => {
    play(account('1', 'Acme'), account('2', 'Acme'));
    await expect(look('acme')).rejects.toMatchObject({
      message: expect.stringContaining('This sign-in reaches Acme, Acme.'),
      details: { class: 'invalid', field: 'wantedAccount' },
    });
    play(account('1', 'Acme', true));
    await expect(look('initech')).rejects.toThrow('This sign-in reaches Acme.');
    play();
    await expect(look()).rejects.toThrow('belongs to no account');
  });

  it.each(['https://docusign.net.evil.example', 'http://na3.docusign.net', 'https://evil.example/.docusign.net', 'x'])(
    'lives at no foreign address: %s',
    async (base) => {
      play(account('1', 'Acme', true, base));
      await expect(look()).rejects.toMatchObject({ details: { class: 'protocol', code: 'foreign_base_uri' } });
    },
  );

  it('has a name', async () => {
    app.play(
      { request: at('GET', ''), json: { accountName: 'Acme', planName: 'x' } },
      { request: at('GET', ''), json: {} },
    );
    expect(await check?.(context())).toEqual({ id: accountId, name: 'Acme' });
    expect(await check?.(context())).toEqual({ id: accountId, name: accountId });
  });

  it('shows Docusign’s own words where the token is wrong', async () => {
    app.play({ request: at('GET', ''), ...refusal(401, 'AUTHORIZATION_INVALID_TOKEN') });
    await expect(check?.(context())).rejects.toMatchObject({
      details: { class: 'auth', appMessage: 'It said AUTHORIZATION_INVALID_TOKEN.' },
    });
  });
});
