import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isAppCallError } from '#connectors/kit/index.ts';
import { resetEnv } from '#server/env.ts';
import { closeEgress, egress } from './egress.ts';

let handler: RequestListener = (_request, response) => void response.end();
const servers: Server[] = [];
let origin = '';
let other = '';

async function start(): Promise<string> {
  const server = createServer((request, response) => handler(request, response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  origin = await start();
  other = await start();
  process.env.PORTICO_EGRESS_ALLOW = [origin, other].map((one) => new URL(one).host).join(',');
  resetEnv();
});

afterEach(() => {
  handler = (_request, response) => void response.end();
});

afterAll(async () => {
  await closeEgress();
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
});

async function failure(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isAppCallError(error)) throw new Error(`Expected an AppCallError, got ${String(error)}`);
  return { ...error.details, message: error.message, cause: undefined };
}

describe('egress', () => {
  it('sends what it is given and returns what came', async () => {
    const seen: unknown[] = [];
    handler = (request, response) => {
      request.on('data', (chunk: Buffer) => seen.push(chunk.toString()));
      request.on('end', () => response.writeHead(201, { 'x-one': 'yes', 'set-cookie': ['a=1', 'b=2'] }).end('made'));
      seen.push(request.method, request.url, request.headers['x-custom'], request.headers.host);
    };
    const response = await egress({
      method: 'post',
      url: `${origin}/things?a=1`,
      headers: { 'x-custom': 'c' },
      body: 'hello',
    });
    expect(seen).toEqual(['POST', '/things?a=1', 'c', new URL(origin).host, 'hello']);
    expect(response.status).toBe(201);
    expect(response.body.toString()).toBe('made');
    expect(response.headers.get('x-one')).toBe('yes');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.url.href).toBe(`${origin}/things?a=1`);
  });

  it('sends the caller’s own headers instead of its, however they are written', async () => {
    let seen: string[] = [];
    handler = (request, response) => {
      seen = request.rawHeaders.filter((_, index) => index % 2 === 0);
      response.end();
    };
    await egress({ method: 'GET', url: origin, headers: { 'Accept-Encoding': 'identity', 'User-Agent': 'x' } });
    expect(seen.filter((name) => /^(accept-encoding|user-agent)$/i.test(name)).length).toBe(2);
  });

  it('keeps connections open between calls', async () => {
    const ports = new Set<number | undefined>();
    handler = (request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    };
    for (let call = 0; call < 10; call += 1) await egress({ method: 'GET', url: origin });
    expect(ports.size).toBeLessThan(4);
  });

  it('never sends a name and password that stand in the address', async () => {
    let authorization: string | undefined = 'unset';
    handler = (request, response) => {
      authorization = request.headers.authorization;
      response.end();
    };
    await egress({ method: 'GET', url: origin.replace('//', '//user:secret@') });
    expect(authorization).toBeUndefined();
  });

  it.each([
    ['gzip', gzipSync('plain text')],
    ['br', brotliCompressSync('plain text')],
    ['deflate', deflateSync('plain text')],
    ['deflate', deflateRawSync('plain text')],
    ['gzip, br', brotliCompressSync(gzipSync('plain text'))],
    ['identity', Buffer.from('plain text')],
  ])('unpacks %s', async (encoding, body) => {
    handler = (_request, response) => void response.writeHead(200, { 'content-encoding': encoding }).end(body);
    expect((await egress({ method: 'GET', url: origin })).body.toString()).toBe('plain text');
  });

  it('counts the size after unpacking', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    handler = (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    expect(await failure(egress({ method: 'GET', url: origin, maxBytes: 1_000_000 }))).toMatchObject({
      class: 'too_large',
    });
    expect(await failure(egress({ method: 'GET', url: origin }))).toMatchObject({
      class: 'too_large',
      message: expect.stringContaining('32 MiB'),
    });
  });

  it('stops an answer without end', async () => {
    let isClosed = false;
    handler = (_request, response) => {
      const timer = setInterval(() => response.write(Buffer.alloc(100_000)), 1);
      response.on('close', () => {
        clearInterval(timer);
        isClosed = true;
      });
    };
    expect(await failure(egress({ method: 'GET', url: origin, maxBytes: 1_000_000 }))).toMatchObject({
      class: 'too_large',
    });
    await expect.poll(() => isClosed).toBe(true);
  });

  it.each([
    ['a broken archive', 'gzip', Buffer.from('not gzip')],
    ['a cut archive', 'br', brotliCompressSync('x'.repeat(1000)).subarray(0, 10)],
    ['an unknown encoding', 'zstd', Buffer.from('x')],
    ['a pile of encodings', 'gzip, gzip, gzip', Buffer.from('x')],
  ])('calls %s what it is', async (_what, encoding, body) => {
    handler = (_request, response) => void response.writeHead(200, { 'content-encoding': encoding }).end(body);
    expect(await failure(egress({ method: 'GET', url: origin }))).toMatchObject({
      class: 'protocol',
      code: 'content_encoding',
    });
  });

  it('reads an empty answer that claims to be compressed', async () => {
    handler = (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end();
    expect((await egress({ method: 'HEAD', url: origin })).body.length).toBe(0);
  });

  it('gives up after its time, before and within the body', async () => {
    handler = () => {};
    expect(await failure(egress({ method: 'GET', url: origin, timeoutMs: 100 }))).toMatchObject({
      class: 'timeout',
      message: expect.stringContaining('100 ms'),
    });
    handler = (_request, response) => void response.write('begun');
    expect(await failure(egress({ method: 'GET', url: origin, timeoutMs: 100 }))).toMatchObject({ class: 'timeout' });
    expect(await failure(egress({ method: 'GET', url: origin, signal: AbortSignal.timeout(100) }))).toMatchObject({
      class: 'timeout',
    });
  });

  it('ends with the caller', async () => {
    handler = () => {};
    const controller = new AbortController();
    const work = egress({ method: 'GET', url: origin, signal: controller.signal });
    setTimeout(() => controller.abort(new Error('the caller left')), 50);
    await expect(work).rejects.toThrow('the caller left');
  });

  it('names what broke the connection', async () => {
    handler = (request) => void request.socket.destroy();
    expect(await failure(egress({ method: 'GET', url: origin }))).toMatchObject({
      class: 'network',
      message: expect.stringContaining('closed the connection'),
    });
    handler = (_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => response.destroy());
    };
    expect(await failure(egress({ method: 'GET', url: origin }))).toMatchObject({ class: 'network' });
    handler = (request) => void request.socket.end('SSH-2.0-OpenSSH\r\n\r\n');
    expect(await failure(egress({ method: 'GET', url: origin }))).toMatchObject({ class: 'protocol' });
  });

  it.each(['ftp://example.com/', 'file:///etc/passwd', 'gopher://localhost/', 'not an address', 'http://'])(
    'does not call %s',
    async (url) => {
      expect(await failure(egress({ method: 'GET', url }))).toMatchObject({
        class: 'network',
        code: 'address_refused',
      });
    },
  );

  it('opens only 80 and 443 of what is public', async () => {
    const refusal = await failure(egress({ method: 'GET', url: 'http://1.1.1.1:8080/' }));
    expect(refusal).toMatchObject({
      class: 'network',
      code: 'address_refused',
      message: expect.stringContaining('port 8080'),
    });
  });
});

