import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { SignStep, TokenAuth, TokenStep } from '#connectors/kit/index.ts';
import { Secret } from '#server/secrets.ts';
import { testApp } from '../test-app.ts';
import { obtainCredential } from './obtain-credential.ts';
import { accessBy, failure, now } from './test-access.ts';

const app = testApp();
const auth = (...steps: TokenStep[]): TokenAuth => ({
  kind: 'token',
  fields: z.object({}),
  steps,
  place: { headers: { authorization: 'Bearer {{login.token}}' } },
});
const obtain = (token: TokenAuth, fields: Record<string, unknown>) =>
  obtainCredential({ access: accessBy(token), fields, now, send: app.client.send });

describe('a signed assertion', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const ed = generateKeyPairSync('ed25519').privateKey;
  const pem = (key: typeof rsa, type: 'pkcs1' | 'pkcs8' = 'pkcs8') => String(key.export({ type, format: 'pem' }));
  const signed = (sign: Partial<SignStep['sign']> = {}): SignStep => ({
    name: 'login',
    sign: {
      algorithm: 'RS256',
      key: '{{privateKey}}',
      claims: { iss: '{{clientId}}', sub: '{{user?}}', jti: '{{uuid}}' },
      ...sign,
    },
  });
  const byAssertion = (step: SignStep): TokenAuth => ({
    ...auth(step),
    place: { headers: { authorization: 'Bearer {{login.jwt}}' } },
  });

  it.each([
    ['RS256', pem(rsa), rsa],
    ['RS256', pem(rsa, 'pkcs1').replaceAll('\n', ' '), rsa],
    ['PS256', pem(rsa).replaceAll('\n', '\\n'), rsa],
    ['ES256', pem(ec), ec],
    ['EdDSA', pem(ed), ed],
  ] as const)('by %s is the token where no request follows', async (algorithm, privateKey, key) => {
    const credential = await obtain(byAssertion(signed({ algorithm, header: { kid: '{{keyId}}' }, lifetime: 600 })), {
      privateKey,
      keyId: 'k1',
    });
    const jwt = credential.token?.values.login?.jwt ?? '';
    const { payload } = await jwtVerify(jwt, createPublicKey(key), { currentDate: now });
    expect(decodeProtectedHeader(jwt)).toEqual({ alg: algorithm, typ: 'JWT', kid: 'k1' });
    expect(payload).toEqual({ iss: 'client-1', jti: expect.any(String), iat: 1_795_255_200, exp: 1_795_255_800 });
    expect(credential.token?.expiresAt).toBe('2026-11-21T10:10:00.000Z');
  });

  it('is made with the vendor’s own key where the customer has none, which no request is ever filled from', async () => {
    const access = accessBy(byAssertion(signed({ key: '{{clientSecret}}' })));
    const client = { clientId: 'app-7', clientSecret: new Secret(pem(rsa)), scopes: [], parameters: {} };
    const { token } = await obtainCredential({ access: { ...access, client }, fields: {}, now });
    const { payload } = await jwtVerify(token?.values.login?.jwt ?? '', createPublicKey(rsa), { currentDate: now });
    expect(payload.iss).toBe('app-7');
    const leaking = {
      ...access,
      auth: auth({
        name: 'login',
        method: 'POST',
        url: 'https://login.acme.example/token',
        form: { secret: '{{clientSecret}}' },
      }),
      client,
    };
    expect(await failure(obtainCredential({ access: leaking, fields: {}, now }))).toMatchObject({
      field: 'clientSecret',
    });
  });

  it('by HS256 with a secret in hex', async () => {
    const { token } = await obtain(byAssertion(signed({ algorithm: 'HS256', keyEncoding: 'hex' })), {
      privateKey: 'ab'.repeat(32),
    });
    const { payload } = await jwtVerify(token?.values.login?.jwt ?? '', Buffer.from('ab'.repeat(32), 'hex'), {
      currentDate: now,
    });
    expect(payload.exp).toBe(1_795_255_500);
  });

  it('names the key by its fingerprint, as key-pair log-ins want it', async () => {
    const sign = signed({ claims: { iss: '{{account}}.{{user}}.{{keyFingerprint}}' } });
    const { token } = await obtain(byAssertion(sign), { privateKey: pem(rsa), account: 'ACME', user: 'ADA' });
    const der = createPublicKey(rsa).export({ type: 'spki', format: 'der' });
    expect(decodeJwt(token?.values.login?.jwt ?? '').iss).toBe(
      `ACME.ADA.SHA256:${createHash('sha256').update(der).digest('base64')}`,
    );
  });

  it('of a service account, whose key file was pasted into one field, is traded for a token', async () => {
    const serviceAccount = JSON.stringify(
      {
        type: 'service_account',
        client_email: 'sync@acme.example',
        private_key: pem(rsa),
        private_key_id: 'k9',
        token_uri: 'https://login.acme.example/token',
      },
      null,
      2,
    );
    const chain: TokenAuth = {
      ...auth(
        {
          name: 'assertion',
          sign: {
            algorithm: 'RS256',
            key: '{{serviceAccount.private_key}}',
            header: { kid: '{{serviceAccount.private_key_id}}' },
            claims: { iss: '{{serviceAccount.client_email}}', scope: 'a b', aud: 'https://login.acme.example/token' },
            lifetime: 3600,
          },
        },
        {
          name: 'login',
          method: 'POST',
          url: 'https://login.acme.example/token',
          form: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: '{{assertion.jwt}}' },
          take: { token: 'access_token' },
          expiresIn: 'expires_in',
        },
      ),
    };
    app.play({ request: 'POST https://login.acme.example/token', json: { access_token: 'ya29', expires_in: 3599 } });
    const credential = await obtain(chain, { serviceAccount });
    expect(credential.fields).toEqual({ serviceAccount });
    expect(credential.token).toMatchObject({
      values: { login: { token: 'ya29' } },
      expiresAt: '2026-11-21T10:59:59.000Z',
    });
    const { payload } = await jwtVerify(app.received[0]?.form().assertion ?? '', createPublicKey(rsa), {
      currentDate: now,
    });
    expect(payload).toMatchObject({ iss: 'sync@acme.example', scope: 'a b' });
  });

  it('that is traded leaves the token its own life, also where nobody tells it', async () => {
    const trade = {
      name: 'login',
      method: 'POST',
      url: 'https://login.acme.example/token',
      form: { assertion: '{{assertion.jwt}}' },
      take: { token: 'access_token' },
    } as const;
    app.play({ request: 'POST https://login.acme.example/token', json: { access_token: 'a1' } });
    const { token } = await obtain(auth({ ...signed(), name: 'assertion' }, trade), { privateKey: pem(rsa) });
    expect(token?.expiresAt).toBe('2026-11-21T11:00:00.000Z');
  });

  const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  const locked = String(rsa.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'p' }));
  it.each([
    ['of another kind', { algorithm: 'ES256' }, pem(rsa), /kind rsa, and ES256 needs one of the kind ec/],
    [
      'of another curve',
      { algorithm: 'ES256' },
      pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey),
      /ES256/,
    ],
    ['that is too short', {}, pem(short), /RS256/],
    ['behind a passphrase', {}, locked, /passphrase/],
    ['that is cut off', {}, pem(rsa).slice(0, 500), /cut off/],
    ['that is public', {}, String(createPublicKey(rsa).export({ type: 'spki', format: 'pem' })), /no private key/],
    ['that is a password', {}, 'hunter2', /not in PEM/],
  ] as const)('is not made with a key %s', async (_name, sign, privateKey, words) => {
    const error = await failure(obtain(byAssertion(signed(sign)), { privateKey }));
    expect(error).toMatchObject({ class: 'invalid', field: 'privateKey', message: expect.stringMatching(words) });
  });
});
