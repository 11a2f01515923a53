import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { HmacScheme, SignatureAuth } from '#connectors/kit/index.ts';
import { failure, now, sign, typed } from './test-access.ts';

const seconds = String(now.getTime() / 1000);
const hmac = (algorithm: string, key: string | Buffer, text: string) => createHmac(algorithm, key).update(text);

function auth(scheme: Partial<HmacScheme>): SignatureAuth {
  const plain: HmacScheme = {
    kind: 'hmac',
    algorithm: 'sha256',
    key: '{{secret}}',
    text: '{{method}}\n{{path}}\n{{query}}\n{{timestamp}}\n{{body}}',
    encoding: 'hex',
    place: { headers: { 'x-time': '{{timestamp}}', 'x-sign': '{{signature}}', 'x-key': '{{apiKey}}' } },
  };
  return { kind: 'signature', fields: z.object({}), scheme: { ...plain, ...scheme } };
}
const typedIn = typed({ secret: 's3cret', apiKey: 'k1' });

describe('an HMAC over a prescribed text', () => {
  it('covers method, path, query, time and body', async () => {
    const { headers } = await sign(auth({}), typedIn, {
      method: 'post',
      url: 'https://a.example/v1/x?b=2&a=1',
      body: '{"é":1}',
    });
    const text = `POST\n/v1/x\nb=2&a=1\n${seconds}\n{"é":1}`;
    expect(headers).toEqual({
      'x-time': seconds,
      'x-key': 'k1',
      'x-sign': hmac('sha256', 's3cret', text).digest('hex'),
    });
  });

  it('takes no query and no body for empty, not for forgotten', async () => {
    const { headers } = await sign(auth({}), typedIn);
    expect(headers['x-sign']).toBe(hmac('sha256', 's3cret', `GET\n/v1/things\n\n${seconds}\n`).digest('hex'));
  });

  it('signs the query with what is placed there, as exchanges want it', async () => {
    const scheme = auth({
      text: '{{query}}',
      place: {
        headers: { 'x-key': '{{apiKey}}' },
        query: { timestamp: '{{timestampMs}}', signature: '{{signature}}' },
      },
    });
    const { url, headers } = await sign(scheme, typedIn, { url: 'https://a.example/order?symbol=X' });
    const signed = `symbol=X&timestamp=${now.getTime()}`;
    expect(url.search).toBe(`?${signed}&signature=${hmac('sha256', 's3cret', signed).digest('hex')}`);
    expect(headers).toEqual({ 'x-key': 'k1' });
  });

  it.each<[string, Partial<HmacScheme>, Record<string, string>, string | Buffer, string]>([
    ['sha512 in base64', { algorithm: 'sha512', encoding: 'base64' }, {}, 's3cret', 'sha512'],
    ['sha1 in base64url', { algorithm: 'sha1', encoding: 'base64url' }, {}, 's3cret', 'sha1'],
    ['a secret in hex', { keyEncoding: 'hex' }, { secret: '00ff10' }, Buffer.from('00ff10', 'hex'), 'sha256'],
    ['a secret in base64', { keyEncoding: 'base64' }, { secret: 'AP8Q' }, Buffer.from('AP8Q', 'base64'), 'sha256'],
  ])('can be %s', async (_name, scheme, fields, key, algorithm) => {
    const { headers } = await sign(
      auth({ text: '{{url}}{{bodyHash}}', ...scheme }),
      typed({ secret: 's3cret', apiKey: 'k', ...fields }),
      { body: 'x', method: 'PUT' },
    );
    const text = `https://api.acme.example/v1/things${createHash(algorithm).update('x').digest('hex')}`;
    expect(headers['x-sign']).toBe(hmac(algorithm, key, text).digest(scheme.encoding ?? 'hex'));
  });

  it('gives each request its own nonce, the same in text and header', async () => {
    const scheme = auth({
      text: '{{nonce}}',
      place: { headers: { 'x-nonce': '{{nonce}}', authorization: 'Acme {{apiKey}}:{{signature}}', date: '{{date}}' } },
    });
    const [one, two] = await Promise.all([sign(scheme, typedIn), sign(scheme, typedIn)]);
    expect(one.headers['x-nonce']).not.toBe(two.headers['x-nonce']);
    expect(one.headers.authorization).toBe(
      `Acme k1:${hmac('sha256', 's3cret', one.headers['x-nonce'] ?? '').digest('hex')}`,
    );
    expect(one.headers.date).toBe('Sat, 21 Nov 2026 10:00:00 GMT');
  });

  it.each([
    ['a field is missing', typed({ apiKey: 'k' }), {}, { field: 'secret' }],
    ['a secret is not in hex', typedIn, { keyEncoding: 'hex' as const }, { class: 'invalid', field: 'secret' }],
  ])('names what is wrong where %s', async (_name, credential, scheme, expected) => {
    expect(await failure(sign(auth(scheme), credential))).toMatchObject(expected);
  });

  it('does not sign a body that is streamed', async () => {
    const body = (async function* () {
      yield Buffer.from('x');
    })();
    expect(await failure(sign(auth({}), typedIn, { method: 'POST', body }))).toMatchObject({ code: 'streamed_body' });
  });
});

describe('WSSE', () => {
  const wsse = (digest?: 'raw' | 'hex'): SignatureAuth => ({
    kind: 'signature',
    fields: z.object({}),
    scheme: { kind: 'wsse', user: '{{user}}', password: '{{secret}}', ...(digest && { digest }) },
  });
  const parts = (header = '') =>
    Object.fromEntries([...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));

  it('digests nonce, time and password, as a server that knows the password does', async () => {
    const { headers } = await sign(wsse(), typed({ user: 'ada', secret: 'pw' }));
    const { Username, PasswordDigest, Nonce = '', Created = '' } = parts(headers['x-wsse']);
    expect([Username, Created]).toEqual(['ada', '2026-11-21T10:00:00Z']);
    const nonce = Buffer.from(Nonce, 'base64').toString();
    expect(PasswordDigest).toBe(createHash('sha1').update(`${nonce}${Created}pw`).digest('base64'));
    expect(headers.authorization).toBe('WSSE profile="UsernameToken"');
  });

  it('has the dialect in which the digest is hex', async () => {
    const { headers } = await sign(wsse('hex'), typed({ user: 'ada', secret: 'pw' }));
    const { PasswordDigest, Nonce, Created } = parts(headers['x-wsse']);
    const hex = createHash('sha1').update(`${Nonce}${Created}pw`).digest('hex');
    expect(PasswordDigest).toBe(Buffer.from(hex).toString('base64'));
  });
});
