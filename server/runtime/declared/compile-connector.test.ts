import { describe, expect, test } from 'vitest';
import { type DeclaredConnectorInput, declaredConnectorSchema } from '#connectors/kit/declared.ts';
import type { Page } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { schemaOf } from '../schema-of.ts';
import { testApp } from '../test-app.ts';
import { createTestContext } from '../test-context.ts';
import { compileConnector } from './compile-connector.ts';

const app = testApp();
const api = 'GET https://api.acme.example/v1';

type Declared = Partial<DeclaredConnectorInput>;
type List = NonNullable<DeclaredConnectorInput['objects']>[string]['list'];

function loaded(more: Declared = {}): LoadedConnector {
  const declared = declaredConnectorSchema.parse({
    name: 'Acme',
    description: 'A CRM.',
    docs: 'https://acme.example/docs',
    auth: {
      kind: 'key',
      fields: {
        type: 'object',
        properties: { key: { type: 'string', title: 'API key', minLength: 1, secret: true } },
        required: ['key'],
      },
      place: { headers: { authorization: 'Bearer {{key}}' } },
    },
    baseUrl: 'https://api.acme.example/v1',
    ...more,
  });
  return { slug: 'own-acme', connector: compileConnector(declared), iconPath: '' };
}

const contextOf = (connector: LoadedConnector, settings: Record<string, unknown> = {}) =>
  createTestContext({ connector, app, fields: { key: 'k-1' }, settings });

const item = (list: List, more: Declared = {}) =>
  loaded({
    objects: { item: { label: 'items', row: { type: 'object', required: ['id'] }, key: 'id', list } },
    ...more,
  });

/** All pages of the object, as the engine would pull them. */
async function pullAll(connector: LoadedConnector, watermark: string | null = null) {
  const { item: object } = connector.connector.objects;
  const rows: unknown[] = [];
  const context = contextOf(connector);
  let cursor = null;
  do {
    const mode = watermark === null ? 'full' : 'incremental';
    const page: Page | undefined = await object?.pull(context, { mode, cursor, watermark });
    rows.push(...(page?.rows ?? []));
    cursor = page?.next ?? null;
  } while (cursor !== null);
  return rows;
}

const one = [{ id: '1' }];
const two = [{ id: '2' }];
const request = { method: 'GET' as const, path: '/items' };

