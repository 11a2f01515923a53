import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { type Connected, testEcho } from './test-echo.ts';

const database = testDatabase();
const echo = testEcho(database);
const { arrived, state, through } = echo;
let mine: Connected;

beforeAll(async () => {
  mine = await echo.connect();
});

describe('what the app is sent', () => {
  test.each([
    ['/contacts?limit=1', '/api/v1/contacts?limit=1'],
    ['', '/api/v1'],
    ['/', '/api/v1/'],
    ['?a=1', '/api/v1?a=1'],
    ['/a/', '/api/v1/a/'],
    [
      "/c?$filter=name%20eq%20'O'&b=%7e~+%2B&empty=&=x&&a=1&a=2",
      "/api/v1/c?$filter=name%20eq%20'O'&b=%7e~+%2B&empty=&=x&&a=1&a=2",
    ],
    ['/group%2Fproject/files/a%20b.txt', '/api/v1/group%2Fproject/files/a%20b.txt'],
    ['/a|b^c`{d}"e', '/api/v1/a|b^c`{d}"e'],
    ['/a//b?x=//evil.example', '/api/v1/a//b?x=//evil.example'],
    ['/x?u=https://evil.example/../..', '/api/v1/x?u=https://evil.example/../..'],
  ])('%s is asked for as %s, to the letter', async (path, expected) => {
    const { status } = await through(mine, { path });
    expect([status, arrived[0]?.url]).toEqual([200, expected]);
  });

  test('its own key, and nothing that is the caller’s', async () => {
    await through(mine, {
      headers: {
        cookie: 'a=1',
        'x-forwarded-for': '10.0.0.1',
        forwarded: 'for=10.0.0.1',
        connection: 'keep-alive, x-hop',
        'x-hop': '1',
        te: 'trailers',
        'proxy-authorization': 'Basic x',
        'sec-fetch-mode': 'cors',
        'x-custom': 'kept',
        'idempotency-key': 'k1',
        'user-agent': 'acme/1',
        accept: 'text/csv',
      },
    });
    const { host, connection, ...headers } = arrived[0]?.headers ?? {};
    expect(host).toBe(new URL(echo.origin()).host);
    expect(connection).not.toContain('x-hop');
    expect(headers).toEqual({
      authorization: 'Bearer app-key-of-globex',
      'x-custom': 'kept',
      'idempotency-key': 'k1',
      'user-agent': 'acme/1',
      accept: 'text/csv',
      'accept-encoding': 'identity',
      'x-app-version': '2026-01',
    });
    expect(JSON.stringify(arrived[0]?.rawHeaders)).not.toContain(mine.key);
  });

  test('another version of its API where the caller says so', async () => {
    await through(mine, { headers: { 'x-app-version': '2027-01' } });
    expect(arrived[0]?.headers['x-app-version']).toBe('2027-01');
  });

  test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'REPORT', 'QUERY'])(
    '%s with a body, byte for byte',
    async (method) => {
      const body = Buffer.from('{ "id": 9007199254740993, "n": 1.10, "dup":1, "dup":2 }\r\n\u0000ü');
      const { status } = await through(mine, { method, body, headers: { 'content-length': String(body.length) } });
      expect([status, arrived[0]?.method]).toEqual([200, method]);
      expect(arrived[0]?.body.equals(body)).toBe(true);
      expect(arrived[0]?.headers['content-length']).toBe(String(body.length));
      expect(arrived[0]?.headers['transfer-encoding']).toBeUndefined();
    },
  );

  test('a body without a length, piece by piece as it comes', async () => {
    state.readsBody = false;
    const pieces: string[] = [];
    let go: () => void = () => undefined;
    const firstIsThere = new Promise<void>((resolve) => {
      go = resolve;
    });
    state.handle = async (incoming, response) => {
      for await (const chunk of incoming) {
        pieces.push(String(chunk));
        go();
      }
      response.end('ok');
    };
    async function* body() {
      yield Buffer.from('one');
      // The second comes only when the app has the first.
      await firstIsThere;
      yield Buffer.from('two');
    }
    expect((await through(mine, { method: 'POST', body: body() })).status).toBe(200);
    expect(pieces.join('')).toBe('onetwo');
    expect(arrived[0]?.headers['transfer-encoding']).toBe('chunked');
  });

  test('a POST of nothing, and a DELETE without a body', async () => {
    await through(mine, { method: 'POST', headers: { 'content-length': '0' } });
    await through(mine, { method: 'DELETE' });
    expect(arrived.map(({ headers, body }) => [headers['content-length'] ?? null, body.length])).toEqual([
      ['0', 0],
      [expect.toSatisfy((value) => value === null || value === '0'), 0],
    ]);
  });

  test('a key that goes into the query replaces the caller’s and changes no other letter', async () => {
    const query = await echo.connect('echo', 'query');
    await through(query, { path: "/a?b='x'&api_key=mine&c=%7e" });
    expect(arrived[0]?.url).toBe('/api/v1/a?b=%27x%27&c=%7e&api_key=app-key-of-globex');
  });

  test('a body that is signed', async () => {
    const signed = await echo.connect('echo', 'signed');
    const { status } = await through(signed, { method: 'POST', path: "/a?b='x'", body: 'hello' });
    expect(status).toBe(200);
    expect(arrived[0]?.headers['x-signature']).toMatch(/^[0-9a-f]{64}$/);
    expect(arrived[0]?.body.toString()).toBe('hello');
  });
});

