import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { OAuth2Auth } from '#connectors/kit/index.ts';
import { missingScopes } from '../scopes.ts';
import { authorizeUrl, requestedScopes } from './authorize-url.ts';
import { readCallback } from './callback-names.ts';
import { exchangeCode } from './exchange-code.ts';
import { expectedIssuer } from './expected-issuer.ts';
import { refresh } from './refresh.ts';
import { revoke } from './revoke.ts';
import { testAccess } from './test-access.ts';
import { callbackUrl, testProvider } from './test-provider.ts';

const keys = {
  RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  EdDSA: generateKeyPairSync('ed25519').privateKey,
};
const publicKey = (name: keyof typeof keys) => ({
  ...createPublicKey(keys[name]).export({ format: 'jwk' }),
  kid: name,
  use: 'sig',
  alg: name,
});
const jwks = { keys: [publicKey('RS256'), publicKey('ES256'), publicKey('EdDSA')] };
const pem = (name: keyof typeof keys) => keys[name].export({ type: 'pkcs8', format: 'pem' }).toString();

const client = {
  client_secret: 'a secret with: odd +/~ letters',
  redirect_uris: [callbackUrl],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code' as const],
};
const provider = testProvider([
  { ...client, client_id: 'posted', token_endpoint_auth_method: 'client_secret_post' },
  { ...client, client_id: 'basic', token_endpoint_auth_method: 'client_secret_basic' },
  { ...client, client_id: 'public', client_secret: undefined, token_endpoint_auth_method: 'none' },
  { ...client, client_id: 'keyed', client_secret: undefined, token_endpoint_auth_method: 'private_key_jwt', jwks },
]);

const verifier = 'v'.repeat(64);
const codeChallenge = createHash('sha256').update(verifier).digest('base64url');

interface Kind {
  clientId: string;
  clientAuth: NonNullable<OAuth2Auth['clientAuth']>;
  secret?: string;
  parameters?: Record<string, string>;
  auth?: Partial<OAuth2Auth>;
}

function accessAs({ clientId, clientAuth, secret = client.client_secret, parameters = {}, auth }: Kind) {
  return testAccess(provider.issuer(), {
    auth: {
      authorizeUrl: '{{origin}}/auth',
      tokenUrl: '{{origin}}/token',
      revokeUrl: '{{origin}}/token/revocation',
      scopes: ['openid', 'offline_access', 'read'],
      authorizeParameters: { prompt: 'consent' },
      clientAuth,
      ...auth,
    },
    client: { clientId, clientSecret: secret, parameters },
  });
}

async function callbackFor(access: ReturnType<typeof accessAs>) {
  const url = await authorizeUrl({ access, redirectUri: callbackUrl, state: 'state-1', codeChallenge });
  const callback = await provider.agree(url, callbackUrl);
  const { code = '', state, iss } = readCallback(access.auth, callback);
  expect(state).toBe('state-1');
  return { access, redirectUri: callbackUrl, code, codeVerifier: verifier, callback, now: new Date(), iss };
}

const dead = { details: { class: 'auth', code: 'invalid_grant' } };

describe('a correct authorization server', () => {
  const kinds: Kind[] = [
    { clientId: 'posted', clientAuth: 'body' },
    { clientId: 'basic', clientAuth: 'basic' },
    { clientId: 'public', clientAuth: 'none', secret: '' },
    { clientId: 'keyed', clientAuth: 'private_key_jwt', secret: pem('RS256') },
    { clientId: 'keyed', clientAuth: 'private_key_jwt', secret: pem('ES256').replaceAll('\n', ' ') },
    { clientId: 'keyed', clientAuth: 'private_key_jwt', secret: pem('EdDSA'), parameters: { keyId: 'EdDSA' } },
    {
      clientId: 'keyed',
      clientAuth: 'private_key_jwt',
      secret: pem('RS256'),
      auth: { discover: '{{origin}}', tokenUrl: 'https://unused.example' },
    },
    {
      clientId: 'posted',
      clientAuth: 'body',
      auth: { discover: '{{origin}}', authorizeUrl: 'https://unused.example' },
    },
  ];

  it.each(kinds)('gives, renews and takes back: $clientAuth $parameters $auth', async (kind) => {
    const access = accessAs(kind);
    const input = await callbackFor(access);
    const { credential, grantedScopes } = await exchangeCode(input);
    expect(missingScopes(requestedScopes(access), grantedScopes)).toEqual([]);
    expect(credential.expiresAt).not.toBeNull();

    const now = new Date();
    const renewed = await refresh({ access, credential, now });
    expect(renewed.accessToken).not.toBe(credential.accessToken);
    expect(renewed.refreshToken).not.toBe(credential.refreshToken);

    await revoke({ access, credential: renewed });
    await expect(refresh({ access, credential: renewed, now })).rejects.toMatchObject(dead);
    await expect(exchangeCode(input)).rejects.toMatchObject(dead);
  });

  it('says which scopes were not given', async () => {
    const access = accessAs({
      clientId: 'posted',
      clientAuth: 'body',
      auth: { scopes: ['openid', 'offline_access', 'read', 'admin'] },
    });
    const { grantedScopes } = await exchangeCode(await callbackFor(access));
    expect(missingScopes(requestedScopes(access), grantedScopes)).toEqual(['admin']);
  });

  it('names itself in the callback, as its metadata promises', async () => {
    const access = accessAs({ clientId: 'posted', clientAuth: 'body', auth: { discover: '{{origin}}' } });
    const { iss } = await callbackFor(access);
    expect(iss).toBe(provider.issuer());
    expect(await expectedIssuer(access)).toBe(iss);
  });

  it('refuses a code with another verifier, and a rotated token that is used twice', async () => {
    const access = accessAs({ clientId: 'posted', clientAuth: 'body' });
    const stolen = { ...(await callbackFor(access)), codeVerifier: 'w'.repeat(64) };
    await expect(exchangeCode(stolen)).rejects.toMatchObject(dead);
    const { credential } = await exchangeCode(await callbackFor(access));
    await refresh({ access, credential, now: new Date() });
    await expect(refresh({ access, credential, now: new Date() })).rejects.toMatchObject(dead);
  });

  it.each<[string, Kind]>([
    ['another secret', { clientId: 'posted', clientAuth: 'body', secret: 'wrong' }],
    ['another secret in the header', { clientId: 'basic', clientAuth: 'basic', secret: 'wrong' }],
    [
      'another key',
      {
        clientId: 'keyed',
        clientAuth: 'private_key_jwt',
        secret: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      },
    ],
    ['a client that is not there', { clientId: 'unknown', clientAuth: 'body' }],
  ])('refuses %s, which is the vendor’s to mend', async (_what, kind) => {
    const input = await callbackFor(accessAs({ clientId: 'posted', clientAuth: 'body' }));
    await expect(exchangeCode({ ...input, access: accessAs(kind) })).rejects.toMatchObject({
      details: { class: 'permission', code: 'invalid_client' },
    });
  });

  it.each([
    'not a key',
    pem('RS256').slice(0, 400),
    createPublicKey(keys.RS256).export({ type: 'spki', format: 'pem' }).toString(),
  ])('is not asked with what is no private key', async (secret) => {
    const access = accessAs({ clientId: 'keyed', clientAuth: 'private_key_jwt', secret });
    const input = { access, redirectUri: callbackUrl, code: 'c', codeVerifier: verifier };
    const asked = exchangeCode({ ...input, callback: new URLSearchParams(), now: new Date() });
    await expect(asked).rejects.toMatchObject({ code: 'misconfigured', field: 'clientSecret' });
  });
});
