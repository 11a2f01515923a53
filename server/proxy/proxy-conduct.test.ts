import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { newId } from '#server/ids.ts';
import { type Connected, testEcho } from './test-echo.ts';

const database = testDatabase();
const echo = testEcho(database);
const { arrived, state, through, ask } = echo;
let mine: Connected;
let theirs: Connected;

beforeAll(async () => {
  mine = await echo.connect();
  theirs = await echo.connect();
});

const errorOf = (code: string, more: object = {}) => ({
  error: { code, message: expect.any(String), requestId: expect.stringMatching(/^req_/), ...more },
});
const setStatus = (one: Connected, status: string, reason: string | null = null) =>
  database.sql('update connection set status = $2, reason = $3 where id = $1', [one.connectionId, status, reason]);

describe('who may call what', () => {
  test('a connection of another environment is not there', async () => {
    const answer = await through(mine, { headers: { 'portico-connection': theirs.connectionId } });
    expect([answer.status, answer.json()]).toEqual([404, errorOf('not_found', { remedy: expect.any(String) })]);
    // The same customer id in both environments means each its own.
    const named = { 'portico-connection': [], 'portico-customer': theirs.customerId, 'portico-connector': 'echo' };
    expect((await through(mine, { headers: named })).status).toBe(404);
    expect(arrived).toEqual([]);
  });

  test('by customer and connector', async () => {
    const headers = { 'portico-connection': [], 'portico-customer': 'globex', 'portico-connector': 'echo' };
    const answer = await through(mine, { headers });
    expect(answer.headers['portico-connection']).toBe(mine.connectionId);
    expect((await through(mine, { headers: { ...headers, 'portico-connector': 'ledger' } })).json()).toMatchObject(
      errorOf('not_connected', { message: 'The customer globex has not connected Ledger.' }),
    );
    expect((await through(mine, { headers: { ...headers, 'portico-customer': 'initech' } })).status).toBe(404);
    expect((await through(mine, { headers: { ...headers, 'portico-connector': 'nothing' } })).status).toBe(404);
  });

  test.each([
    ['no key', { authorization: [] }, 401, 'unauthenticated', undefined],
    ['a wrong key', { authorization: 'Bearer sk_dev_x' }, 401, 'unauthenticated', undefined],
    ['no connection', { 'portico-connection': [] }, 422, 'invalid', 'portico-connection'],
    ['an id of another noun', { 'portico-connection': newId('customer') }, 422, 'invalid', 'portico-connection'],
    ['an unknown connection', { 'portico-connection': newId('connection') }, 404, 'not_found', undefined],
    ['an unknown header', { 'portico-retry': '1' }, 422, 'invalid', 'portico-retry'],
    ['too many retries', { 'portico-retries': '9' }, 422, 'invalid', 'portico-retries'],
    ['a timeout that is no number', { 'portico-timeout': '1e3' }, 422, 'invalid', 'portico-timeout'],
    ['a timeout too long', { 'portico-timeout': '301' }, 422, 'invalid', 'portico-timeout'],
    ['another connector', { 'portico-connector': 'ledger' }, 422, 'invalid', 'portico-connection'],
    ['a base address elsewhere', { 'portico-base-url': 'https://evil.example/' }, 422, 'invalid', 'portico-base-url'],
    [
      'a base address like it',
      { 'portico-base-url': 'https://echo.example.evil.example' },
      422,
      'invalid',
      'portico-base-url',
    ],
    [
      'one of its hosts, unencrypted',
      { 'portico-base-url': 'http://a.echo.example' },
      422,
      'invalid',
      'portico-base-url',
    ],
    ['its host on another port', { 'portico-base-url': 'http://127.0.0.1:1' }, 422, 'invalid', 'portico-base-url'],
    ['no address', { 'portico-base-url': 'nothing' }, 422, 'invalid', 'portico-base-url'],
  ])('%s', async (_name, headers, status, code, field) => {
    const answer = await through(mine, { headers });
    expect([answer.status, answer.json()]).toMatchObject([status, errorOf(code, field ? { field } : {})]);
    expect(answer.headers['portico-request-id']).toMatch(/^req_/);
    expect(arrived).toEqual([]);
  });

  test('another address of the app is called there', async () => {
    const headers = { 'portico-base-url': `${echo.origin()}/other/v9/` };
    expect((await through(mine, { path: '/x?y', headers })).status).toBe(200);
    expect(arrived[0]?.url).toBe('/other/v9/x?y');
    // A host of its own, which this machine can't find: it was let through as far as that.
    const away = await through(mine, { headers: { 'portico-base-url': 'https://nowhere.echo.example' } });
    expect(away.json()).toMatchObject(errorOf('app_down', { app: { class: 'network', code: 'name_not_found' } }));
  });

  test('TRACE, which would repeat the credential', async () => {
    expect((await through(mine, { method: 'TRACE' })).json()).toMatchObject(errorOf('bad_request'));
  });

  test('a key in the address', async () => {
    const answer = await ask({ path: `/api/v1/proxy/x?key=${mine.key}` });
    expect(answer.json()).toMatchObject(errorOf('unauthenticated'));
  });

  test.each([
    ['needs_reauth', 'revoked', /revoked there/],
    ['misconfigured', 'misconfigured', /details given/],
    ['paused', null, /paused/],
    ['disconnected', null, /disconnected/],
  ])('a connection that is %s', async (status, reason, says) => {
    await setStatus(mine, status, reason);
    try {
      const answer = await through(mine);
      expect(answer.status).toBe(409);
      const message = expect.stringMatching(says);
      expect(answer.json()).toMatchObject(errorOf('not_connected', { message, remedy: expect.any(String) }));
    } finally {
      await setStatus(mine, 'active');
    }
  });

  test('a connector that speaks no HTTP', async () => {
    const ledger = await echo.connect('ledger');
    expect((await through(ledger)).json()).toMatchObject(
      errorOf('invalid', { message: expect.stringMatching(/not called by HTTP/) }),
    );
  });
});