describe('redirects', () => {
  const redirect =
    (to: string, status = 302): RequestListener =>
    (request, response) => {
      if (request.url === '/begin') response.writeHead(status, { location: to }).end();
      else
        response.end(
          JSON.stringify({
            method: request.method,
            url: request.url,
            authorization: request.headers.authorization,
            cookie: request.headers.cookie,
            type: request.headers['content-type'],
          }),
        );
    };
  const credentials = { authorization: 'Bearer secret', cookie: 'a=1', 'content-type': 'text/plain' };
  const follow = async (request: Partial<Parameters<typeof egress>[0]> = {}) => {
    const response = await egress({ method: 'GET', url: `${origin}/begin`, headers: credentials, ...request });
    return { ...(JSON.parse(response.body.toString()) as Record<string, unknown>), final: response.url.href };
  };

  it('keeps credentials on the same origin', async () => {
    handler = redirect('/end');
    expect(await follow()).toMatchObject({
      url: '/end',
      authorization: 'Bearer secret',
      cookie: 'a=1',
      final: `${origin}/end`,
    });
  });

  it('drops credentials across hosts', async () => {
    handler = redirect(`${other}/end`);
    const end = await follow();
    expect(end).toMatchObject({ url: '/end', final: `${other}/end` });
    expect(end).not.toHaveProperty('authorization');
    expect(end).not.toHaveProperty('cookie');
  });

  it('lets the caller choose the headers of the next hop', async () => {
    handler = redirect(`${other}/end`);
    expect(
      await follow({ onRedirect: async ({ url }) => ({ url, headers: { authorization: `for ${url.host}` } }) }),
    ).toMatchObject({
      authorization: `for ${new URL(other).host}`,
    });
  });

  it('turns a POST into a GET as browsers do, and repeats it for 307 and 308', async () => {
    for (const status of [301, 302, 303]) {
      handler = redirect('/end', status);
      const end = await follow({ method: 'POST', body: 'x' });
      expect(end).toMatchObject({ method: 'GET' });
      expect(end).not.toHaveProperty('type');
    }
    for (const status of [307, 308]) {
      handler = redirect('/end', status);
      expect(await follow({ method: 'POST', body: 'x' })).toMatchObject({ method: 'POST', type: 'text/plain' });
    }
  });

  it('does not hand a body to another host', async () => {
    handler = redirect(`${other}/end`, 307);
    expect(await failure(follow({ method: 'POST', body: 'token=1' }))).toMatchObject({
      class: 'protocol',
      code: 'redirect_elsewhere',
    });
  });

  it('returns the redirect itself when none is to be followed', async () => {
    handler = redirect('/end');
    const response = await egress({ method: 'GET', url: `${origin}/begin`, maxRedirects: 0 });
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/end');
  });

  it('follows three and no more', async () => {
    handler = (request, response) => {
      const hop = Number(request.url?.slice(1));
      if (hop === 0) response.end('arrived');
      else response.writeHead(302, { location: `/${hop - 1}` }).end();
    };
    expect((await egress({ method: 'GET', url: `${origin}/3` })).body.toString()).toBe('arrived');
    expect(await failure(egress({ method: 'GET', url: `${origin}/4` }))).toMatchObject({
      class: 'protocol',
      code: 'too_many_redirects',
    });
  });

  it.each([
    'http://[',
    'file:///etc/passwd',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:127.0.0.1]/',
    'http://0x7f.1/',
  ])('does not follow to %s', async (to) => {
    handler = redirect(to);
    expect(['address_refused', 'redirect_unreadable']).toContain((await failure(follow())).code);
  });
});
