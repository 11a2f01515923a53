import { describe, expect, test } from 'vitest';
import { importDescription } from './import-description.ts';
import { readDescription } from './read-description.ts';

const info = { title: 'Pets', version: '2', description: 'All about **pets**. And more.' };
const servers = [{ url: 'https://api.pets.test/v1' }];
const made = (parts: object, source?: string) =>
  importDescription(readDescription(JSON.stringify({ openapi: '3.0.3', info, servers, paths: {}, ...parts })), {
    source,
  });
const json = (schema: object) => ({ content: { 'application/json': { schema } } });

describe('operations become actions', () => {
  test('parameters and body fields side by side, with the request that carries them', () => {
    const { definition } = made({
      paths: {
        '/shops/{shop-id}/pets': {
          post: {
            operationId: 'pets/create-for-shop',
            summary: 'Create a pet.',
            parameters: [
              { name: 'shop-id', in: 'path', required: true, schema: { type: 'string' } },
              { name: 'filter[age]', in: 'query', schema: { type: 'integer' } },
              { name: 'tags', in: 'query', explode: false, schema: { type: 'array', items: { type: 'string' } } },
              {
                name: 'created',
                in: 'query',
                style: 'deepObject',
                schema: { type: 'object', properties: { gte: { type: 'integer' } } },
              },
              { name: 'Pets-Version', in: 'header', required: true, schema: { type: 'string', enum: ['2026-01'] } },
              { name: 'Pets-Mode', in: 'header', required: true, schema: { type: 'string', default: 'fast' } },
              { name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } },
            ],
            requestBody: {
              required: true,
              ...json({
                type: 'object',
                required: ['name'],
                properties: {
                  id: { type: 'string', readOnly: true },
                  name: { type: 'string' },
                  age: { type: 'integer' },
                },
              }),
            },
            responses: { 201: json({ $ref: '#/components/schemas/Pet' }) },
          },
        },
      },
      components: {
        schemas: { Pet: { type: 'object', properties: { mother: { $ref: '#/components/schemas/Pet' } } } },
      },
    });
    expect(definition.actions?.petsCreateForShop).toEqual({
      title: 'Create a pet',
      input: {
        type: 'object',
        properties: {
          'shop-id': { type: 'string' },
          filter_age: { title: 'filter[age]', type: 'integer' },
          tags: { type: 'array', items: { type: 'string' } },
          created: { type: 'object', properties: { gte: { type: 'integer' } } },
          'Pets-Mode': { type: 'string', default: 'fast' },
          name: { type: 'string' },
          age: { type: 'integer' },
        },
        required: ['shop-id', 'name'],
        additionalProperties: false,
      },
      output: { $ref: '#/definitions/Pet' },
      effect: 'writes',
      repeat: 'key',
      idempotencyHeader: 'Idempotency-Key',
      request: {
        method: 'POST',
        path: '/shops/{{input.shop-id}}/pets',
        query: {
          'filter[age]': '{{input.filter_age?}}',
          tags: { value: '{{input.tags?}}', style: 'comma' },
          created: { value: '{{input.created?}}', style: 'deep' },
        },
        headers: { 'Pets-Version': '2026-01', 'Pets-Mode': "{{input.Pets-Mode || 'fast'}}" },
        json: { name: '{{input.name}}', age: '{{input.age?}}' },
      },
    });
    expect(definition.definitions).toEqual({
      Pet: { type: 'object', properties: { mother: { $ref: '#/definitions/Pet' } } },
    });
  });

  test.each([
    ['Idempotency-Key', 'key'],
    ['x-idempotencykey', 'key'],
    ['Pets-Request-Id', 'key'],
    ['X-Request-Id', 'none'],
    ['Client-Request-Id', 'none'],
    ['x-ms-client-request-id', 'none'],
  ])('a header that makes a repetition harmless is known by its name: %s', (name, repeat) => {
    const parameters = [{ name, in: 'header', schema: { type: 'string' } }];
    const { definition } = made({ paths: { '/pets': { post: { operationId: 'make', parameters, responses: {} } } } });
    expect(definition.actions?.make?.repeat ?? 'none').toBe(repeat);
  });

  test('a body whose fields are those of parameters, or are not all known, is one field', () => {
    const body = (schema: object) => ({ requestBody: { required: true, ...json(schema) }, responses: {} });
    const { definition } = made({
      paths: {
        '/a/{id}': {
          put: {
            operationId: 'collides',
            parameters: [{ name: 'id', in: 'path', required: true, schema: {} }],
            ...body({ properties: { id: {} } }),
          },
        },
        '/b': {
          post: { operationId: 'open', ...body({ type: 'object', properties: { a: {} }, additionalProperties: true }) },
        },
        '/c': { post: { operationId: 'list', ...body({ type: 'array', items: {} }) } },
      },
    });
    const { collides, open, list } = definition.actions ?? {};
    expect([collides, open, list].map((action) => action?.request.json)).toEqual([
      '{{input.body}}',
      '{{input.body}}',
      '{{input.body}}',
    ]);
    expect(collides?.input.required).toEqual(['id', 'body']);
  });

  test('forms, files, texts and answers that are no JSON', () => {
    const { definition } = made({
      paths: {
        '/form': {
          post: {
            operationId: 'form',
            requestBody: {
              required: true,
              content: { 'application/x-www-form-urlencoded': { schema: { type: 'object', properties: { a: {} } } } },
            },
            responses: {},
          },
        },
        '/file': {
          post: {
            operationId: 'file',
            requestBody: {
              required: true,
              content: {
                'multipart/form-data': {
                  schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' }, name: {} } },
                },
              },
            },
            responses: { 200: { content: { 'application/pdf': {} } } },
          },
        },
        '/text': {
          post: {
            operationId: 'text',
            requestBody: { required: true, content: { 'text/csv': {} } },
            responses: { 200: { content: { 'text/plain': {} } } },
          },
        },
      },
    });
    const { form, file, text } = definition.actions ?? {};
    expect(form?.request.form).toEqual({ a: '{{input.a?}}' });
    expect(file?.request).toMatchObject({
      answer: 'bytes',
      headers: { accept: 'application/pdf' },
      multipart: [{ name: 'file', filename: 'file' }, { name: 'name' }],
    });
    expect(text?.request).toMatchObject({ text: '{{input.body}}', contentType: 'text/csv', answer: 'text' });
  });

  test('what can’t be an action is listed; names are made unique', () => {
    const { definition, report } = made({
      paths: {
        '/a': { trace: { operationId: 'a' } },
        '/b': { get: { operationId: 'get-b' } },
        '/c': { get: { operationId: 'getB' } },
      },
    });
    expect(Object.keys(definition.actions ?? {})).toEqual(['getB', 'getB2']);
    expect(report).toMatchObject({
      operations: 3,
      actions: 2,
      notUnderstood: [{ kind: 'operation', place: '/paths/~1a/trace' }],
    });
  });
});

