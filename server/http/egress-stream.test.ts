import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resetEnv } from '#server/env.ts';
import { closeEgress, egress, egressStream } from './egress.ts';

let handler: RequestListener = (_request, response) => void response.end();
let server: Server;
let origin = '';

beforeAll(async () => {
  server = createServer((request, response) => handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  origin = `http://localhost:${port}`;
  process.env.PORTICO_EGRESS_ALLOW = `localhost:${port}`;
  resetEnv();
});

afterAll(async () => {
  await closeEgress();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function read(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
const get = (options: Partial<Parameters<typeof egressStream>[0]> = {}) =>
  egressStream({ method: 'GET', url: `${origin}/file`, ...options });
const sends = (body: Buffer, encoding = 'identity') => {
  handler = (_request, response) => void response.writeHead(200, { 'content-encoding': encoding }).end(body);
};

describe('a streamed answer', () => {
  const text = Array.from({ length: 50_000 }, (_, row) => `row ${row} ${Math.sin(row)}`).join('\n');

  it.each([
    ['gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['identity', Buffer.from(text)],
  ])('is unpacked on the way: %s', async (encoding, body) => {
    sends(body, encoding);
    const { status, headers, chunks, url } = await get();
    expect([status, headers.get('content-encoding'), url.pathname]).toEqual([200, encoding, '/file']);
    expect((await read(chunks)).toString() === text).toBe(true);
    const raw = await get({ raw: true });
    expect((await read(raw.chunks)).equals(body)).toBe(true);
  });

  it('arrives before it has ended', async () => {
    handler = async (_request, response) => {
      const gzip = createGzip();
      response.writeHead(200, { 'content-encoding': 'gzip' });
      gzip.pipe(response);
      gzip.write('first');
      gzip.flush();
      await sleep(300);
      gzip.end('second');
    };
    const { chunks } = await get();
    const times: [string, number][] = [];
    const started = performance.now();
    for await (const chunk of chunks) times.push([chunk.toString(), performance.now() - started]);
    expect(times.map(([chunk]) => chunk).join('')).toBe('firstsecond');
    expect(times[0]?.[1]).toBeLessThan(200);
  });

  it('is not unpacked further than anybody reads', async () => {
    sends(gzipSync(Buffer.alloc(200_000_000)), 'gzip');
    const before = process.memoryUsage().rss;
    const { chunks } = await get();
    const error = await read(chunks).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      message: expect.stringContaining('unfolds beyond all measure'),
      details: { class: 'protocol', code: 'content_encoding' },
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  });

  it('ends at its limit', async () => {
    sends(Buffer.alloc(2_000_000));
    const { chunks } = await get({ maxBytes: 1_000_000 });
    await expect(read(chunks)).rejects.toMatchObject({ details: { class: 'too_large', code: 'answer_too_large' } });
  });

  it.each([
    ['a broken archive', 'gzip', Buffer.from('not gzip at all')],
    ['a cut archive', 'gzip', gzipSync(text).subarray(0, 5_000)],
    ['an unknown encoding', 'zstd', Buffer.from('x')],
  ])('names %s', async (_what, encoding, body) => {
    sends(body, encoding);
    const { chunks } = await get();
    await expect(read(chunks)).rejects.toMatchObject({ details: { class: 'protocol', code: 'content_encoding' } });
  });

  it('ends the request when nobody wants more', async () => {
    let isClosed = false;
    handler = (_request, response) => {
      const timer = setInterval(() => response.write(Buffer.alloc(100_000)), 1);
      response.on('close', () => {
        clearInterval(timer);
        isClosed = true;
      });
    };
    const { chunks } = await get();
    for await (const chunk of chunks) if (chunk.length > 0) break;
    await expect.poll(() => isClosed).toBe(true);
  });

  it('ends with the caller, and where the app falls silent or breaks off', async () => {
    handler = (_request, response) => void response.write('begun');
    const controller = new AbortController();
    const aborted = await get({ signal: controller.signal });
    setTimeout(() => controller.abort(new Error('the caller left')), 50);
    await expect(read(aborted.chunks)).rejects.toThrow('the caller left');

    const silent = await get({ timeoutMs: 100 });
    await expect(read(silent.chunks)).rejects.toMatchObject({ details: { class: 'timeout' } });

    handler = (_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => response.destroy());
    };
    const broken = await get();
    await expect(read(broken.chunks)).rejects.toMatchObject({ details: { class: 'network' } });
  });

  it('may take longer than its time in all, as long as something comes', async () => {
    handler = async (_request, response) => {
      for (let piece = 0; piece < 6; piece += 1) {
        response.write('x');
        await sleep(60);
      }
      response.end();
    };
    const { chunks } = await get({ timeoutMs: 200 });
    // Time that the reader takes does not count either.
    const pieces: string[] = [];
    for await (const chunk of chunks) {
      pieces.push(chunk.toString());
      if (pieces.length === 1) await sleep(300);
    }
    expect(pieces.join('')).toBe('xxxxxx');
  });
});

describe('a streamed body', () => {
  async function* pieces() {
    for (let piece = 0; piece < 5; piece += 1) {
      await sleep(5);
      yield Buffer.from(`piece ${piece} `);
    }
  }

  it('travels while it is made', async () => {
    handler = async (request, response) => {
      const all: Buffer[] = [];
      for await (const chunk of request) all.push(chunk as Buffer);
      response.end(`${request.headers['transfer-encoding']} ${Buffer.concat(all)}`);
    };
    const response = await egress({ method: 'POST', url: origin, body: pieces() });
    expect(response.body.toString()).toBe('chunked piece 0 piece 1 piece 2 piece 3 piece 4 ');
    const known = await egress({ method: 'PUT', url: origin, body: pieces(), headers: { 'content-length': '40' } });
    expect(known.body.toString()).toBe('undefined piece 0 piece 1 piece 2 piece 3 piece 4 ');
  });

  it('is not sent twice', async () => {
    handler = (request, response) => {
      request.resume();
      request.on('end', () => response.writeHead(307, { location: '/elsewhere' }).end());
    };
    await expect(egress({ method: 'POST', url: origin, body: pieces() })).rejects.toMatchObject({
      details: { class: 'protocol', code: 'redirect_streamed' },
    });
  });

  it('that breaks off ends the request', async () => {
    handler = (request) => void request.resume();
    async function* broken() {
      yield Buffer.from('x');
      throw new Error('the file is gone');
    }
    await expect(egress({ method: 'POST', url: origin, body: broken(), timeoutMs: 2_000 })).rejects.toMatchObject({
      details: { class: 'network' },
    });
  });
});