describe('again', () => {
  const failing = (times: number, status: number, headers: Record<string, string> = {}) => {
    state.handle = (_request, response) =>
      arrived.length <= times ? response.writeHead(status, headers).end('no') : response.end('yes');
  };

  test('only where it was asked for', async () => {
    failing(1, 503);
    expect((await through(mine)).status).toBe(503);
    expect(arrived).toHaveLength(1);
  });

  test.each([429, 500, 502, 503, 504])('after %i, with the body', async (status) => {
    failing(2, status, { 'retry-after': '0' });
    const headers = { 'portico-retries': '3', 'content-length': '5' };
    const answer = await through(mine, { method: 'PUT', body: 'hello', headers });
    expect([answer.status, answer.headers['portico-retries']]).toEqual([200, '2']);
    expect(arrived.map(({ body }) => body.toString())).toEqual(['hello', 'hello', 'hello']);
  });

  test('no more often than asked for: then the answer as it is', async () => {
    failing(9, 503, { 'retry-after': '0' });
    const answer = await through(mine, { headers: { 'portico-retries': '2' } });
    expect([answer.status, answer.body.toString(), arrived.length]).toEqual([503, 'no', 3]);
  });

  test('not when the app wants to be left alone for long: the answer says so itself', async () => {
    failing(9, 503, { 'retry-after': '90' });
    const answer = await through(mine, { headers: { 'portico-retries': '2' } });
    expect([answer.status, answer.headers['retry-after'], arrived.length]).toEqual([503, '90', 1]);
  });

  test('not what was refused', async () => {
    failing(9, 400);
    expect((await through(mine, { headers: { 'portico-retries': '2' } })).status).toBe(400);
    expect(arrived).toHaveLength(1);
  });

  test('a POST only with an idempotency key', async () => {
    failing(1, 503, { 'retry-after': '0' });
    const call = { method: 'POST', body: 'x', headers: { 'portico-retries': '1' } };
    expect((await through(mine, call)).json()).toMatchObject(errorOf('invalid', { field: 'portico-retries' }));
    const answer = await through(mine, { ...call, headers: { ...call.headers, 'idempotency-key': 'k' } });
    expect([answer.status, arrived.length]).toEqual([200, 2]);
  });

  test('after a connection that broke', async () => {
    state.handle = (incoming, response) => (arrived.length === 1 ? incoming.socket.destroy() : response.end('yes'));
    const answer = await through(mine, { headers: { 'portico-retries': '1' } });
    expect([answer.status, answer.headers['portico-retries']]).toEqual([200, '1']);
  });

  test('not with a large body, which is gone', async () => {
    failing(1, 503, { 'retry-after': '0' });
    const body = Buffer.alloc(300_000, 'a');
    const headers = { 'portico-retries': '2', 'content-length': String(body.length) };
    expect((await through(mine, { method: 'PUT', body, headers })).status).toBe(503);
    expect(arrived).toHaveLength(1);
  });
});

