import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const connector = await loadTestConnector(basename(import.meta.dirname));
const { objects, triggers = {}, settings } = connector.connector;
const { row } = objects;
const origin = 'https://api.acme.example/v1';
const context = (chosen: Record<string, unknown> = {}) =>
  createTestContext({
    connector,
    app,
    accountType: 'bearer',
    fields: { token: 't1' },
    learnt: { origin, checkPath: '/me' },
    settings: settings.parse({ list: '/orders', one: '/orders/{key}', ...chosen }),
  });
const write = (items: { key?: string; data: Record<string, unknown> }[], chosen = {}) =>
  row?.upsert?.write(context(chosen), items, { idempotencyKey: 'k' });
const put = (key: string, status = 200) => ({ request: `PATCH ${origin}/orders/${key}`, status, text: '' });

describe('a row', () => {
  it('has the fields that the first page shows', async () => {
    const rows = [
      { id: 1, at: '2026-11-21T09:00:00Z', day: '2026-11-21', buyer: { name: 'Ada', 'e.mail': null }, tags: ['a'] },
      { id: 'x2', at: null, paid: true, empty: {}, deep: { a: { b: { c: 1 } } } },
    ];
    app.play({ request: `GET ${origin}/orders`, json: rows });
    const fields = (await row?.describe?.(context())) ?? [];
    expect(fields.map(({ name, type }) => [name, type])).toEqual([
      ['id', 'text'],
      ['at', 'datetime'],
      ['day', 'date'],
      ['buyer.name', 'text'],
      ["buyer['e.mail']", 'text'],
      ['tags', 'list'],
      ['paid', 'boolean'],
      ['empty', 'object'],
      ['deep.a.b', 'object'],
    ]);
    expect(fields[0]?.readOnly).toBe(true);
  });

  it('is read at its own path, out of its wrapper, or is gone', async () => {
    app.play({ request: `GET ${origin}/orders/a%2Fb`, json: { order: { id: 'a/b' } } });
    expect(await row?.get?.(context({ wrapper: 'order' }), 'a/b')).toEqual({ id: 'a/b' });
    app.play({ request: `GET ${origin}/orders/1`, status: 404, text: 'gone' });
    expect(await row?.get?.(context(), '1')).toBeNull();
    await expect(row?.get?.(context({ one: '' }), '1')).rejects.toMatchObject({ details: { field: 'one' } });
  });

  it('goes on after the key of the last row, and from page 0 where pages begin there', async () => {
    const pages = { pages: 'keyset', parameter: 'after', sizeParameter: 'limit', size: 1 };
    app.play(
      { request: `GET ${origin}/orders?limit=1`, json: [{ id: 7 }] },
      { request: `GET ${origin}/orders?limit=1&after=7`, json: [] },
    );
    expect((await readPass(row, context(pages), { mode: 'full' })).rows).toHaveLength(1);
    app.play({ request: `GET ${origin}/orders?page=0`, json: [] });
    await readPass(row, context({ pages: 'page', first: 0 }), { mode: 'full' });
  });
});

describe('writing', () => {
  it('changes what has a key, makes what has none, and one refusal leaves the others alone', async () => {
    app.play(
      put('42'),
      put('9', 404),
      { request: `POST ${origin}/orders`, status: 201, json: { id: 9 } },
      { request: `POST ${origin}/orders`, status: 201, headers: { location: '/v1/orders/new%201?x=1' }, text: '' },
      { request: `POST ${origin}/orders`, status: 422, text: 'count is missing' },
      { request: `POST ${origin}/orders`, status: 204, text: '' },
      put('gone', 404),
    );
    const data = { count: 3 };
    const keys = [{ key: '42', data }, { data: { id: 9 } }, { data }, { data }, { data }, { key: 'gone', data }];
    expect(await write(keys)).toMatchObject([
      { key: '42', action: 'updated' },
      { key: '9', action: 'created' },
      { key: 'new 1', action: 'created' },
      { error: { class: 'invalid' } },
      { error: { class: 'protocol', code: 'no_key' } },
      { error: { class: 'not_found' } },
    ]);
    const posts = app.received.filter(({ request }) => request.startsWith('POST'));
    expect(posts.map(({ headers }) => headers['idempotency-key'])).toEqual(['k-1', 'k-2', 'k-3', 'k-4']);
  });

  it('puts a row into its wrapper, repeats a PUT, and posts where it is told', async () => {
    app.play({ request: `PUT ${origin}/orders/1`, status: 503, text: '' });
    app.play({ request: `PUT ${origin}/orders/1`, json: {} });
    app.play({ request: `POST ${origin}/carts`, json: { order: { no: 'A1' } } });
    const chosen = { change: 'PUT', create: '/carts', wrapper: 'order', key: 'no' };
    expect(await write([{ key: '1', data: { a: 1 } }, { data: { a: 2 } }], chosen)).toEqual([
      { key: '1', action: 'updated' },
      { key: 'A1', action: 'created' },
    ]);
    expect(app.received.map((request) => request.json())).toEqual([
      { order: { a: 1 } },
      { order: { a: 1 } },
      { order: { a: 2 } },
    ]);
  });

  it('needs paths', async () => {
    expect(await write([{ key: '1', data: {} }, { data: {} }], { one: '', list: '' })).toMatchObject([
      { error: { class: 'invalid', field: 'one' } },
      { error: { class: 'invalid', field: 'create' } },
    ]);
    expect(settings.safeParse({ one: '/orders/1' }).success).toBe(false);
  });
});

describe('new rows', () => {
  it('begin with none; then each once, also when it leaves the list and comes again', async () => {
    const { newRow } = triggers;
    if (newRow?.via !== 'poll') throw new Error('It is polled.');
    const list = (...ids: (number | null)[]) => ({ request: `GET ${origin}/orders`, json: ids.map((id) => ({ id })) });
    app.play(list(1, 2), list(3, 2, null), list(1, 3));
    const first = await newRow.poll(context(), { cursor: null });
    expect(first.items).toEqual([]);
    const second = await newRow.poll(context(), { cursor: first.cursor });
    expect(second.items).toEqual([{ id: '3', data: { id: 3 } }]);
    expect((await newRow.poll(context(), { cursor: second.cursor })).items).toEqual([]);
  });
});
