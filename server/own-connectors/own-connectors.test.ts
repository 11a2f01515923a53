import { beforeAll, describe, expect, test } from 'vitest';
import type { DeclaredConnectorInput } from '#connectors/kit/declared.ts';
import { findConnector, getConnector } from '#server/catalog/get-connector.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { testApp } from '#server/runtime/test-app.ts';
import { api, consoleOf, type TestVendor, testVendor, textAt, within } from '#server/trpc/test-api.ts';
import { slugOf } from './own-connectors.ts';

const database = testDatabase();
const app = testApp();

let mine: TestVendor;
let theirs: TestVendor;
beforeAll(async () => {
  mine = await testVendor();
  theirs = await testVendor('Globex');
});

const request = { method: 'GET' as const, path: '/pets' };
const pets = (more: Partial<DeclaredConnectorInput> = {}): Record<string, unknown> => ({
  name: 'Pets',
  description: 'Pets of all kinds.',
  docs: 'https://pets.example/docs',
  auth: {
    kind: 'key',
    fields: {
      type: 'object',
      properties: { key: { type: 'string', title: 'Key', secret: true, minLength: 1 } },
      required: ['key'],
    },
    place: { headers: { 'x-api-key': '{{key}}' } },
  },
  baseUrl: app.origin(),
  check: { request: { method: 'GET', path: '/me' }, id: 'id', name: '{{name}}' },
  objects: {
    pet: {
      label: 'pets',
      row: { type: 'object', required: ['id'], properties: { name: { type: 'string' } } },
      key: 'id',
      list: { request, rows: '' },
    },
  },
  actions: {
    rename: {
      title: 'Rename a pet',
      effect: 'writes',
      input: { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } }, required: ['id'] },
      request: { method: 'POST', path: '/pets/{{input.id}}', json: { name: '{{input.name?}}' } },
    },
  },
  ...more,
});

const post = (path: string, body: unknown, vendor = mine) => api('POST', path, { key: vendor.key, body });

async function made(definition = pets(), name = 'Pets'): Promise<string> {
  const { status, body } = await post('/connectors', { name, definition });
  expect(status).toBe(200);
  return textAt(body, 'slug');
}

test('names become slugs that no connector of this house has', () => {
  expect(slugOf('Acme CRM!')).toBe('own-acme-crm');
  expect(slugOf('Café Nord')).toBe('own-cafe-nord');
  expect(slugOf('日本')).toBe('own-connector');
});

describe('drafts and versions', () => {
  test('a draft is nobody’s connector until it is published; then every caller has that version', async () => {
    const slug = await made();
    expect(await within(mine, (tx) => findConnector(tx, slug))).toBeUndefined();
    expect((await post(`/connectors/${slug}/publish`, { note: 'First' })).body).toEqual({ version: 1 });
    expect(await within(mine, (tx) => getConnector(tx, slug))).toMatchObject({ slug, connector: { name: 'Pets' } });

    const definition = pets({ name: 'Better pets' });
    await api('PUT', `/connectors/${slug}/draft`, { key: mine.key, body: { definition } });
    expect((await within(mine, (tx) => getConnector(tx, slug))).connector.name).toBe('Pets');
    expect((await post(`/connectors/${slug}/publish`, { note: 'Second' })).body).toEqual({ version: 2 });
    expect((await within(mine, (tx) => getConnector(tx, slug))).connector.name).toBe('Better pets');

    const { body } = await api('GET', `/connectors/${slug}`, { key: mine.key });
    expect(body).toMatchObject({
      published: 2,
      own: {
        isChanged: false,
        versions: [
          { version: 2, note: 'Second', published: true },
          { version: 1, note: 'First' },
        ],
      },
    });
    const first = await api('GET', `/connectors/${slug}/versions/1`, { key: mine.key });
    expect(first.body).toMatchObject({ definition: { name: 'Pets' } });
    const restored = await post(`/connectors/${slug}/versions/1/restore`, {});
    expect(restored.body).toMatchObject({ published: 2, own: { isChanged: true, draft: { name: 'Pets' } } });
  });

  test('what was written is found again in its order, and another’s work is not written over', async () => {
    const slug = await made({ zebra: 1, name: 'Z', apple: 2 }, 'Z');
    const { body } = await api('GET', `/connectors/${slug}`, { key: mine.key });
    expect(JSON.stringify(body)).toContain('{"zebra":1,"name":"Z","apple":2}');
    const basedOn = textAt(body, 'own', 'savedAt');
    const save = (definition: unknown) =>
      api('PUT', `/connectors/${slug}/draft`, { key: mine.key, body: { definition, basedOn } });
    expect((await save(pets())).status).toBe(200);
    expect((await save(pets())).body).toMatchObject({ error: { code: 'conflict', field: 'basedOn' } });
  });

  test('a member is named as the author', async () => {
    const console = await consoleOf(mine);
    const { slug } = await console.connectors.create({ name: 'By hand', definition: pets() });
    await console.connectors.publish({ slug, note: 'Hello' });
    expect((await console.connectors.get({ slug })).own).toMatchObject({
      savedBy: 'Olivia',
      versions: [{ author: 'Olivia', note: 'Hello' }],
    });
    const viewer = await consoleOf(mine, 'support');
    await expect(viewer.connectors.publish({ slug })).rejects.toMatchObject({ cause: { code: 'forbidden' } });
  });

  test('what an integration is made of stays', async () => {
    const slug = await made();
    await post(`/connectors/${slug}/publish`, {});
    const console = await consoleOf(mine);
    await console.integrations.create({ connector: slug, name: 'Pets', slug: 'pets', objects: ['pet'] });
    const { body } = await api('DELETE', `/connectors/${slug}`, { key: mine.key });
    expect(body).toMatchObject({ error: { code: 'conflict', message: expect.stringContaining('Pets') } });
    await database.sql('delete from integration where connector = $1', [slug]);
    expect((await api('DELETE', `/connectors/${slug}`, { key: mine.key })).status).toBe(200);
  });
});

