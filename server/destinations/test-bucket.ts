import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export const bucketKeys = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** A storage with one bucket that lets in who signs with the right key, by a signature of its own making. */
export class TestBucket {
  readonly objects = new Map<string, Buffer>();
  readonly puts: string[] = [];
  /** How many of the next answers get lost after the object was written. */
  lost = 0;
  /** Uploads that were begun and neither ended nor given up. */
  readonly begun = new Set<string>();
  /** Whether its key may read alone. */
  readOnly = false;
  /** As the storage answers where it is not well. */
  status = 200;
  readonly #server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const { method = '', url = '', headers } = request;
    const answer = (status: number, text = '') =>
      response.writeHead(status, { 'content-type': 'application/xml', etag: '"1"' }).end(text);
    if (!isSigned(method, url, headers, body))
      return void answer(403, '<Error><Code>SignatureDoesNotMatch</Code><Message>It is another one.</Message></Error>');
    if (this.status !== 200) return void answer(this.status, '<Error><Code>SlowDown</Code></Error>');
    if (method === 'GET')
      return void answer(200, '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>');
    const [path = '', query = ''] = url.split('?');
    const key = decodeURIComponent(path.replace(/^\/exports\//, ''));
    if (this.readOnly)
      return void answer(403, '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>');
    if (method === 'POST') {
      this.begun.add(key);
      const inside = `<Key>${key}</Key><UploadId>u/1+</UploadId>`;
      return void answer(200, `<InitiateMultipartUploadResult>${inside}</InitiateMultipartUploadResult>`);
    }
    if (method === 'DELETE') return void answer(query === 'uploadId=u%2F1%2B' && this.begun.delete(key) ? 204 : 404);
    this.puts.push(key);
    this.objects.set(key, body);
    if (this.lost > 0) {
      this.lost--;
      response.destroy();
    } else answer(200);
  });

  start = () => new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  fields = () => ({
    ...bucketKeys,
    endpoint: `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`,
    bucket: 'exports',
  });
}

function isSigned(method: string, url: string, headers: IncomingHttpHeaders, body: Buffer): boolean {
  const [path = '', query = ''] = url.split('?');
  const [, day, region, signed = '', signature] =
    /Credential=[^/]+\/(\d+)\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)/.exec(
      headers.authorization ?? '',
    ) ?? [];
  if (headers['x-amz-content-sha256'] !== sha256(body)) return false;
  const parameters = [...new URLSearchParams(query)].map((pair) => pair.map(encodeURIComponent).join('=')).sort();
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}`);
  const canonical = [method, path, parameters.join('&'), ...lines, '', signed, sha256(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], `${day}/${region}/s3/aws4_request`, sha256(canonical)];
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (made, part) => hmac(made, part ?? ''),
    `AWS4${bucketKeys.secretAccessKey}`,
  );
  return hmac(key, text.join('\n')).toString('hex') === signature;
}
