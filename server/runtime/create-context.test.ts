import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Connector } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { testApp } from './test-app.ts';
import { bearer, createTestContext, loadTestConnector } from './test-context.ts';

const app = testApp();
let tidewater: LoadedConnector;

beforeAll(async () => {
  tidewater = await loadTestConnector('tidewater');
});

const ok = z.object({ ok: z.literal(true) });
const yes = { json: { ok: true } };
const get = (path: string) => `GET /api/v1${path}`;

function contextWith(change: Partial<Connector> = {}, options: Partial<Parameters<typeof createTestContext>[0]> = {}) {
  const connector = { ...tidewater, connector: { ...tidewater.connector, limits: undefined, ...change } };
  return createTestContext({ connector, learnt: { origin: app.origin() }, ...options });
}

describe('a call', () => {
  it('goes to the app as this connection, and is noted', async () => {
    app.play({ request: 'GET /api/v1/things?a=1&b=x%26y&c=false', ...yes, headers: { 'x-seen': '1' } });
    const context = contextWith();
    const response = await context.http.get('things', ok, { query: { a: 1, b: 'x&y', c: false, d: undefined } });
    expect(response.body).toEqual({ ok: true });
    expect(response.headers.get('x-seen')).toBe('1');
    expect(app.received[0]?.headers).toMatchObject({ authorization: 'Bearer token-1', accept: 'application/json' });
    expect(context.calls).toEqual([
      {
        method: 'GET',
        host: new URL(app.origin()).host,
        path: '/api/v1/things',
        status: 200,
        durationMs: expect.any(Number),
        bytesIn: 11,
        retries: 0,
      },
    ]);
  });

  it('sends JSON and forms', async () => {
    app.play(
      { request: 'POST /api/v1/a', ...yes },
      { request: 'PATCH /api/v1/b', ...yes },
      { request: 'DELETE /api/v1/c', status: 204 },
    );
    const { http } = contextWith();
    await http.post('/a', ok, { json: { name: 'ø' } });
    await http.patch('/b', ok, { form: { x: 'a b' } });
    await http.delete('/c', z.undefined());
    expect(app.received.map(({ body, headers }) => [body, headers['content-type']])).toEqual([
      ['{"name":"ø"}', 'application/json'],
      ['x=a+b', 'application/x-www-form-urlencoded'],
      ['', undefined],
    ]);
  });

  it('takes an absolute address on the app’s own host, and no other', async () => {
    app.play({ request: 'GET /other/place?page=2', ...yes });
    const { http } = contextWith({ hosts: ['*.files.example'] });
    await http.get(`${app.origin()}/other/place?page=2`, ok);
    for (const path of [
      'https://evil.example/x',
      'http://cdn.files.example/x',
      'https://cdn.files.example:8443/x',
      'https://files.example.evil.example/',
      '/../../oauth/token',
      '/%2e%2e/%2e%2e/x',
    ]) {
      await expect(http.get(path, ok)).rejects.toMatchObject({
        details: { class: 'protocol', code: 'foreign_address' },
      });
    }
  });

  it('does not take credentials along to a host that is not the app’s', async () => {
    const elsewhere = app.origin().replace('127.0.0.1', 'localhost');
    app.play(
      { request: get('/moved'), status: 302, headers: { location: '/api/v1/here' }, text: '' },
      { request: get('/here'), ...yes },
    );
    await contextWith().http.get('/moved', ok);
    expect(app.received[1]?.headers.authorization).toBe('Bearer token-1');
    app.play({ request: get('/away'), status: 302, headers: { location: `${elsewhere}/x` }, text: '' });
    app.play({ request: 'GET /x', ...yes });
    await contextWith().http.get('/away', ok);
    expect(app.received[3]?.headers).toMatchObject({ accept: 'application/json', host: new URL(elsewhere).host });
    expect(app.received[3]?.headers.authorization).toBeUndefined();
  });

  it('waits its turn below the limits that the connector declares', async () => {
    app.play(...Array.from({ length: 6 }, () => ({ request: get('/x'), ...yes })));
    const { http } = contextWith({ limits: [{ scope: 'connection', requests: 2, perMs: 150 }] });
    const started = performance.now();
    await Promise.all(Array.from({ length: 6 }, () => http.get('/x', ok)));
    expect(performance.now() - started).toBeGreaterThan(290);
  });
});

