import { describe, expect, test } from 'vitest';
import { largeDescription } from './large-description.fixture.ts';
import { readDescription } from './read-description.ts';

const read = (document: unknown) => readDescription(JSON.stringify(document));
const info = { title: 'Pets', version: '2' };

describe('each dialect becomes the same model', () => {
  test('OpenAPI 3.0: nullable, exclusive limits and references', () => {
    const description = read({
      openapi: '3.0.3',
      info,
      servers: [{ url: 'https://{shop}.pets.example/v1', variables: { shop: { default: 'acme' } } }],
      paths: {
        '/pets/{id}': {
          parameters: [{ $ref: '#/components/parameters/Id' }],
          get: {
            operationId: 'getPet',
            responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } } },
          },
        },
      },
      components: {
        parameters: { Id: { name: 'id', in: 'path', required: true, schema: { type: 'integer' } } },
        schemas: {
          Pet: {
            type: 'object',
            properties: {
              name: { type: 'string', nullable: true },
              age: { type: 'number', minimum: 0, exclusiveMinimum: true },
            },
          },
        },
      },
    });
    expect(description).toMatchObject({ dialect: 'OpenAPI 3.0', title: 'Pets', version: '2', problems: [] });
    expect(description.operations[0]).toMatchObject({
      id: 'getPet',
      method: 'GET',
      path: '/pets/{id}',
      place: '/paths/~1pets~1{id}/get',
    });
    expect(description.operations[0]?.parameters[0]).toMatchObject({
      in: 'path',
      name: 'id',
      required: true,
      schema: { type: 'integer' },
    });
    expect(description.schemas.Pet).toEqual({
      type: 'object',
      properties: { name: { type: ['string', 'null'] }, age: { type: 'number', exclusiveMinimum: 0 } },
    });
  });

  test('OpenAPI 3.1 in YAML, with what stands beside a reference', () => {
    const description = readDescription(
      `openapi: 3.1.0
info: { title: Pets, version: 2026-11-21 }
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Pet', description: The pet. }
      responses: { '201': { description: Made } }
components:
  schemas:
    Pet: { type: [object, 'null'], properties: { id: { const: 1 } } }
`,
    );
    expect(description).toMatchObject({ dialect: 'OpenAPI 3.1', version: '2026-11-21' });
    const [operation] = description.operations;
    expect(operation?.id).toBe('POST /pets');
    expect(operation?.body?.contents[0]?.schema).toEqual({ $ref: '#/$defs/Pet', description: 'The pet.' });
    expect(description.schemas.Pet).toEqual({ type: ['object', 'null'], properties: { id: { const: 1 } } });
  });

  test('Swagger 2: body, form, collection formats, consumes', () => {
    const description = read({
      swagger: '2.0',
      info,
      host: 'api.pets.example',
      basePath: '/v2',
      consumes: ['application/json'],
      paths: {
        '/pets': {
          post: {
            parameters: [{ in: 'body', name: 'pet', required: true, schema: { $ref: '#/definitions/Pet' } }],
            responses: {},
          },
          get: {
            parameters: [
              { in: 'query', name: 'tags', type: 'array', items: { type: 'string' }, collectionFormat: 'csv' },
            ],
            responses: { 200: { schema: { type: 'array', items: { $ref: '#/definitions/Pet' } } } },
          },
          put: {
            consumes: ['multipart/form-data'],
            parameters: [{ in: 'formData', name: 'photo', type: 'file', required: true }],
            responses: {},
          },
        },
      },
      definitions: { Pet: { type: 'object', 'x-nullable': true } },
    });
    const [get, put, post] = description.operations;
    expect(description.servers[0]?.url).toBe('https://api.pets.example/v2');
    expect(get?.parameters[0]).toMatchObject({ style: 'form', explode: false, schema: { type: 'array' } });
    expect(get?.answers[0]?.contents[0]).toMatchObject({ type: 'application/json', schema: { type: 'array' } });
    expect(put?.body?.contents[0]).toMatchObject({ type: 'multipart/form-data', schema: { required: ['photo'] } });
    expect(post?.body).toMatchObject({
      required: true,
      contents: [{ type: 'application/json', schema: { $ref: '#/$defs/Pet' } }],
    });
  });

  test('Google Discovery: nested resources, {+name} by its flat path, repeated parameters', () => {
    const description = read({
      kind: 'discovery#restDescription',
      title: 'Pets',
      version: 'v1',
      rootUrl: 'https://pets.googleapis.com/',
      servicePath: 'v1/',
      auth: { oauth2: { scopes: { 'https://www.googleapis.com/auth/pets': { description: 'See pets' } } } },
      parameters: { fields: { type: 'string', location: 'query' } },
      schemas: {
        Pet: { id: 'Pet', type: 'object', properties: { name: { type: 'string' }, mother: { $ref: 'Pet' } } },
      },
      resources: {
        shops: {
          resources: {
            pets: {
              methods: {
                patch: {
                  id: 'pets.patch',
                  httpMethod: 'PATCH',
                  path: '{+name}',
                  flatPath: 'shops/{shopsId}/pets/{petsId}',
                  parameters: {
                    name: { type: 'string', location: 'path', required: true },
                    mask: { type: 'string', location: 'query', repeated: true },
                  },
                  request: { $ref: 'Pet' },
                  response: { $ref: 'Pet' },
                  scopes: ['https://www.googleapis.com/auth/pets'],
                },
              },
            },
          },
        },
      },
    });
    const [operation] = description.operations;
    expect(description.servers[0]?.url).toBe('https://pets.googleapis.com/v1/');
    expect(operation).toMatchObject({
      id: 'pets.patch',
      path: '/shops/{shopsId}/pets/{petsId}',
      place: '/resources/shops/resources/pets/methods/patch',
    });
    expect(operation?.parameters.map(({ name }) => name)).toEqual(['shopsId', 'petsId', 'fields', 'mask']);
    expect(operation?.parameters.at(-1)?.schema).toMatchObject({ type: 'array' });
    expect(description.schemas.Pet).toMatchObject({ properties: { mother: { $ref: '#/$defs/Pet' } } });
  });
});

