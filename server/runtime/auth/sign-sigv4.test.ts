import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { SignatureAuth } from '#connectors/kit/index.ts';
import { failure, sign, typed } from './test-access.ts';

const auth = (service: string): SignatureAuth => ({
  kind: 'signature',
  fields: z.object({}),
  scheme: {
    kind: 'aws-sigv4',
    service,
    region: "{{region || 'us-east-1'}}",
    accessKeyId: '{{accessKeyId}}',
    secretAccessKey: '{{secretAccessKey}}',
    sessionToken: '{{sessionToken?}}',
  },
});

// The credentials of the documentation's examples, and of its test suite.
const suite = typed({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' });
const s3 = typed({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' });
const at = new Date('2015-08-30T12:36:00Z');
const s3At = new Date('2013-05-24T00:00:00Z');

describe('AWS Signature Version 4', () => {
  it.each([
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
    [
      'IAM ListUsers',
      'iam',
      suite,
      'GET',
      'https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08',
      at,
      { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      '',
      '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    ],
    // The published suite: get-vanilla, get-vanilla-query-order-key-case, post-vanilla.
    [
      'get-vanilla',
      'service',
      suite,
      'GET',
      'https://example.amazonaws.com/',
      at,
      {},
      '',
      '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    ],
    [
      'get-vanilla-query-order-key-case',
      'service',
      suite,
      'GET',
      'https://example.amazonaws.com/?Param2=value2&Param1=value1',
      at,
      {},
      '',
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
    [
      'post-vanilla',
      'service',
      suite,
      'POST',
      'https://example.amazonaws.com/',
      at,
      {},
      '',
      '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    ],
    // https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
    [
      'S3 PUT object',
      's3',
      s3,
      'PUT',
      'https://examplebucket.s3.amazonaws.com/test%24file.text',
      s3At,
      { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      'Welcome to Amazon S3.',
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    ],
    [
      'S3 GET lifecycle',
      's3',
      s3,
      'GET',
      'https://examplebucket.s3.amazonaws.com/?lifecycle',
      s3At,
      {},
      '',
      'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    ],
    [
      'S3 list objects',
      's3',
      s3,
      'GET',
      'https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J',
      s3At,
      {},
      '',
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    ],
  ])(
    'signs the documented example %s',
    async (_name, service, credential, method, url, when, headers, body, signature) => {
      const result = await sign(auth(service), credential, { method, url, headers, at: when, ...(body && { body }) });
      expect(result.headers.authorization).toContain(`Signature=${signature}`);
      expect(result.headers.host).toBeUndefined();
    },
  );

  it('sends a session token, and signs it', async () => {
    const { headers } = await sign(auth('s3'), typed({ accessKeyId: 'A', secretAccessKey: 's', sessionToken: 'st' }));
    expect(headers['x-amz-security-token']).toBe('st');
    expect(headers.authorization).toContain('x-amz-security-token');
    expect(headers.authorization).toContain('/us-east-1/s3/aws4_request');
  });

  it('lets a stream go to S3 unsigned, and to nobody else', async () => {
    const body = (async function* () {
      yield Buffer.from('x');
    })();
    const { headers } = await sign(auth('s3'), s3, { method: 'PUT', body });
    expect(headers['x-amz-content-sha256']).toBe('UNSIGNED-PAYLOAD');
    expect(await failure(sign(auth('sqs'), s3, { method: 'POST', body }))).toMatchObject({ code: 'streamed_body' });
  });

  it.each(['https://b.s3.amazonaws.com//evil.example/x', 'https://b.s3.amazonaws.com/a%2Fb/%C3%A4?x=1+2&y=a%2Fb'])(
    'leaves host and path as they are: %s',
    async (url) => {
      const result = await sign(auth('s3'), s3, { url });
      expect([result.url.host, result.url.pathname]).toEqual([new URL(url).host, new URL(url).pathname]);
      expect([...result.url.searchParams]).toEqual([...new URL(url).searchParams]);
    },
  );

  it('names a path that can’t be signed', async () => {
    const url = 'https://b.s3.amazonaws.com/100%';
    expect(await failure(sign(auth('s3'), s3, { url }))).toMatchObject({ class: 'invalid', field: 'path' });
  });

  it('names the value that is missing', async () => {
    expect(await failure(sign(auth('s3'), typed({ accessKeyId: 'A' })))).toMatchObject({ field: 'secretAccessKey' });
  });
});