describe('security schemes become ways in', () => {
  const withSchemes = (securitySchemes: object, more: object = {}) =>
    made({ components: { securitySchemes }, ...more }).definition;

  test('keys, basic, bearer, certificate', () => {
    expect(withSchemes({ k: { type: 'apiKey', in: 'query', name: 'key' } }).auth).toMatchObject({
      kind: 'key',
      place: { query: { key: '{{apiKey}}' } },
    });
    expect(withSchemes({ k: { type: 'apiKey', in: 'cookie', name: 'sid' } }).auth).toMatchObject({
      kind: 'key',
      place: { cookies: { sid: '{{sid}}' } },
    });
    expect(withSchemes({ k: { type: 'http', scheme: 'basic' } }).auth).toMatchObject({
      kind: 'key',
      place: { basic: { user: '{{username}}', password: '{{password?}}' } },
    });
    expect(withSchemes({ k: { type: 'http', scheme: 'bearer' } }).auth).toMatchObject({
      place: { headers: { authorization: 'Bearer {{token}}' } },
    });
    expect(withSchemes({ k: { type: 'mutualTLS' } }).auth).toMatchObject({ kind: 'certificate' });
    expect(
      withSchemes({ k: { type: 'apiKey', in: 'header', name: 'Authorization', description: 'Write `Bot TOKEN`.' } })
        .auth,
    ).toMatchObject({ place: { headers: { Authorization: 'Bot {{apiKey}}' } } });
  });

  test('the flows of OAuth 2, with addresses joined to the server', () => {
    const flows = {
      authorizationCode: {
        authorizationUrl: '/authorize',
        tokenUrl: '/token',
        scopes: { read: 'Read pets', write: 'Write pets' },
      },
      clientCredentials: { tokenUrl: 'https://login.pets.test/token', scopes: {} },
      implicit: { authorizationUrl: '/authorize', scopes: {} },
    };
    const get = { security: [{ o: ['read'] }], responses: {} };
    const { auth, accountTypes } = withSchemes({ o: { type: 'oauth2', flows } }, { paths: { '/pets': { get } } });
    expect(auth).toMatchObject({
      kind: 'oauth2',
      authorizeUrl: 'https://api.pets.test/authorize',
      tokenUrl: 'https://api.pets.test/token',
      scopes: ['read'],
      scopeWords: { write: 'Write pets' },
    });
    expect(accountTypes?.client?.auth).toMatchObject({
      kind: 'token',
      steps: [{ url: 'https://login.pets.test/token', form: { grant_type: 'client_credentials' } }],
    });
    const openId = withSchemes({
      o: { type: 'openIdConnect', openIdConnectUrl: 'https://id.pets.test/.well-known/openid-configuration' },
    });
    expect(openId.auth).toMatchObject({ kind: 'oauth2', discover: 'https://id.pets.test' });
  });

  test('two keys that are needed together are one form; nothing known is none', () => {
    const both = {
      a: { type: 'apiKey', in: 'header', name: 'X-App' },
      b: { type: 'apiKey', in: 'header', name: 'X-Key' },
    };
    const auth = withSchemes(both, { security: [{ a: [], b: [] }] }).auth;
    expect(auth).toMatchObject({ place: { headers: { 'X-App': '{{apiKey}}', 'X-Key': '{{apiKey2}}' } } });
    expect(made({}).definition.auth).toEqual({ kind: 'none' });
    const odd = made({ components: { securitySchemes: { h: { type: 'http', scheme: 'hoba' } } } });
    expect(odd.report.notUnderstood[0]).toMatchObject({ place: '/components/securitySchemes/h' });
  });
});