describe('redirects', () => {
  const leadTo = (location: string, status = 302) => {
    state.handle = (incoming, response) =>
      incoming.url?.includes('/there')
        ? response.end(`${incoming.method} there`)
        : response.writeHead(status, { location }).end();
  };

  test('are the caller’s', async () => {
    leadTo('/there');
    const answer = await through(mine);
    expect([answer.status, answer.headers.location, arrived.length]).toEqual([302, '/there', 1]);
  });

  test.each([
    ['GET', 302, 'GET there'],
    ['HEAD', 301, ''],
    ['POST', 303, 'GET there'],
    ['POST', 302, 'GET there'],
    ['PUT', 303, 'GET there'],
  ])('of a %s with %i are followed at the app', async (method, status, body) => {
    leadTo('/there?x=1', status);
    const answer = await through(mine, { method, headers: { 'portico-follow': '1' } });
    expect([answer.status, answer.body.toString()]).toEqual([200, body]);
    expect(arrived[1]).toMatchObject({ url: '/there?x=1', headers: { authorization: 'Bearer app-key-of-globex' } });
  });

  test.each([
    'https://evil.example/there',
    '//evil.example/there',
    'http://127.0.0.1:1/there',
    'javascript:0',
    'http://[',
  ])('to %s are never followed', async (location) => {
    leadTo(location);
    const answer = await through(mine, { headers: { 'portico-follow': '1' } });
    expect([answer.status, answer.headers.location, arrived.length]).toEqual([302, location, 1]);
  });

  test('that ask for the body again are the caller’s; so is the one too many', async () => {
    leadTo('/there', 307);
    expect((await through(mine, { method: 'POST', body: 'x', headers: { 'portico-follow': '1' } })).status).toBe(307);
    leadTo('/here');
    arrived.splice(0);
    expect((await through(mine, { headers: { 'portico-follow': '1' } })).status).toBe(302);
    expect(arrived).toHaveLength(4);
  });
});

