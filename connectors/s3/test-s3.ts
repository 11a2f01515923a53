import { createHash, createHmac } from 'node:crypto';
import { basename } from 'node:path';
import { beforeEach, vi } from 'vitest';
import { type Received, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { bucketOrigin } from './address.ts';

export const app = testApp();
export const loaded = await loadTestConnector(basename(import.meta.dirname));
export const { objects, actions = {}, options = {}, triggers = {}, check, lookUp } = loaded.connector;

export const keys = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
export const amazon = { ...keys, region: 'eu-central-1', bucket: 'globex' };
export const minio = { ...keys, endpoint: 'https://minio.globex.example:9000', region: 'us-east-1', bucket: 'data.eu' };
export const bucket = 'https://globex.s3.eu-central-1.amazonaws.com';

export function context(settings = {}, fields: Record<string, string> = amazon) {
  return createTestContext({
    connector: loaded,
    app,
    accountType: fields.endpoint ? 'other' : 'amazon',
    fields,
    learnt: { origin: bucketOrigin(fields) },
    settings: { prefix: '', ...settings },
  });
}

export const run = async (name: string, input: unknown = actions[name]?.example, fields?: Record<string, string>) => {
  const action = actions[name];
  if (action === undefined) throw new Error(name);
  const output = await action.run(context({}, fields), action.input.parse(input), { idempotencyKey: 'k' });
  return action.output.parse(output);
};

export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const xml = (text: string) => ({
  headers: { 'content-type': 'application/xml', date },
  text: `<?xml version="1.0" encoding="UTF-8"?>\n${text}`,
});

export const contents = (key: string, at = '2026-11-20T09:00:00.000Z', size = 7) =>
  `<Contents><Key>${key}</Key><LastModified>${at}</LastModified><ETag>&quot;0cc175b9&quot;</ETag><Size>${size}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
export const listed = (inside: string, next = '') =>
  xml(
    `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>globex</Name><EncodingType>url</EncodingType><IsTruncated>${next !== ''}</IsTruncated>${inside}${next && `<NextContinuationToken>${next}</NextContinuationToken>`}</ListBucketResult>`,
  );
export const list = (query: Record<string, string> = {}, size = 1_000) => {
  // As it travels: in the order that it was given, a space as %20.
  const asked = { 'list-type': '2', 'encoding-type': 'url', 'max-keys': String(size), ...query };
  const text = Object.entries(asked).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `GET ${bucket}/?${text.join('&')}`;
};
export const answered = xml;
export const refusal = (status: number, code: string, message = `It said ${code}.`, more = '') => ({
  status,
  ...xml(
    `<Error><Code>${code}</Code><Message>${message}</Message>${more}<RequestId>4442587FB7D0A2F9</RequestId></Error>`,
  ),
});

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const strict = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/** The key that a storage reads out of a request, once it has made its own signature and found it the same. */
export function keyAsSigned({ request, headers, bytes }: Received): string {
  const [method = '', address = ''] = request.split(' ');
  const [, host = '', path = '', query = ''] = /^https:\/\/([^/]+)([^?]*)\??(.*)$/.exec(address) ?? [];
  const [, day, region, signed = '', signature] =
    /Credential=[^/]+\/(\d+)\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)/.exec(
      headers.authorization ?? '',
    ) ?? [];
  if (headers['x-amz-content-sha256'] !== sha256(bytes)) throw new Error('The body is not the one that was signed.');
  const decoded = decodeURIComponent(path);
  const canonical = [
    method,
    decoded.split('/').map(strict).join('/'),
    [...new URLSearchParams(query)]
      .map(([name, value]) => `${strict(name)}=${strict(value)}`)
      .sort()
      .join('&'),
    ...signed.split(';').map((name) => `${name}:${name === 'host' ? host : String(headers[name]).trim()}`),
    '',
    signed,
    sha256(bytes),
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], `${day}/${region}/s3/aws4_request`, sha256(canonical)];
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (made, part) => hmac(made, part ?? ''),
    `AWS4${keys.secretAccessKey}`,
  );
  if (hmac(key, text.join('\n')).toString('hex') !== signature) throw new Error('The signature is another one.');
  return decoded.slice(1);
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});