describe('addresses', () => {
  test('places are asked for; a host that stands for the customer’s own is, too; several are account types', () => {
    const places = made({
      servers: [
        {
          url: 'https://{shop}.pets.test/{version}',
          variables: { shop: { default: 'yourshop' }, version: { default: 'v3', enum: ['v2', 'v3'] } },
        },
      ],
    });
    expect(places.definition).toMatchObject({
      baseUrl: "https://{{shop}}.pets.test/{{version || 'v3'}}",
      before: { required: ['shop'] },
    });
    expect(made({ servers: [{ url: 'https://your-domain.pets.com/api' }] }).definition).toMatchObject({
      baseUrl: '{{address}}/api',
      before: { required: ['address'] },
    });
    expect(made({ servers: [] }).definition.baseUrl).toBe('{{address}}');
    expect(made({ servers: [{ url: '/api' }] }, 'https://pets.com/openapi.json').definition.baseUrl).toBe(
      'https://pets.com/api',
    );
    const several = made({
      servers: [{ url: 'https://api.pets.com', description: 'production' }, { url: 'https://sandbox.pets.com' }],
    });
    expect(several.definition).toMatchObject({
      baseUrl: '{{server}}',
      accountTypes: {
        apiPets: { label: 'Production', values: { server: 'https://api.pets.com' } },
        sandboxPets: { label: 'Sandbox (sandbox.pets.com)' },
      },
    });
  });
});