describe('what breaks', () => {
  test('an app that is not there', async () => {
    const gone = await echo.connect();
    await database.sql('update connection set learnt = $2 where id = $1', [
      gone.connectionId,
      JSON.stringify({ origin: 'http://127.0.0.1:1' }),
    ]);
    const answer = await through(gone);
    expect(answer.status).toBe(502);
    expect(answer.json()).toMatchObject(errorOf('app_down', { app: { class: 'network' }, remedy: expect.any(String) }));
  });

  test('an app that takes too long', async () => {
    state.handle = () => undefined;
    const began = performance.now();
    const answer = await through(mine, { headers: { 'portico-timeout': '1' } });
    expect(performance.now() - began).toBeLessThan(5_000);
    expect([answer.status, answer.json()]).toMatchObject([504, errorOf('app_timeout', { app: { class: 'timeout' } })]);
  });

  test('a caller who goes away takes the call to the app with it', async () => {
    let isGone: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      isGone = resolve;
    });
    let isThere: () => void = () => undefined;
    const there = new Promise<void>((resolve) => {
      isThere = resolve;
    });
    state.handle = (_request, response) => {
      response.once('close', isGone);
      response.write('first');
      isThere();
    };
    const leaving = new AbortController();
    const left = through(mine, { signal: leaving.signal });
    await there;
    await sleep(30);
    leaving.abort();
    await expect(left).rejects.toThrow();
    await gone;
  });

  test('a caller who goes away while the app thinks', async () => {
    let close: Promise<void> = new Promise(() => undefined);
    state.handle = (_request, response) => {
      close = new Promise((resolve) => response.once('close', () => resolve()));
    };
    const leaving = new AbortController();
    const left = through(mine, { signal: leaving.signal });
    while (arrived.length === 0) await sleep(5);
    leaving.abort();
    await expect(left).rejects.toThrow();
    await close;
  });

  test.each([
    ['chunked', {}],
    ['with a length', { 'content-length': '100' }],
  ])('an app that breaks off its answer, %s, is seen to have broken it off', async (_name, headers) => {
    state.handle = async (_request, response) => {
      response.writeHead(200, headers);
      response.write('half');
      await sleep(50);
      response.destroy();
    };
    await expect(through(mine)).rejects.toThrow(/aborted|hang up|ECONNRESET/);
  });

  test('a body of which too much was announced, and one that has too much', async () => {
    const announced = { 'content-length': String(101 * 1024 * 1024) };
    const answer = await through(mine, { method: 'POST', headers: announced, body: (async function* () {})() }).catch(
      (error: Error) => error,
    );
    expect(answer).toMatchObject({ status: 413 });
    state.readsBody = false;
    state.handle = (incoming) => void incoming.resume();
    const chunk = Buffer.alloc(1_048_576);
    async function* endless() {
      for (let count = 0; count < 140; count++) yield chunk;
    }
    const over = await through(mine, { method: 'POST', body: endless() }).catch((error: Error) => error);
    expect(over).toMatchObject({ status: 413 });
  });

  test('an answer that is announced to be endless', async () => {
    state.handle = (_request, response) => response.writeHead(200, { 'content-length': String(2 ** 31) }).write('x');
    expect((await through(mine)).json()).toMatchObject(
      errorOf('app_refused', { message: expect.stringMatching(/1 GiB/) }),
    );
  });

  test('a caller who takes long over the body does not use up the app’s time', async () => {
    async function* slow() {
      yield Buffer.from('one');
      await sleep(1_400);
      yield Buffer.from('two');
    }
    const answer = await through(mine, { method: 'POST', body: slow(), headers: { 'portico-timeout': '1' } });
    expect([answer.status, arrived[0]?.body.toString()]).toEqual([200, 'onetwo']);
  });

  test('a change of the connection is seen by the very next call', async () => {
    expect((await through(mine)).status).toBe(200);
    await setStatus(mine, 'paused');
    expect((await through(mine)).status).toBe(409);
    await setStatus(mine, 'active');
    expect((await through(mine)).status).toBe(200);
    await database.sql('update api_key set revoked_at = now() where environment_id = $1', [mine.environmentId]);
    expect((await through(mine)).status).toBe(401);
    await database.sql('update api_key set revoked_at = null where environment_id = $1', [mine.environmentId]);
    expect((await through(mine)).status).toBe(200);
  });

  test('an app that answers before it has the body', async () => {
    state.readsBody = false;
    state.handle = (_request, response) => response.writeHead(413).end('no more');
    async function* slow() {
      yield Buffer.from('one');
      await sleep(200);
      yield Buffer.from('two');
    }
    const answer = await through(mine, { method: 'POST', body: slow() });
    expect([answer.status, answer.body.toString()]).toEqual([413, 'no more']);
  });
});
