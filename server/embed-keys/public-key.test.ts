import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, test } from 'vitest';
import { readPublicKey } from './public-key.ts';

const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const pem = (key: KeyObject) =>
  key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }).toString();
const jwk = (key: KeyObject, more = {}) => JSON.stringify({ ...key.export({ format: 'jwk' }), ...more });

test.each([
  ['RS256', rsa(2048).publicKey],
  ['ES256', ec('P-256').publicKey],
  ['EdDSA', generateKeyPairSync('ed25519').publicKey],
])('%s is the algorithm of its kind of key, as PEM and as JWK', (algorithm, key) => {
  expect(readPublicKey(pem(key))).toMatchObject({ algorithm, kid: undefined, jwk: key.export({ format: 'jwk' }) });
  expect(readPublicKey(`  ${jwk(key, { kid: 'k1', alg: algorithm, use: 'sig', key_ops: ['verify'] })}\n`)).toEqual({
    algorithm,
    kid: 'k1',
    jwk: key.export({ format: 'jwk' }),
  });
});

test.each([
  ['a private key as PEM', pem(ec('P-256').privateKey), /private key/],
  ['a private key as JWK', jwk(ec('P-256').privateKey), /private key/],
  ['a secret as JWK', '{"kty":"oct","k":"c2VjcmV0"}', /private key/],
  ['a short RSA key', pem(rsa(1024).publicKey), /1024 bits/],
  ['another curve', pem(ec('P-384').publicKey), /kind of key/],
  ['a key for agreement', pem(generateKeyPairSync('x25519').publicKey), /kind of key/],
  ['a key that is for encryption', jwk(ec('P-256').publicKey, { use: 'enc' }), /something else/],
  ['a key that may not verify', jwk(ec('P-256').publicKey, { key_ops: ['encrypt'] }), /something else/],
  ['a key of another algorithm', jwk(ec('P-256').publicKey, { alg: 'none' }), /something else/],
  ['an exponent of one', jwk(rsa(2048).publicKey, { e: 'AQ' }), /Anybody could sign/],
  ['rubbish', 'rubbish', /read as a public key/],
  ['a broken JWK', '{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}', /read as a public key/],
  [
    'a point off the curve',
    jwk(ec('P-256').publicKey, { x: Buffer.alloc(32, 1).toString('base64url') }),
    /read as a public key/,
  ],
])('%s is refused with a sentence', (_name, text, says) => {
  expect(() => readPublicKey(text)).toThrow(says);
});