describe('an answer that is not as described', () => {
  it.each([
    [
      'a page',
      { text: '<html><title>Sign in</title>', headers: { 'content-type': 'text/html; charset=utf-8' } },
      'web_page',
      'answered a web page instead of data: Sign in.',
    ],
    ['no JSON', { text: 'OK', headers: { 'content-type': 'application/json' } }, 'unreadable_answer', 'is not JSON'],
    [
      'bytes that are no text',
      { text: Buffer.from([0x22, 0xff, 0x22]) },
      'unreadable_answer',
      'is not written in UTF-8',
    ],
    [
      'a tower of brackets',
      { text: '['.repeat(100_000) + ']'.repeat(100_000) },
      'unreadable_answer',
      'nested more than 200 levels',
    ],
    ['nothing', { text: '' }, 'unexpected_answer', 'the body should be object'],
    ['another shape', { json: { items: [{ id: 1 }, {}] } }, 'unexpected_answer', 'items.1.id should be number'],
  ])('is named: %s', async (_what, answer, code, words) => {
    app.play({ request: get('/x'), ...answer });
    const { http, pauses } = contextWith();
    const schema = z.object({ items: z.array(z.object({ id: z.number() })) });
    await expect(http.get('/x', schema)).rejects.toMatchObject({
      message: expect.stringContaining(words),
      details: { class: 'protocol', code },
    });
    expect(pauses).toEqual([]);
  });

  it('keeps the digits of large numbers', async () => {
    app.play({
      request: get('/x'),
      text: '{"id":12345678901234567890,"small":12,"text":"1234567890123456789","real":1.5}',
    });
    const { body } = await contextWith().http.get('/x', z.unknown());
    expect(body).toEqual({ id: '12345678901234567890', small: 12, text: '1234567890123456789', real: 1.5 });
  });
});

describe('an error', () => {
  it.each([
    [400, 'invalid'],
    [402, 'quota'],
    [403, 'permission'],
    [404, 'not_found'],
    [409, 'conflict'],
    [413, 'too_large'],
    [418, 'invalid'],
    [422, 'invalid'],
    [304, 'protocol'],
    [501, 'protocol'],
  ])('with status %i is %s', async (status, errorClass) => {
    app.play({ request: get('/x'), status, ...(status !== 304 && { text: 'no JSON here' }) });
    await expect(contextWith({ errors: undefined }).http.get('/x', ok)).rejects.toMatchObject({
      details: { class: errorClass, status },
    });
  });

  it.each([
    [{ error: { code: 'bad', message: 'No.', field: 'email' } }, { code: 'bad', appMessage: 'No.', field: 'email' }],
    [
      { error: 'bad', error_description: 'No.' },
      { code: 'bad', appMessage: 'No.' },
    ],
    [
      { message: 'No.', code: 'bad' },
      { code: 'bad', appMessage: 'No.' },
    ],
    [{ errors: [{ detail: 'No.', code: 'bad' }] }, { code: 'bad', appMessage: 'No.' }],
    [
      { type: 'about:bad', detail: 'No.' },
      { code: 'about:bad', appMessage: 'No.' },
    ],
    [{ errors: 'strange', error: 7, message: { deep: true } }, {}],
  ])('keeps the app’s own words: %j', async (json, details) => {
    app.play({ request: get('/x'), status: 400, json, headers: { 'x-request-id': 'req-9' } });
    await expect(contextWith({ errors: undefined }).http.get('/x', ok)).rejects.toMatchObject({
      details: { ...details, appRequestId: 'req-9' },
    });
  });

  it('is what the connector says it is, also under a good status', async () => {
    app.play({ request: get('/x'), json: { ok: false, reason: 'limit' } });
    const errors: Connector['errors'] = ({ status, body }) =>
      status === 200 && JSON.stringify(body).includes('limit')
        ? { class: 'quota', code: 'limit', message: 'All used.' }
        : undefined;
    await expect(contextWith({ errors }).http.get('/x', ok)).rejects.toMatchObject({
      message: expect.stringContaining('All used.'),
      details: { class: 'quota', code: 'limit' },
    });
  });
});

