import { generateKeyPairSync } from 'node:crypto';
import { importSPKI, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { createEmbedToken, type EmbedTokenOptions } from './create-embed-token.ts';

const pairs = {
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  EdDSA: generateKeyPairSync('ed25519'),
};
const options = (more: Partial<EmbedTokenOptions> = {}): EmbedTokenOptions => ({
  privateKey: pairs.ES256.privateKey,
  keyId: 'key_1',
  environment: 'env_1',
  customer: 'globex',
  user: 'mara',
  ...more,
});

describe.each(['ES256', 'RS256', 'EdDSA'] as const)('%s', (alg) => {
  const { privateKey, publicKey } = pairs[alg];
  const forms = {
    'a KeyObject': privateKey,
    PEM: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    'a JWK': privateKey.export({ format: 'jwk' }),
  };

  test.each(Object.entries(forms))('signs by %s what jose verifies', async (_, key) => {
    const token = createEmbedToken(options({ privateKey: key, customerName: 'Globex', role: 'admin' }));
    const spki = await importSPKI(publicKey.export({ type: 'spki', format: 'pem' }).toString(), alg);
    const { payload, protectedHeader } = await jwtVerify(token, spki, { audience: 'portico:env_1', algorithms: [alg] });
    expect(protectedHeader).toEqual({ alg, typ: 'JWT', kid: 'key_1' });
    expect(payload).toMatchObject({ sub: 'mara', customer: 'globex', customer_name: 'Globex', role: 'admin' });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(300);
    expect(payload.jti).toMatch(/^[0-9a-f-]{36}$/);
  });
});

test('claims that were not given are not in it, and no two tokens are the same', () => {
  const [, claims = ''] = createEmbedToken(options()).split('.');
  const parsed: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString());
  expect(Object.keys(parsed ?? {}).sort()).toEqual(['aud', 'customer', 'exp', 'iat', 'iss', 'jti', 'sub']);
  expect(createEmbedToken(options())).not.toBe(createEmbedToken(options()));
});

test.each([
  ['a life over 10 minutes', { expiresInSeconds: 601 }, /from 1 to 600/],
  ['half a second', { expiresInSeconds: 0.5 }, /whole number/],
  ['no customer', { customer: '' }, /needs customer/],
  ['a public key', { privateKey: pairs.ES256.publicKey }, /is a public one/],
  [
    'a curve that Portico does not take',
    { privateKey: generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey },
    /secp384r1/,
  ],
  ['a short RSA key', { privateKey: generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey }, /rsa 1024/],
  ['what is no key', { privateKey: 'secret' }, /could not read privateKey/],
])('%s is refused with the reason', (_, more, reason) => {
  expect(() => createEmbedToken(options(more))).toThrow(reason);
});