describe('lists become objects, with pager and key guessed', () => {
  const row = { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } };
  const list = { type: 'array', items: row };
  const query = (...names: string[]) =>
    names.map((name) => ({
      name,
      in: 'query',
      schema: { type: name === 'limit' ? 'integer' : 'string', ...(name === 'limit' && { maximum: 250 }) },
    }));
  const size = { parameter: 'limit', value: 250 };
  const pagerOf = (parameters: object[], schema: object, headers: object = {}) => {
    const get = { parameters, responses: { 200: { ...json(schema), headers } } };
    return made({ paths: { '/v1/pets': { get } } }).definition.objects?.pets;
  };

  test.each([
    [
      'cursor',
      query('cursor', 'limit'),
      {
        properties: {
          data: list,
          paging: { type: 'object', properties: { next_cursor: { type: 'string' } } },
          has_more: { type: 'boolean' },
        },
      },
      { kind: 'cursor', parameter: 'cursor', size, from: 'paging.next_cursor', more: 'has_more' },
    ],
    [
      'token',
      query('pageToken'),
      { properties: { pets: list, nextPageToken: { type: 'string' } } },
      { kind: 'cursor', parameter: 'pageToken', from: 'nextPageToken' },
    ],
    [
      'keyset',
      query('starting_after', 'limit'),
      { properties: { data: list, has_more: { type: 'boolean' } } },
      { kind: 'keyset', parameter: 'starting_after', field: 'id', size, more: 'has_more' },
    ],
    [
      'page',
      query('page', 'limit'),
      { properties: { items: list, total_pages: { type: 'integer' } } },
      { kind: 'page', parameter: 'page', size, pages: 'total_pages' },
    ],
    [
      'offset',
      query('offset', 'limit'),
      { properties: { results: list, total: { type: 'integer' } } },
      { kind: 'offset', parameter: 'offset', size, total: 'total' },
    ],
    [
      'link in the answer',
      query(),
      { properties: { value: list, '@odata.nextLink': { type: 'string' } } },
      { kind: 'link', from: "['@odata.nextLink']" },
    ],
    ['none', query(), { properties: { data: list } }, { kind: 'none' }],
  ])('%s', (_, parameters, schema, pager) => {
    expect(pagerOf(parameters, { type: 'object', ...schema })?.list.pager).toEqual(pager);
  });

  test('link header, cursor header, and a list that is the answer itself', () => {
    const linked = pagerOf(query('page', 'limit'), list, { Link: {} });
    expect(linked).toMatchObject({ label: 'pets', key: 'id', list: { rows: '', pager: { kind: 'link', size } } });
    expect(pagerOf(query('cursor'), list, { 'X-Next-Cursor': {} })?.list.pager).toEqual({
      kind: 'cursor-header',
      parameter: 'cursor',
      header: 'X-Next-Cursor',
    });
  });

  test('a list for each of something else, and rows without a key, are listed as not understood', () => {
    const get = { responses: { 200: json(list) } };
    const keyless = {
      responses: { 200: json({ type: 'array', items: { type: 'object', properties: { at: { type: 'string' } } } }) },
    };
    const { definition, report } = made({
      paths: {
        '/shops/{id}/pets': { get: { ...get, parameters: [{ name: 'id', in: 'path', required: true, schema: {} }] } },
        '/logs': { get: keyless },
      },
    });
    expect(definition.objects).toEqual({});
    expect(report.notUnderstood.map(({ kind, place }) => [kind, place])).toEqual([
      ['object', '/paths/~1shops~1{id}~1pets/get'],
      ['object', '/paths/~1logs/get'],
    ]);
  });
});