test('another environment neither sees nor changes it', async () => {
  const slug = await made();
  await post(`/connectors/${slug}/publish`, {});
  expect(await within(theirs, (tx) => findConnector(tx, slug))).toBeUndefined();
  await expect(within(theirs, (tx) => getConnector(tx, slug))).rejects.toMatchObject({ code: 'not_found' });
  const calls: [string, string, unknown?][] = [
    ['GET', `/connectors/${slug}`],
    ['GET', `/connectors/${slug}/versions/1`],
    ['PUT', `/connectors/${slug}/draft`, { definition: pets() }],
    ['POST', `/connectors/${slug}/publish`, {}],
    ['POST', `/connectors/${slug}/versions/1/restore`, {}],
    ['POST', `/connectors/${slug}/test`, { what: { kind: 'check' }, as: { kind: 'typed', fields: { key: 'k' } } }],
    ['DELETE', `/connectors/${slug}`],
  ];
  for (const [method, path, body] of calls) {
    const answer = await api(method, path, { key: theirs.key, ...(body !== undefined && { body }) });
    expect([path, answer.status]).toEqual([path, 404]);
  }
  const list = await api('GET', '/connectors?kind=own', { key: theirs.key });
  expect(list.body).toMatchObject({ items: [], total: 0 });
});

test('the list is searched, counted by category and read page by page', async () => {
  await made(pets({ category: 'CRM' }), 'Listed');
  const all = await api('GET', '/connectors?limit=200&search=pets', { key: mine.key });
  expect(all.body).toMatchObject({ nextCursor: null });
  const first = await api('GET', '/connectors?limit=2&kind=folder', { key: mine.key });
  expect(textAt(first.body, 'nextCursor')).toBe(textAt(first.body, 'items', 1, 'slug'));
  const crm = await api('GET', '/connectors?kind=own&category=CRM', { key: mine.key });
  expect(crm.body).toMatchObject({ items: [{ slug: 'own-listed', category: 'CRM', published: null }], total: 1 });
});

describe('what is wrong with a definition', () => {
  const problems = async (definition: unknown) => {
    const { body } = await post('/connectors/check', { definition });
    return Object(body).problems.map((one: { path: string[]; message: string; severity: string }) => [
      one.path.join('.'),
      one.severity,
      one.message,
    ]);
  };

  test('nothing, of a good one', async () => {
    expect(await problems(pets())).toEqual([]);
  });

  test('each place, with words', async () => {
    expect(await problems({ ...pets(), auth: { kind: 'key', place: {} }, docs: 'x' })).toEqual([
      ['docs', 'error', expect.stringContaining('an address')],
      ['auth.fields', 'error', expect.any(String)],
    ]);
    const action = {
      title: 'T',
      effect: 'reads',
      input: { type: 'object', properties: { a: { $ref: '#/definitions/No' } } },
    };
    expect(
      await problems(
        pets({
          check: { request: { method: 'GET', path: '/{{nowhere}}' }, id: 'id', name: 'x' },
          actions: {
            one: { ...action, effect: 'reads', request: { method: 'GET', path: '/{{input.b}}/{{in put}}' } },
          },
          definitions: { A: { $ref: '#/definitions/B' }, B: { $ref: '#/definitions/A' } },
        }),
      ),
    ).toEqual([
      ['check.request.path', 'warning', 'Nobody gives a value for nowhere.'],
      ['actions.one.request.path', 'error', expect.stringContaining("can't be read")],
      ['actions.one.input.properties.a.$ref', 'error', expect.stringContaining('There is no #/definitions/No')],
      ['definitions.A.$ref', 'error', expect.stringContaining('leads back to itself')],
      ['definitions.B.$ref', 'error', expect.stringContaining('leads back to itself')],
    ]);
  });

  test('it can’t be published, and the error names the place', async () => {
    const slug = await made({ ...pets(), docs: 'x' });
    expect((await post(`/connectors/${slug}/publish`, {})).body).toMatchObject({
      error: { code: 'invalid', field: 'definition.docs' },
    });
  });
});

