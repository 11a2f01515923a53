import { describe, expect, it } from 'vitest';
import { amazon } from './auth.ts';
import * as s3 from './test-s3.ts';
import {
  answered,
  app,
  bucket,
  check,
  contents,
  context,
  date,
  keyAsSigned,
  list,
  listed,
  lookUp,
  minio,
  refusal,
  run,
} from './test-s3.ts';

describe('connecting', () => {
  it.each([
    [s3.amazon, 'https://globex.s3.eu-central-1.amazonaws.com'],
    [{ ...s3.amazon, bucket: 'data.eu' }, 'https://s3.eu-central-1.amazonaws.com/data.eu'],
    [{ ...s3.amazon, region: 'cn-north-1' }, 'https://globex.s3.cn-north-1.amazonaws.com.cn'],
    [minio, 'https://minio.globex.example:9000/data.eu'],
    [{ ...minio, bucket: 'data', addressing: 'host' }, 'https://data.minio.globex.example:9000'],
  ])('finds the bucket: %#', async (fields, origin) => {
    expect(await lookUp?.(context({}, fields))).toEqual({ origin });
  });

  it('names bucket and place', async () => {
    app.play({ request: list({}, 1), ...listed('') });
    expect(await check?.(context())).toEqual({
      id: 's3.eu-central-1.amazonaws.com/globex',
      name: 'globex at Amazon S3, eu-central-1',
    });
    expect(app.received[0]?.headers.authorization).toContain(
      'Credential=AKIAIOSFODNN7EXAMPLE/20261121/eu-central-1/s3/aws4_request',
    );
    const elsewhere = `GET ${minio.endpoint}/data.eu/?list-type=2&encoding-type=url&max-keys=1`;
    app.play({ request: elsewhere, ...listed('') });
    expect(await check?.(context({}, minio))).toEqual({
      id: 'minio.globex.example:9000/data.eu',
      name: 'data.eu at minio.globex.example:9000',
    });
    expect(app.received.map(keyAsSigned)).toEqual(['', 'data.eu/']);
  });

  it('takes a key that may see one folder alone, and says so', async () => {
    app.play({ request: list({}, 1), ...refusal(403, 'AccessDenied') });
    expect((await check?.(context()))?.notice).toContain('s3:ListBucket');
  });

  it.each([
    [403, 'InvalidAccessKeyId', '', { class: 'auth', field: 'accessKeyId', appMessage: 'It said InvalidAccessKeyId.' }],
    [
      403,
      'SignatureDoesNotMatch',
      '',
      { class: 'auth', field: 'secretAccessKey', appMessage: expect.stringMatching(/^It said .* copied in part\.$/) },
    ],
    [404, 'NoSuchBucket', '', { class: 'not_found', field: 'bucket' }],
    [403, 'RequestTimeTooSkewed', '', { class: 'internal', appMessage: expect.stringContaining('clock') }],
    [
      400,
      'AuthorizationHeaderMalformed',
      '<Region>us-west-2</Region>',
      { class: 'invalid', field: 'region', appMessage: expect.stringContaining('us-west-2') },
    ],
    [301, 'PermanentRedirect', '<Endpoint>x.s3.amazonaws.com</Endpoint>', { class: 'invalid', field: 'region' }],
  ])('explains %i %s', async (status, code, more, details) => {
    app.play({ request: list({}, 1), ...refusal(status, code, `It said ${code}.`, more) });
    await expect(check?.(context())).rejects.toMatchObject({ details: { code, ...details } });
  });

  it('refuses what is no bucket and no endpoint', () => {
    const { fields } = amazon;
    expect(fields.safeParse({ ...s3.amazon, bucket: 's3://globex' }).success).toBe(false);
    expect(fields.safeParse({ ...s3.amazon, region: 'eu.evil.example/' }).success).toBe(false);
    const other = s3.loaded.connector.accountTypes?.other?.auth;
    const form = other?.kind === 'signature' ? other.fields : undefined;
    expect(form?.safeParse({ ...minio, endpoint: 'https://minio.example/bucket' }).success).toBe(false);
    expect(form?.parse({ ...minio, endpoint: 'https://minio.example/' })).toMatchObject({
      endpoint: 'https://minio.example',
      addressing: 'path',
    });
  });
});

