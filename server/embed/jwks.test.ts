import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Embedding, seedEmbedding } from '#server/connects/test-embedding.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { testApp } from '#server/runtime/test-app.ts';
import { keyFromAddress } from './jwks.ts';

const database = testDatabase();
const app = testApp();
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const jwkOf = (key: KeyObject, more = {}) => ({ ...key.export({ format: 'jwk' }), kid: 'k1', ...more });
let addresses = 0;

/** Each set of keys stands at an address of its own: they are kept for a while. */
function published(...keys: object[]): string {
  addresses += 1;
  app.play({ request: `GET /jwks-${addresses}.json`, json: { keys } });
  return `${app.origin()}/jwks-${addresses}.json`;
}

describe('a key at a JWKS address', () => {
  it.each([
    ['RS256', rsa(2048).publicKey],
    ['ES256', ec('P-256').publicKey],
    ['EdDSA', generateKeyPairSync('ed25519').publicKey],
  ] as const)('is taken for %s, without what it says of itself', async (algorithm, key) => {
    const url = published(
      { kid: 'k1' },
      jwkOf(key, { kid: 'other' }),
      jwkOf(key, { alg: algorithm, use: 'sig', key_ops: ['verify'] }),
    );
    expect(await keyFromAddress(url, 'k1', algorithm)).toEqual(key.export({ format: 'jwk' }));
  });

  it.each([
    ['a private key', jwkOf(ec('P-256').privateKey), /private key/],
    ['a secret', { kty: 'oct', k: 'c2VjcmV0', kid: 'k1' }, /private key/],
    ['a short RSA key', jwkOf(rsa(1024).publicKey), /1024 bits/],
    ['an exponent of one', jwkOf(rsa(2048).publicKey, { e: 'AQ' }), /Anybody could sign/],
    ['another curve', jwkOf(ec('P-384').publicKey), /kind of key/],
    ['a curve of coins', jwkOf(ec('secp256k1').publicKey), /kind of key/],
    ['a key for agreement', jwkOf(generateKeyPairSync('x25519').publicKey), /kind of key/],
    ['a key that is for encryption', jwkOf(ec('P-256').publicKey, { use: 'enc' }), /something else/],
    ['a key that may not verify', jwkOf(ec('P-256').publicKey, { key_ops: ['encrypt'] }), /something else/],
    ['a key of another algorithm', jwkOf(ec('P-256').publicKey, { alg: 'RS256' }), /something else/],
    ['a key of none', jwkOf(ec('P-256').publicKey, { alg: 'none' }), /something else/],
    ['a point off the curve', jwkOf(ec('P-256').publicKey, { x: Buffer.alloc(32, 1).toString('base64url') }), /read/],
    ['a key of another kind than registered', jwkOf(rsa(2048).publicKey), /for RS256, and ES256 is registered/],
  ])('is refused where it is %s', async (_name, key, says) => {
    await expect(keyFromAddress(published(key), 'k1', 'ES256')).rejects.toMatchObject({
      code: 'unauthenticated',
      field: 'token',
      message: expect.stringMatching(says),
      remedy: expect.any(String),
    });
  });

  it('must be there', async () => {
    const url = published(jwkOf(ec('P-256').publicKey));
    await expect(keyFromAddress(url, 'k2', 'ES256')).rejects.toThrow('“k2” is not at the registered JWKS address.');
  });
});

describe('an embed token', () => {
  let embedding: Embedding;
  beforeAll(async () => {
    embedding = await seedEmbedding('http://tidewater.test', { id: 'acme', secret: 'secret' });
  });

  async function exchange(algorithm: string, pair: { publicKey: KeyObject; privateKey: KeyObject }, url: string) {
    await database.sql(
      'update embed_key set public_jwk = null, private_key = null, jwks_url = $1, algorithm = $2 where environment_id = $3',
      [url, algorithm, embedding.environmentId],
    );
    const now = Math.floor(Date.now() / 1000);
    const token = await new SignJWT({
      aud: `portico:${embedding.environmentId}`,
      sub: 'gwen',
      customer: 'globex',
      customer_name: 'Globex',
      role: 'admin',
      iat: now,
      exp: now + 300,
      jti: randomUUID(),
    })
      .setProtectedHeader({ alg: algorithm, kid: 'k1' })
      .sign(pair.privateKey);
    return embedding.call(null, 'POST', '/session', { token });
  }

  it('is taken with a good key of the vendor’s address, and refused with a weak one', async () => {
    const good = ec('P-256');
    expect((await exchange('ES256', good, published(jwkOf(good.publicKey)))).status).toBe(200);
    const forEncryption = ec('P-256');
    const answer = await exchange('ES256', forEncryption, published(jwkOf(forEncryption.publicKey, { use: 'enc' })));
    expect(answer).toMatchObject({
      status: 401,
      body: { error: { message: expect.stringMatching(/refused.*“k1” is not used\. .*something else/) } },
    });
  });
});