describe('what is broken is named with its place, and the rest is read', () => {
  test('references to nowhere and to other files, parameters without a name, a schema that is none', () => {
    const description = read({
      openapi: '3.0.0',
      info,
      paths: {
        '/a/{id}': {
          get: {
            parameters: [{ $ref: '#/components/parameters/None' }, { in: 'query' }, 7],
            responses: { 200: { content: { 'application/json': { schema: { $ref: 'other.yaml#/Pet' } } } } },
          },
          post: 'broken',
        },
        '/b': {
          get: {
            responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Gone' } } } } },
          },
        },
      },
    });
    expect(description.operations.map(({ id }) => id)).toEqual(['GET /a/{id}', 'GET /b']);
    expect(description.problems.map(({ place }) => place)).toEqual([
      '/paths/~1a~1{id}/get/parameters/0/$ref',
      '/paths/~1a~1{id}/get/parameters/2',
      '/paths/~1a~1{id}/get/parameters/1',
      '/paths/~1a~1{id}/get',
      '/paths/~1a~1{id}/get/responses/200/content/application~1json/schema/$ref',
      '/paths/~1a~1{id}/post',
      '/paths/~1b/get/responses/200/content/application~1json/schema/$ref',
    ]);
  });

  test('a schema that is all of itself is cut; one that leads to itself by a property is kept', () => {
    const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    const description = read({
      openapi: '3.1.0',
      info,
      paths: { '/a': { get: { responses: { 200: { content: { 'application/json': { schema: ref('A') } } } } } } },
      components: {
        schemas: {
          A: { allOf: [ref('B')], properties: { tree: ref('Tree') } },
          B: { oneOf: [ref('A'), { type: 'string' }] },
          Tree: { type: 'object', properties: { children: { type: 'array', items: ref('Tree') } } },
        },
      },
    });
    expect(description.problems).toHaveLength(1);
    expect(description.problems[0]?.reason).toContain('made of itself');
    expect(description.schemas.Tree).toEqual({
      type: 'object',
      properties: { children: { type: 'array', items: { $ref: '#/$defs/Tree' } } },
    });
  });

  test('a pattern that could run for years is left out', () => {
    const schema = { type: 'string', pattern: '^(a+)+$' };
    const body = { content: { 'application/json': { schema } } };
    const description = read({
      openapi: '3.0.0',
      info,
      paths: { '/a': { post: { requestBody: body, responses: {} } } },
    });
    expect(description.operations[0]?.body?.contents[0]?.schema).toEqual({ type: 'string' });
    expect(description.problems[0]?.place).toMatch(/schema\/pattern$/);
  });

  test('names of the language’s own inside are nothing but names', () => {
    const description = readDescription(
      `{"openapi":"3.0.0","info":{"title":"P","version":"1"},"paths":{"__proto__":{"get":{}},"/a":{"get":{"responses":{"200":{"content":{"application/json":{"schema":{"properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}}}}}}}}}}}`,
    );
    expect(description.operations).toHaveLength(1);
    expect(({} as Record<string, unknown>).get).toBeUndefined();
  });

  test('a schema nested a thousand levels deep is cut', () => {
    let schema: unknown = { type: 'string' };
    for (let level = 0; level < 1_000; level++) schema = { type: 'array', items: schema };
    const body = { content: { 'application/json': { schema } } };
    const { problems } = read({
      openapi: '3.0.0',
      info,
      paths: { '/a': { post: { requestBody: body, responses: {} } } },
    });
    expect(problems[0]?.reason).toContain('60 levels');
  });

  test('10,000 operations are read', () => {
    expect(readDescription(largeDescription(10_000, 1)).operations).toHaveLength(10_000);
  });
});

describe('what is no description says what it is', () => {
  test.each([
    ['', 'This file is empty.'],
    ['<!doctype html><html></html>', 'This is a web page'],
    ['<?xml version="1.0"?><wsdl/>', 'This is XML'],
    ['[1, 2]', 'a list or a single value'],
    ['hello', 'a list or a single value'],
    ['{"openapi": "3.0.0",, }', 'line 1'],
    ['a: [1', 'line 1'],
    ['{"swagger": "1.2"}', 'of version 1.2'],
    ['{"asyncapi": "2.0.0"}', 'AsyncAPI'],
    ['{"info": {"schema": "https://schema.getpostman.com/x"}}', 'Postman'],
    ['type Query {\n  pets: [Pet]\n}', 'GraphQL'],
    ['{"data": {"__schema": {}}}', 'GraphQL'],
    ['{"type": "object", "properties": {}}', 'JSON Schema'],
    ['{"name": "pets"}', 'neither "openapi"'],
  ])('%s', (text, words) => {
    expect(() => readDescription(text)).toThrow(words);
  });

  test('a YAML bomb and bytes that are no text', () => {
    const lines = Array.from(
      { length: 12 },
      (_, level) => `l${level + 1}: &l${level + 1} [${Array(10).fill(`*l${level}`).join(', ')}]`,
    );
    expect(() => readDescription(`l0: &l0 x\n${lines.join('\n')}`)).toThrow("can't be unfolded");
    expect(() => readDescription(Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]))).toThrow('no text in UTF-8');
  });
});