describe('a key', () => {
  it.each([
    ['exports/a b+c.csv', '/exports/a%20b%2Bc.csv'],
    ['über/日本 & co?#%41.txt', '/%C3%BCber/%E6%97%A5%E6%9C%AC%20%26%20co%3F%23%2541.txt'],
    ["it's (1)!*~", "/it's%20(1)!*~"],
    ['folder/', '/folder/'],
    ['/leading', '/%2Fleading'],
    ['a//b', '/a%2F%2Fb'],
    ['a/../b/./c', '/a%2F..%2Fb%2F.%2Fc'],
    ['line\nbreak', '/line%0Abreak'],
  ])('travels and is signed as it is: %j', async (key, path) => {
    app.play({ request: `HEAD ${bucket}${path}`, headers: { etag: '"x"' } });
    await run('headObject', { key });
    expect(app.received.map(keyAsSigned)).toEqual([key]);
  });

  it('that leads to another address is refused', async () => {
    await expect(run('headObject', { key: '..' })).rejects.toMatchObject({
      details: { class: 'invalid', field: 'key' },
    });
  });
});

describe('what goes wrong', () => {
  it.each([
    [503, 'SlowDown', 'rate_limited', 1],
    [500, 'InternalError', 'app_down', 1],
    [400, 'RequestTimeout', 'timeout', 1],
    [403, 'AccessDenied', 'permission', 0],
    [404, 'NoSuchKey', 'not_found', 0],
    [400, 'KeyTooLongError', 'invalid', 0],
    [403, 'InvalidObjectState', 'conflict', 0],
    [403, 'QuotaExceeded', 'quota', 0],
    [501, 'NotImplemented', 'protocol', 0],
    [418, 'SomethingNew', 'invalid', 0],
  ])('is named: %i %s', async (status, code, kind, pauses) => {
    const tries = Array.from({ length: pauses === 0 ? 1 : 4 }, () => ({
      request: `GET ${bucket}/a`,
      ...refusal(status, code),
    }));
    app.play(...tries);
    const known = context();
    const read = s3.actions.getObject;
    await expect(read?.run(known, read.input.parse({ key: 'a' }), { idempotencyKey: 'k' })).rejects.toMatchObject({
      details: { class: kind, code, appRequestId: undefined },
    });
    expect(known.pauses.length).toBe(pauses * 3);
  });

  it('waits as long as it is told, in both forms', async () => {
    const busy = refusal(503, 'SlowDown');
    app.play(
      { request: list(), ...busy, headers: { ...busy.headers, 'retry-after': '7' } },
      { request: list(), ...busy, headers: { ...busy.headers, 'retry-after': 'Sat, 21 Nov 2026 09:00:05 GMT', date } },
      { request: list(), ...listed(contents('a')) },
    );
    const known = context();
    await s3.objects.object?.pull(known, { mode: 'full', cursor: null, watermark: null });
    expect(known.pauses).toEqual([7_000, 5_000]);
  });

  it('finds an error in a good answer', async () => {
    const busy = answered('<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>');
    const request = `PUT ${bucket}/archive/customers.csv`;
    app.play({ request, ...busy }, { request, ...answered('<CopyObjectResult><ETag>"e"</ETag></CopyObjectResult>') });
    expect(await run('copyObject')).toEqual({ key: 'archive/customers.csv', etag: '"e"' });
  });

  it('does not take a web page, or another shape, for a list', async () => {
    const pull = () => s3.objects.object?.pull(context(), { mode: 'full', cursor: null, watermark: null });
    app.play({
      request: list(),
      headers: { 'content-type': 'text/html' },
      text: '<html><title>Sign in</title></html>',
    });
    await expect(pull()).rejects.toMatchObject({ details: { class: 'protocol', code: 'web_page' } });
    app.play({ request: list(), ...answered('<Hello/>') });
    await expect(pull()).rejects.toMatchObject({ details: { class: 'protocol', field: 'ListBucketResult' } });
  });

  it('follows a young bucket to where it is, with a signature for there', async () => {
    const there = list({}, 1).slice('GET '.length).replace('globex.s3.', 'globex.s3-eu-central-1.');
    app.play(
      { request: list({}, 1), status: 307, headers: { location: there } },
      { request: `GET ${there}`, ...listed('') },
    );
    expect(await check?.(context())).toMatchObject({ id: 's3.eu-central-1.amazonaws.com/globex' });
    expect(app.received.map(keyAsSigned)).toEqual(['', '']);
  });

  it('knows where a bucket is from a HEAD', async () => {
    app.play({ request: `HEAD ${bucket}/a`, status: 301, headers: { 'x-amz-bucket-region': 'us-west-2' } });
    await expect(run('headObject', { key: 'a' })).rejects.toMatchObject({
      details: { class: 'invalid', field: 'region', appMessage: expect.stringContaining('us-west-2') },
    });
  });
});
