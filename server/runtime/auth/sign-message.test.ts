import { constants, createHmac, createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { MessageSignatureScheme, SignatureAuth } from '#connectors/kit/index.ts';
import { failure, sign, typed } from './test-access.ts';

function auth(scheme: Partial<MessageSignatureScheme>): SignatureAuth {
  const plain = {
    kind: 'http-message',
    algorithm: 'ed25519',
    keyId: '{{keyId}}',
    key: '{{key}}',
    components: ['@method'],
  } as const;
  return { kind: 'signature', fields: z.object({}), scheme: { ...plain, components: ['@method'], ...scheme } };
}

// RFC 9421, B.1 and B.2: the request, and the keys of its two deterministic examples.
const request = {
  method: 'POST',
  url: 'https://example.com/foo?param=Value&Pet=dog',
  headers: { date: 'Tue, 20 Apr 2021 02:07:55 GMT', 'content-type': 'application/json', 'content-length': '18' },
  body: '{"hello": "world"}',
  at: new Date(1_618_884_473_000),
};
const ed25519 = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----`;
const shared = 'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==';

describe('HTTP message signatures', () => {
  it('signs example B.2.5 of RFC 9421 (hmac-sha256)', async () => {
    const scheme = auth({
      algorithm: 'hmac-sha256',
      keyEncoding: 'base64',
      components: ['date', '@authority', 'content-type'],
    });
    const { headers } = await sign(scheme, typed({ keyId: 'test-shared-secret', key: shared }), request);
    expect(headers['signature-input']).toBe(
      'sig1=("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"',
    );
    expect(headers.signature).toBe('sig1=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:');
  });

  it('signs example B.2.6 of RFC 9421 (ed25519)', async () => {
    const scheme = auth({ components: ['date', '@method', '@path', '@authority', 'content-type', 'content-length'] });
    const { headers } = await sign(scheme, typed({ keyId: 'test-key-ed25519', key: ed25519 }), request);
    expect(headers.signature).toBe(
      'sig1=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:',
    );
  });

  it.each<[MessageSignatureScheme['algorithm'], KeyObject]>([
    ['rsa-pss-sha512', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey],
    ['ecdsa-p256-sha256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
  ])('signs by %s so that a strict verifier agrees, the digest of the body included', async (algorithm, key) => {
    const pem = String(key.export({ type: 'pkcs8', format: 'pem' }));
    const scheme = auth({ algorithm, components: ['@method', '@target-uri', 'content-digest'] });
    const { headers } = await sign(scheme, typed({ keyId: 'k"1', key: pem.replaceAll('\n', ' ') }), {
      ...request,
      headers: {},
    });
    expect(headers['content-digest']).toBe('sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:');
    const parameters = headers['signature-input']?.replace('sig1=', '');
    const base = [
      '"@method": POST',
      `"@target-uri": ${request.url}`,
      `"content-digest": ${headers['content-digest']}`,
      `"@signature-params": ${parameters}`,
    ].join('\n');
    const signature = Buffer.from(headers.signature?.slice('sig1=:'.length, -1) ?? '', 'base64');
    const options =
      algorithm === 'rsa-pss-sha512'
        ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 }
        : { dsaEncoding: 'ieee-p1363' as const };
    const hash = algorithm === 'rsa-pss-sha512' ? 'sha512' : 'sha256';
    expect(verify(hash, Buffer.from(base), { key: createPublicKey(key), ...options }, signature)).toBe(true);
  });

  it('leaves out what belongs to a body where there is none', async () => {
    const scheme = auth({ components: ['@method', 'content-digest', 'content-type'] });
    const { headers } = await sign(scheme, typed({ keyId: 'k', key: ed25519 }));
    expect(headers['signature-input']).toMatch(/^sig1=\("@method"\);/);
  });

  it('takes a secret as it is typed in unless another encoding is declared', async () => {
    const scheme = auth({ algorithm: 'hmac-sha256' });
    const { headers } = await sign(scheme, typed({ keyId: 'k', key: 'secret' }), { at: new Date(1_000) });
    const base = '"@method": GET\n"@signature-params": ("@method");created=1;keyid="k"';
    expect(headers.signature).toBe(`sig1=:${createHmac('sha256', 'secret').update(base).digest('base64')}:`);
  });

  it.each([
    [
      'a key of another kind',
      auth({ algorithm: 'rsa-pss-sha512' }),
      { key: ed25519 },
      { class: 'invalid', field: 'key' },
    ],
    ['no key', auth({}), { key: 'hello' }, { class: 'invalid', field: 'key' }],
    [
      'a secret that is not base64',
      auth({ algorithm: 'hmac-sha256', keyEncoding: 'base64' }),
      { key: 'a b' },
      { class: 'invalid', field: 'key' },
    ],
    [
      'a header that the request has not',
      auth({ components: ['x-request-id'] }),
      { key: ed25519 },
      { code: 'unsigned_header', field: 'x-request-id' },
    ],
  ])('says so where there is %s', async (_name, scheme, fields, expected) => {
    expect(await failure(sign(scheme, typed({ keyId: 'k', ...fields })))).toMatchObject(expected);
  });
});