describe('objects', () => {
  test.each<[string, List, Parameters<typeof app.play>]>([
    ['none', { request, rows: '' }, [{ request: `${api}/items`, json: [...one, ...two] }]],
    [
      'page',
      {
        request,
        rows: 'data',
        pager: { kind: 'page', parameter: 'page', size: { parameter: 'per', value: 1 }, pages: 'pages' },
      },
      [
        { request: `${api}/items?per=1&page=1`, json: { data: one, pages: 2 } },
        { request: `${api}/items?per=1&page=2`, json: { data: two, pages: 2 } },
      ],
    ],
    [
      'offset',
      {
        request,
        rows: 'data',
        pager: { kind: 'offset', parameter: 'skip', size: { parameter: 'take', value: 1 }, total: 'total' },
      },
      [
        { request: `${api}/items?take=1&skip=0`, json: { data: one, total: 2 } },
        { request: `${api}/items?take=1&skip=1`, json: { data: two, total: 2 } },
      ],
    ],
    [
      'cursor',
      { request, rows: 'data', pager: { kind: 'cursor', parameter: 'after', from: 'next' } },
      [
        { request: `${api}/items`, json: { data: one, next: 'c2' } },
        { request: `${api}/items?after=c2`, json: { data: two } },
      ],
    ],
    [
      'cursor in a header',
      { request, rows: '', pager: { kind: 'cursor-header', parameter: 'after', header: 'x-next' } },
      [
        { request: `${api}/items`, json: one, headers: { 'x-next': 'c2' } },
        { request: `${api}/items?after=c2`, json: two },
      ],
    ],
    [
      'link',
      { request, rows: 'value', pager: { kind: 'link', from: "['@odata.nextLink']" } },
      [
        { request: `${api}/items`, json: { value: one, '@odata.nextLink': 'https://api.acme.example/v1/items?p=2' } },
        { request: `${api}/items?p=2`, json: { value: two } },
      ],
    ],
    [
      'keyset',
      {
        request,
        rows: '',
        pager: { kind: 'keyset', parameter: 'after', field: 'id', size: { parameter: 'limit', value: 1 } },
      },
      [
        { request: `${api}/items?limit=1`, json: one },
        { request: `${api}/items?limit=1&after=1`, json: two },
        { request: `${api}/items?limit=1&after=2`, json: [] },
      ],
    ],
    [
      'graphql',
      {
        request: { method: 'POST', path: '/graphql', json: { query: '{ items }', variables: {} } },
        rows: 'data.items.nodes',
        pager: { kind: 'graphql', variable: 'after', connection: 'data.items' },
      },
      [
        {
          request: 'POST https://api.acme.example/v1/graphql',
          json: { data: { items: { nodes: one, pageInfo: { hasNextPage: true, endCursor: 'c2' } } } },
        },
        {
          request: 'POST https://api.acme.example/v1/graphql',
          json: { data: { items: { nodes: two, pageInfo: { hasNextPage: false } } } },
        },
      ],
    ],
  ])('pages: %s', async (_kind, list, exchanges) => {
    app.play(...exchanges);
    expect(await pullAll(item(list))).toEqual([...one, ...two]);
    expect(app.received[0]?.headers.authorization).toBe('Bearer k-1');
  });

  test.each([
    ['iso', 'updated', '2026-01-02T03:04:05.000Z'],
    ['epoch', 'updated', '1767323045'],
    ['date', 'q', 'updated>2026-01-02'],
  ] as const)('what changed, by %s', async (format, parameter, value) => {
    const since = { parameter, format, ...(format === 'date' && { value: 'updated>{{since}}' }) };
    const connector = item({ request, rows: '', since });
    expect(connector.connector.objects.item?.incremental).toBe(true);
    app.play({ request: `${api}/items?${new URLSearchParams({ [parameter]: value })}`, json: one });
    expect(await pullAll(connector, '2026-01-02T03:04:05.000Z')).toEqual(one);
  });

  test('a row that is not as described is named with its place; one without its key, too', () => {
    const { item: object } = loaded({
      objects: {
        item: {
          label: 'items',
          row: { $ref: '#/definitions/Item' },
          key: 'id',
          list: { request, rows: '' },
        },
      },
      definitions: {
        Item: {
          type: 'object',
          required: ['id'],
          properties: { tags: { type: 'array', items: { type: 'string' } }, parent: { $ref: '#/definitions/Item' } },
        },
      },
    }).connector.objects;
    expect(object?.row.safeParse({ id: 1, tags: ['a'], parent: { id: 2 } }).success).toBe(true);
    expect(object?.row.safeParse({ id: 1, tags: ['a', 3] }).error?.issues).toMatchObject([
      { path: ['tags', 1], message: 'should be string, and is number' },
    ]);
    expect(object?.row.safeParse({ id: 1, parent: {} }).error?.issues[0]).toMatchObject({ path: ['parent', 'id'] });
    expect(object?.row.safeParse({ tags: [] }).error?.issues[0]?.message).toBe('has no id, which is its key');
    expect(object?.key({ id: 7 }, {})).toBe('7');
  });

  test('a place without its value is named before anything is sent', async () => {
    const connector = item({ request: { method: 'GET', path: '/lists/{{settings.list}}/items' }, rows: '' });
    await expect(pullAll(connector)).rejects.toThrow('the value settings.list is missing');
  });

  test('rows that are not where they should be are told, and nothing breaks', async () => {
    app.play({ request: `${api}/items`, json: { items: [] } });
    await expect(pullAll(item({ request, rows: 'data' }))).rejects.toThrow('data should be a list');
  });
});

describe('actions', () => {
  const connector = loaded({
    actions: {
      create: {
        title: 'Create an item',
        effect: 'writes',
        repeat: 'key',
        idempotencyHeader: 'Idempotency-Key',
        input: {
          type: 'object',
          required: ['name'],
          properties: { name: { type: 'string', minLength: 1 }, kind: { $ref: '#/definitions/Kind' } },
        },
        output: { type: 'object', required: ['id'] },
        request: { method: 'POST', path: '/items', json: { name: '{{input.name}}', kind: '{{input.kind?}}' } },
      },
      head: {
        title: 'Look whether it is there',
        effect: 'reads',
        input: { type: 'object' },
        request: { method: 'HEAD', path: '/items' },
      },
      loop: {
        title: 'Loop',
        effect: 'reads',
        input: { type: 'object', properties: { a: { $ref: '#/definitions/A' }, b: { $ref: '#/definitions/None' } } },
        request,
      },
    },
    definitions: { Kind: { enum: ['a', 'b'] }, A: { $ref: '#/definitions/B' }, B: { $ref: '#/definitions/A' } },
  });
  const { create, head, loop } = connector.connector.actions ?? {};

  test('a request is filled from the input and carries its key', async () => {
    app.play({ request: 'POST https://api.acme.example/v1/items', status: 201, json: { id: 9 } });
    const made = await create?.run(contextOf(connector), { name: 'N' }, { idempotencyKey: 'once-1' });
    expect(made).toEqual({ id: 9 });
    expect(app.received[0]?.json()).toEqual({ name: 'N' });
    expect(app.received[0]?.headers['idempotency-key']).toBe('once-1');
  });

  test('input is judged field by field, and described with what it refers to', () => {
    expect(create?.input.safeParse({ kind: 'c' }).error?.issues).toMatchObject([
      { path: ['name'], message: 'is missing' },
      { path: ['kind'], message: expect.stringContaining('["a","b"]') },
    ]);
    expect(create?.input.safeParse({ name: 'x', kind: 'a' }).success).toBe(true);
    expect(create && schemaOf(create.input)).toMatchObject({
      required: ['name'],
      definitions: { Kind: { enum: ['a', 'b'] } },
    });
    expect(create && schemaOf(create.output)).toEqual({ type: 'object', required: ['id'] });
  });

  test('an answer without a body is null', async () => {
    app.play({ request: 'HEAD https://api.acme.example/v1/items', text: '' });
    expect(await head?.run(contextOf(connector), {}, { idempotencyKey: 'x' })).toBeNull();
  });

  test('schemas that lead in a circle or to nothing are told where they are used', () => {
    expect(loop?.input.safeParse({ a: 1 }).error?.issues[0]?.message).toContain('can’t be judged');
    expect(loop?.input.safeParse({ b: 1 }).error?.issues[0]?.message).toContain('can’t be judged');
  });
});