describe('a test of the draft', () => {
  const as = { kind: 'typed', fields: { key: 'sesame-42' } };

  test('shows the call without the secret, and the rows that do not fit', async () => {
    const slug = await made();
    app.play({
      request: 'GET /pets',
      json: [
        { id: 1, name: 'Rex' },
        { name: 3, note: 'sesame-42' },
      ],
    });
    const { body } = await post(`/connectors/${slug}/test`, { what: { kind: 'object', name: 'pet' }, as });
    expect(app.received[0]?.headers['x-api-key']).toBe('sesame-42');
    expect(JSON.stringify(body)).not.toContain('sesame-42');
    expect(body).toMatchObject({
      ok: false,
      calls: [{ method: 'GET', url: `${app.origin()}/pets`, status: 200 }],
      rowCount: 2,
      hasMore: false,
      problems: [
        { path: [1], message: 'has no id, which is its key' },
        { path: [1, 'id'], message: 'is missing' },
        { path: [1, 'name'], message: 'should be string, and is number' },
      ],
      error: null,
    });
    expect(await database.sql("select 1 from own_connector where draft::text like '%sesame%'")).toEqual([]);
  });

  test('tells what the app says, and what is missing', async () => {
    const slug = await made();
    app.play({ request: 'GET /me', status: 401, json: { message: 'Wrong key.' } });
    const refused = await post(`/connectors/${slug}/test`, { what: { kind: 'check' }, as });
    expect(refused.body).toMatchObject({
      ok: false,
      calls: [{ status: 401 }],
      error: { class: 'auth', message: expect.stringContaining('Wrong key.') },
    });
    const missing = await post(`/connectors/${slug}/test`, { what: { kind: 'check' }, as: { kind: 'typed' } });
    expect(missing.body).toMatchObject({ error: { field: 'as.fields.key' } });
  });

  test('runs an action of what is being written, which was not saved', async () => {
    const slug = await made(pets({ actions: {} }));
    app.play({ request: 'POST /pets/7', json: { done: true } });
    const what = { kind: 'action', name: 'rename', input: { id: '7', name: 'Bo' } };
    const { body } = await post(`/connectors/${slug}/test`, { definition: pets(), what, as });
    expect(body).toMatchObject({ ok: true, output: { done: true }, calls: [{ requestBody: '{"name":"Bo"}' }] });
  });
});

describe('an import', () => {
  const description = JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Toys', version: '1' },
    servers: [{ url: 'https://api.toys.example' }],
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-key' } } },
    security: [{ key: [] }],
    paths: {
      '/toys': {
        get: {
          operationId: 'listToys',
          responses: {
            200: {
              description: 'ok',
              content: {
                'application/json': {
                  schema: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } } } },
                },
              },
            },
          },
        },
      },
    },
  });

  test('of a text becomes a draft with its report', async () => {
    const { status, body } = await post('/connectors/import', { text: description });
    expect(status).toBe(200);
    expect(body).toMatchObject({ slug: 'own-toys', report: { operations: 1, actions: 1, objects: 1 } });
    const view = await api('GET', '/connectors/own-toys', { key: mine.key });
    expect(view.body).toMatchObject({ abilities: { objects: [{ label: 'toys' }] }, own: { versions: [] } });
  });

  test('of an address, and of one that gives none', async () => {
    app.play({ request: 'GET /openapi.json', text: description });
    const good = await post('/connectors/import', { url: `${app.origin()}/openapi.json` });
    expect(good.body).toMatchObject({ slug: expect.stringMatching(/^own-toys/) });
    app.play({ request: 'GET /none', status: 404, text: 'No.' });
    const bad = await post('/connectors/import', { url: `${app.origin()}/none` });
    expect(bad.body).toMatchObject({ error: { field: 'url', message: expect.stringContaining('404') } });
  });

  test('of something larger than other calls may send', async () => {
    const large = `${description.slice(0, -1)},"x-filler":"${'x'.repeat(2_000_000)}"}`;
    expect((await post('/connectors/import', { text: large })).status).toBe(200);
    expect((await api('POST', '/connectors/import', { key: 'sk_dev_nobody', body: { text: large } })).status).not.toBe(
      200,
    );
  });
});