describe('what the caller is given', () => {
  test('numbers beyond 2^53, spaces and double keys as they were', async () => {
    const body = '{ "id": 9007199254740993123,  "id": 1e400 }';
    state.handle = (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
    const answer = await through(mine);
    expect(answer.body.toString()).toBe(body);
    expect(answer.headers).toMatchObject({ 'content-length': String(body.length), 'content-type': 'application/json' });
  });

  test('compressed bytes as they are, for who asked for them', async () => {
    const packed = gzipSync('x'.repeat(10_000));
    state.handle = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    const answer = await through(mine, { headers: { 'accept-encoding': 'gzip' } });
    expect(arrived[0]?.headers['accept-encoding']).toBe('gzip');
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(answer.body.equals(packed)).toBe(true);
    expect(gunzipSync(answer.body).length).toBe(10_000);
  });

  test.each([200, 201, 204, 206, 304, 400, 403, 404, 409, 418, 422, 500, 503])('status %i', async (status) => {
    state.handle = (_request, response) =>
      response.writeHead(status, { 'x-app': 'a' }).end(status === 204 ? '' : 'why');
    const answer = await through(mine);
    expect([answer.status, answer.headers['x-app']]).toEqual([status, 'a']);
    expect(answer.body.toString()).toBe(status === 204 || status === 304 ? '' : 'why');
  });

  test('HEAD: the headers of the answer', async () => {
    state.handle = (_request, response) => response.writeHead(200, { 'content-length': '12345', etag: '"1"' }).end();
    const answer = await through(mine, { method: 'HEAD' });
    expect(answer.headers).toMatchObject({ 'content-length': '12345', etag: '"1"' });
    expect(answer.body.length).toBe(0);
  });

  test('no cookie, nothing that speaks for our address, and our own words about the call', async () => {
    state.handle = (_request, response) =>
      response
        .writeHead(200, {
          'set-cookie': ['sid=1', 'b=2'],
          'alt-svc': 'h3="evil.example:443"',
          'strict-transport-security': 'max-age=1',
          'access-control-allow-origin': '*',
          'clear-site-data': '"*"',
          'cache-control': 'public, max-age=600',
          'portico-request-id': 'forged',
          connection: 'keep-alive, x-hop',
          'x-hop': '1',
          'x-request-id': 'of-the-app',
          link: '<https://a.example>; rel="next"',
          'x-latin': 'caf\u00e9',
        })
        .end(Buffer.from('{}'));
    const { headers } = await through(mine);
    for (const name of ['set-cookie', 'alt-svc', 'strict-transport-security', 'access-control-allow-origin', 'x-hop'])
      expect(headers[name]).toBeUndefined();
    expect(headers).toMatchObject({
      'cache-control': 'private, no-store',
      'portico-cache-control': 'public, max-age=600',
      'portico-request-id': expect.stringMatching(/^req_/),
      'portico-connection': mine.connectionId,
      'portico-retries': '0',
      'portico-budget-left': expect.stringMatching(/^\d+;of=10000;window=10$/),
      'x-request-id': 'of-the-app',
      link: '<https://a.example>; rel="next"',
      'x-latin': 'caf\u00e9',
    });
    const raw = await through(mine, { headers: { 'portico-raw': '1' } });
    expect(raw.headers['set-cookie']).toEqual(['sid=1', 'b=2']);
  });

  test('an event as soon as it is sent', async () => {
    let write: (text: string) => void = () => undefined;
    state.handle = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      write = (text) => (text === '' ? response.end() : response.write(text));
    };
    const response = await fetch(`http://127.0.0.1:${echo.doorPort()}/api/v1/proxy/events`, {
      headers: { authorization: `Bearer ${mine.key}`, 'portico-connection': mine.connectionId },
    });
    const reader = response.body?.getReader();
    const delays: number[] = [];
    for (const text of ['data: 1\n\n', 'data: 2\n\n', 'data: 3\n\n']) {
      const began = performance.now();
      write(text);
      expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(text);
      delays.push(performance.now() - began);
      await sleep(20);
    }
    write('');
    expect((await reader?.read())?.done).toBe(true);
    process.stdout.write(`proxy: events arrive after ${delays.map((ms) => ms.toFixed(1)).join(', ')} ms\n`);
    expect(Math.max(...delays)).toBeLessThan(500);
  });
});