describe('trying again', () => {
  it('happens three times with growing, scattered pauses when the app is down', async () => {
    app.play(...Array.from({ length: 4 }, () => ({ request: get('/x'), status: 503, text: '' })));
    const context = contextWith();
    await expect(context.http.get('/x', ok)).rejects.toMatchObject({ details: { class: 'app_down', status: 503 } });
    expect(context.pauses.length).toBe(3);
    for (const [index, pause] of context.pauses.entries()) expect(pause).toBeLessThan(1_000 * 2 ** index);
    expect(context.calls).toMatchObject([{ retries: 3, status: 503 }]);
  });

  it('happens once where a person waits', async () => {
    app.play({ request: get('/x'), status: 500, text: '' }, { request: get('/x'), ...yes });
    const context = contextWith({}, { patience: 'interactive' });
    await context.http.get('/x', ok);
    expect(context.pauses.length).toBe(1);
  });

  it('obeys both forms of Retry-After, by the app’s own clock', async () => {
    const date = new Date(Date.UTC(2020, 0, 1)).toUTCString();
    const later = new Date(Date.UTC(2020, 0, 1, 0, 0, 9)).toUTCString();
    app.play(
      { request: get('/x'), status: 429, headers: { 'retry-after': '12' }, text: '' },
      { request: get('/x'), status: 503, headers: { 'retry-after': later, date }, text: '' },
      { request: get('/x'), status: 403, headers: { 'retry-after': '0' }, text: '' },
      { request: get('/x'), ...yes },
    );
    const context = contextWith();
    await context.http.get('/x', ok);
    expect(context.pauses).toEqual([12_000, 9_000, 0]);
  });

  it('is made to wait by a job that has begun, and left by one that can come back', async () => {
    let calls = 0;
    const context = contextWith({}, { patience: () => (calls++ === 0 ? 'returning' : 'background') });
    const slowDown = { request: get('/x'), status: 429, headers: { 'retry-after': '6' }, text: '' };
    app.play(slowDown);
    await expect(context.http.get('/x', ok)).rejects.toMatchObject({
      details: { class: 'rate_limited', retryAfterMs: 6_000 },
    });
    expect(context.pauses).toEqual([]);
    app.play(slowDown, { request: get('/x'), ...yes });
    await context.http.get('/x', ok);
    expect(context.pauses).toEqual([6_000]);
  });

  it('hands a longer wait to the caller', async () => {
    app.play({ request: get('/x'), status: 429, headers: { 'retry-after': '61' }, text: '' });
    const context = contextWith();
    await expect(context.http.get('/x', ok)).rejects.toMatchObject({
      details: { class: 'rate_limited', retryAfterMs: 61_000 },
    });
    expect(context.pauses).toEqual([]);
  });

  it('never repeats what may have taken effect, nor what can not pass by itself', async () => {
    app.play({ request: 'POST /api/v1/x', status: 503, text: '' }, { request: get('/y'), status: 404, text: '' });
    const { http, pauses } = contextWith();
    await expect(http.post('/x', ok, { json: {} })).rejects.toMatchObject({ details: { class: 'app_down' } });
    await expect(http.get('/y', ok)).rejects.toMatchObject({ details: { class: 'not_found' } });
    const refused = contextWith({}, { learnt: { origin: 'http://10.0.0.1' } });
    await expect(refused.http.get('/x', ok)).rejects.toMatchObject({ details: { code: 'address_refused' } });
    expect([...pauses, ...refused.pauses]).toEqual([]);
  });

  it('renews a refused access once, also for a POST', async () => {
    const refusal = { status: 401, json: { error: { code: 'token_expired_or_revoked', message: 'Over.' } } };
    app.play({ request: 'POST /api/v1/x', ...refusal }, { request: 'POST /api/v1/x', ...yes });
    const renewed = bearer('token-2');
    await contextWith({}, { renewed }).http.post('/x', ok, { json: {} });
    expect(app.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);

    app.play({ request: get('/y'), ...refusal }, { request: get('/y'), ...refusal });
    await expect(contextWith({}, { renewed }).http.get('/y', ok)).rejects.toMatchObject({
      details: { class: 'auth', code: 'token_expired_or_revoked' },
    });
    app.play({ request: get('/z'), ...refusal });
    await expect(contextWith().http.get('/z', ok)).rejects.toMatchObject({
      details: { class: 'auth', code: 'token_expired_or_revoked' },
    });
  });

  it('ends with the signal', async () => {
    app.play({ request: get('/x'), status: 503, headers: { 'retry-after': '30' }, text: '' });
    const run = new AbortController();
    const context = contextWith({}, { signal: run.signal, isPatient: true });
    setTimeout(() => run.abort(), 100);
    await expect(context.http.get('/x', ok)).rejects.toMatchObject({ details: { class: 'app_down' } });
  });
});

describe('a context', () => {
  it('offers no database to an app, and no app to a database', async () => {
    await expect(contextWith().sql.query('select 1')).rejects.toMatchObject({
      details: { class: 'internal', code: 'no_database' },
    });
    const context = createTestContext({
      connector: await loadTestConnector('postgres'),
      credential: { kind: 'fields', fields: {} },
    });
    await expect(context.http.get('/x', ok)).rejects.toMatchObject({
      details: { class: 'internal', code: 'no_base_url' },
    });
  });
});
