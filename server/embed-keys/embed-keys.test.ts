import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { consoleOf, testVendor } from '#server/trpc/test-api.ts';

testDatabase();

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();

test('a key is registered, listed and revoked; its kid is the JWK’s own or our id', async () => {
  const console = await consoleOf(await testVendor());
  const byPem = await console.embedKeys.create({ name: 'Backend', publicKey: pem });
  expect(byPem).toMatchObject({ kid: byPem.id, algorithm: 'ES256', own: false, revokedAt: null });
  const jwk = JSON.stringify({ ...publicKey.export({ format: 'jwk' }), kid: 'acme-1' });
  expect(await console.embedKeys.create({ name: 'JWK', publicKey: jwk })).toMatchObject({ kid: 'acme-1' });
  await expect(console.embedKeys.create({ name: 'again', publicKey: jwk })).rejects.toMatchObject({
    cause: { code: 'conflict' },
  });
  const byAddress = await console.embedKeys.create({
    name: 'JWKS',
    jwksUrl: 'https://acme.example/jwks.json',
    algorithm: 'EdDSA',
  });
  expect(byAddress).toMatchObject({ jwksUrl: 'https://acme.example/jwks.json', publicJwk: null, algorithm: 'EdDSA' });
  expect((await console.embedKeys.list({})).items.map((item) => item.name)).toEqual(['JWKS', 'JWK', 'Backend']);
  expect((await console.embedKeys.revoke({ id: byPem.id })).revokedAt).not.toBeNull();
});

test('a JWKS address inside our own network is refused', async () => {
  const console = await consoleOf(await testVendor());
  const create = console.embedKeys.create({ name: 'x', jwksUrl: 'https://169.254.169.254/jwks' });
  await expect(create).rejects.toMatchObject({ cause: { code: 'invalid', field: 'jwksUrl' } });
});
