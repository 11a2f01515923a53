import { createHmac } from 'node:crypto';
import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const connector = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {}, hooks, check, settings } = connector.connector;

const origin = 'https://api.acme.example/v1';
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const context = (
  given: { accountType?: string; fields?: Record<string, unknown>; settings?: Record<string, unknown> } = {},
) =>
  createTestContext({
    connector,
    app,
    accountType: given.accountType ?? 'bearer',
    fields: given.fields ?? { token: 't1' },
    learnt: { origin, checkPath: '/me' },
    settings: settings.parse(given.settings ?? {}),
  });
const run = (name: string, input: unknown) => {
  const action = actions[name];
  if (!action) throw new Error(`There is no action ${name}.`);
  return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
};

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('ways in', () => {
  it.each([
    ['bearer', { token: 't1' }, '', { authorization: 'Bearer t1' }],
    ['header', { key: 'k1' }, '', { 'x-api-key': 'k1' }],
    ['query', { key: 'k1' }, '?api_key=k1', {}],
    ['basic', { user: 'ada', password: '' }, '', { authorization: `Basic ${Buffer.from('ada:').toString('base64')}` }],
  ])('%s', async (accountType, fields, query, headers) => {
    app.play({ request: `GET ${origin}/me${query}`, text: 'hello' });
    expect(await check?.(context({ accountType, fields }))).toEqual({ id: origin, name: 'api.acme.example/v1' });
    expect(app.received[0]?.headers).toMatchObject(headers);
  });
});

describe('a list', () => {
  it('is read as the settings say', async () => {
    const chosen = {
      list: '/orders',
      rows: 'data.items',
      key: 'no',
      pages: 'cursor',
      next: 'meta.next',
      since: 'updated_since',
      sizeParameter: 'limit',
      size: 2,
    };
    const at = `GET ${origin}/orders?updated_since=2026-11-20T00%3A00%3A00.000Z`;
    app.play(
      {
        request: `${at}&limit=2`,
        headers: { date },
        json: { data: { items: [{ no: 1 }, { no: '12345678901234567890' }] }, meta: { next: 'c' } },
      },
      { request: `${at}&limit=2&cursor=c`, headers: { date }, json: { data: { items: [] }, meta: { next: null } } },
    );
    const patient = context({ settings: chosen });
    const pass = await readPass(objects.row, patient, { mode: 'incremental', watermark: '2026-11-20T00:00:00.000Z' });
    expect(pass.rows.map((row) => objects.row?.key(row, settings.parse(chosen)))).toEqual([
      '1',
      '12345678901234567890',
    ]);
    expect(pass.watermark).toBe('2026-11-21T08:58:00.000Z');
  });

  it('must be named', async () => {
    await expect(readPass(objects.row, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { field: 'list' },
    });
  });
});

describe('actions', () => {
  it('give back what came, digit for digit', async () => {
    app.play({
      request: `GET ${origin}/orders/42?a=1`,
      headers: { 'content-type': 'application/json' },
      text: '{"id":12345678901234567890,"n":1.5}',
    });
    expect(await run('get', { path: '/orders/42', query: { a: 1 } })).toMatchObject({
      status: 200,
      body: { id: '12345678901234567890', n: 1.5 },
    });
  });

  it('send JSON once', async () => {
    app.play({ request: `PUT ${origin}/orders`, status: 503, text: '' });
    await expect(run('sendJson', { method: 'PUT', path: '/orders', body: [1] })).rejects.toMatchObject({
      details: { class: 'app_down' },
    });
    expect(app.received[0]).toMatchObject({ body: '[1]', headers: { 'idempotency-key': 'once' } });
  });

  it('never leave the address', async () => {
    await expect(run('get', { path: 'https://evil.example/x' })).rejects.toMatchObject({
      details: { code: 'foreign_address' },
    });
    await expect(run('get', { path: '/../../admin' })).rejects.toMatchObject({ details: { code: 'foreign_address' } });
  });

  it('read errors out of a GraphQL answer', async () => {
    app.play({
      request: `POST ${origin}/graphql`,
      json: { data: null, errors: [{ message: 'No such field', extensions: { code: 'BAD_USER_INPUT' } }] },
    });
    await expect(run('queryGraphql', { query: '{ x }' })).rejects.toMatchObject({
      details: { class: 'invalid', appMessage: 'No such field' },
    });
  });
});

describe('hooks', () => {
  const body = new TextEncoder().encode('{"type":"order.paid","id":42}');
  const at = Math.floor(Date.parse(date) / 1000);
  const secret = `whsec_${Buffer.from('a secret of some length').toString('base64')}`;
  const signature = (id: string, time: number) =>
    `v1,${createHmac('sha256', 'a secret of some length').update(`${id}.${time}.`).update(body).digest('base64')}`;
  const verify = (headers: Record<string, string>) =>
    typeof hooks?.verify === 'function'
      ? hooks.verify(
          { method: 'POST', url: new URL(origin), headers: new Headers(headers), body },
          { secret },
          new Date(date),
        )
      : undefined;
  const signed = {
    'webhook-id': 'm1',
    'webhook-timestamp': String(at),
    'webhook-signature': `v1,AAAA ${signature('m1', at)}`,
  };

  it('are believed as Standard Webhooks, one signature of several', () => {
    expect(verify(signed)).toEqual({ ok: true });
    expect(verify({ ...signed, 'webhook-id': 'm2' })).toEqual({ ok: false, because: 'bad_signature' });
    const old = String(at - 301);
    expect(verify({ ...signed, 'webhook-timestamp': old, 'webhook-signature': signature('m1', at - 301) })).toEqual({
      ok: false,
      because: 'too_old',
    });
  });

  it('are believed with a plain HMAC, and not without any', () => {
    const hex = createHmac('sha256', secret).update(body).digest('hex');
    expect(verify({ 'x-hub-signature-256': `sha256=${hex}` })).toEqual({ ok: true });
    expect(verify({})).toEqual({ ok: false, because: 'missing_header' });
  });

  it('name their type', () => {
    const request = { method: 'POST', url: new URL(origin), headers: new Headers(signed), body };
    expect(hooks?.events(request)).toEqual([{ id: 'm1', type: 'order.paid', data: { type: 'order.paid', id: 42 } }]);
  });
});