test('errors are what the first rule that fits says', () => {
  const { errors } = loaded({
    errors: [
      { when: { status: 200, path: 'ok', equals: false }, class: 'invalid', code: 'error.code', message: 'error.text' },
      { when: { status: [400, 429], path: 'wait', exists: true }, class: 'rate_limited', retryAfter: 'wait' },
      { when: { path: 'fault' }, class: 'app_down' },
      { when: { status: 400 }, class: 'conflict', field: 'where' },
    ],
  }).connector;
  const said = (status: number, body: unknown) => errors?.({ status, headers: new Headers(), body });
  expect(said(200, { ok: true })).toBeUndefined();
  expect(said(200, { ok: false, error: { code: 12, text: 'No.' } })).toEqual({
    class: 'invalid',
    code: '12',
    message: 'No.',
  });
  expect(said(429, { wait: 3 })).toEqual({ class: 'rate_limited', retryAfterMs: 3000 });
  expect(said(429, {})).toBeUndefined();
  expect(said(503, { fault: 'x' })).toEqual({ class: 'app_down' });
  expect(said(400, { where: 'email' })).toEqual({ class: 'conflict', field: 'email' });
});

describe('check, options and forms', () => {
  test('the account has its id and a name; without the name the id serves', async () => {
    const connector = loaded({
      check: { request: { method: 'GET', path: '/me' }, id: 'user.id', name: '{{user.name}}' },
    });
    app.play({ request: `${api}/me`, json: { user: { id: 5, name: 'Mara' } } });
    expect(await connector.connector.check?.(contextOf(connector))).toEqual({ id: '5', name: 'Mara' });
    app.play({ request: `${api}/me`, json: { user: { id: 5 } } });
    expect(await connector.connector.check?.(contextOf(connector))).toEqual({ id: '5', name: '5' });
    app.play({ request: `${api}/me`, json: { name: 'Mara' } });
    await expect(connector.connector.check?.(contextOf(connector))).rejects.toThrow('its answer has no user.id');
  });

  test('choices come page by page, searched by the app or by us', async () => {
    const list = { request: { method: 'GET' as const, path: '/lists' }, rows: 'data' };
    const connector = loaded({
      options: {
        ours: { list, value: 'id', label: 'name' },
        theirs: { list, value: 'id', label: 'name', search: 'q' },
      },
    });
    const { ours, theirs } = connector.connector.options ?? {};
    const data = [
      { id: 1, name: 'Leads' },
      { id: 2, name: 'Customers' },
    ];
    app.play({ request: `${api}/lists`, json: { data } });
    expect(await ours?.(contextOf(connector), { search: 'lea', cursor: null })).toEqual({
      options: [{ value: '1', label: 'Leads' }],
      next: null,
    });
    app.play({ request: `${api}/lists?q=lea`, json: { data } });
    expect((await theirs?.(contextOf(connector), { search: 'lea', cursor: null }))?.options).toHaveLength(2);
  });

  test('a form says what is wrong in words, and keeps what the console draws', () => {
    const { settings } = loaded({
      settings: {
        type: 'object',
        required: ['list'],
        properties: {
          list: { type: 'string', title: 'List', minLength: 1, options: 'lists' },
          depth: { type: 'integer', title: 'Depth', minimum: 1, default: 2 },
          site: { type: 'string', title: 'Site', format: 'uri' },
        },
      },
      options: { lists: { list: { request, rows: '' }, value: 'id', label: 'name' } },
    }).connector;
    expect(settings.parse({ list: ' a ' })).toEqual({ list: 'a', depth: 2 });
    expect(settings.safeParse({ depth: 0, site: 'acme' }).error?.issues.map(({ message }) => message)).toEqual([
      'List is missing.',
      'Depth is at least 1.',
      'Site is an address, such as https://acme.example.com.',
    ]);
    expect(settings.shape.list).toBeDefined();
    expect(schemaOf(settings)).toMatchObject({ properties: { list: { title: 'List', options: 'lists' } } });
  });

  test('what is not declared is not there', () => {
    const { connector } = loaded();
    expect(Object.keys(connector).sort()).toEqual(
      ['auth', 'baseUrl', 'category', 'description', 'docs', 'name', 'objects', 'settings', 'version'].sort(),
    );
  });
});
