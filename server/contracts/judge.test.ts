import { describe, expect, test } from 'vitest';
import { readDescription } from '../openapi/read-description.ts';
import { exampleAnswer } from './example-answer.ts';
import { judge } from './judge.ts';
import type { JudgedRequest } from './verdict.ts';

const pet = {
  type: 'object',
  required: ['id', 'name'],
  properties: {
    id: { type: 'string', readOnly: true },
    name: { type: 'string', maxLength: 20 },
    age: { type: 'integer', nullable: true },
    owner: { type: 'object', properties: { email: { type: 'string' } } },
    extra: { type: 'object', additionalProperties: true },
  },
};

const description = readDescription(
  JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Pets', version: '1' },
    security: [{ key: [] }],
    paths: {
      '/pets': {
        get: {
          parameters: [
            { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } },
            {
              name: 'created',
              in: 'query',
              style: 'deepObject',
              schema: { type: 'object', properties: { gte: { type: 'integer' } } },
            },
            { name: 'Pets-Version', in: 'header', required: true, schema: { type: 'string', enum: ['2026-01'] } },
          ],
          responses: {
            200: {
              content: {
                'application/json': { schema: { type: 'array', items: pet }, example: [{ id: 'p1', name: 'Rex' }] },
              },
            },
          },
        },
        post: {
          requestBody: { required: true, content: { 'application/json': { schema: pet } } },
          responses: { 201: { content: { 'application/json': { schema: pet, example: { id: 1 } } } } },
        },
      },
      '/pets/{id}': {
        patch: {
          requestBody: { content: { 'application/x-www-form-urlencoded': { schema: pet } } },
          responses: { 204: {} },
        },
        put: {
          requestBody: {
            content: {
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  required: ['photo'],
                  properties: { photo: { type: 'string', format: 'binary' }, sort: { type: 'integer' } },
                },
              },
            },
          },
          responses: {},
        },
      },
      '/pets/count': { get: { security: [], responses: {} } },
    },
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  }),
);

const list = { method: 'GET', path: '/pets', headers: { 'x-key': 'k', 'pets-version': '2026-01' } };
const create = { method: 'POST', path: '/pets', headers: { 'x-key': 'k', 'content-type': 'application/json' } };
const change = {
  method: 'PATCH',
  path: '/pets/p1',
  headers: { 'x-key': 'k', 'content-type': 'application/x-www-form-urlencoded' },
};

function verdict(request: Omit<JudgedRequest, 'query'> & { query?: string }): string {
  const { query = '', ...rest } = request;
  const found = judge(description, { ...rest, query: new URLSearchParams(query) });
  return found.ok ? found.operation : `${found.refused}: ${found.reasons.join('; ')}`;
}
const sent = (body: unknown) => verdict({ ...create, body: JSON.stringify(body) });

describe('what the description names is right', () => {
  test.each([
    ['a list', verdict({ ...list, query: 'limit=5&created[gte]=1' }), 'GET /pets'],
    ['a body without what the app alone writes', sent({ name: 'Rex', age: null, extra: { any: 1 } }), 'POST /pets'],
    ['a form, its numbers as text', verdict({ ...change, body: 'name=Rex&age=3&owner[email]=a' }), 'PATCH /pets/{id}'],
    [
      'a path that is written out wins',
      verdict({ method: 'GET', path: '/pets/count', headers: {} }),
      'GET /pets/count',
    ],
    [
      'parts',
      verdict({
        ...change,
        method: 'PUT',
        headers: { 'x-key': 'k', 'content-type': 'multipart/form-data; boundary=b' },
        body: '--b\r\nContent-Disposition: form-data; name="photo"; filename="p"\r\n\r\nbytes\r\n--b--\r\n',
      }),
      'PUT /pets/{id}',
    ],
  ])('%s', (_, found, operation) => expect(found).toBe(operation));
});

describe('one thing that is wrong is refused', () => {
  test.each([
    ['a path', verdict({ ...list, path: '/pet' }), 'path: the description has no path /pet'],
    ['a path with more behind it', verdict({ ...list, path: '/pets/p1/x' }), 'path: '],
    ['a method', verdict({ ...list, method: 'DELETE' }), 'method: /pets takes GET, POST and no DELETE'],
    ['no credential', verdict({ ...list, headers: { 'pets-version': '2026-01' } }), 'auth: it needs key'],
    [
      'a content type',
      verdict({ ...create, headers: { 'x-key': 'k', 'content-type': 'text/plain' }, body: '{}' }),
      'content-type: ',
    ],
    ['a missing header', verdict({ ...list, headers: { 'x-key': 'k' } }), 'request: header.Pets-Version is required'],
    [
      'a header with another value',
      verdict({ ...list, headers: { ...list.headers, 'pets-version': '2025' } }),
      'request: header.Pets-Version',
    ],
    [
      'a misspelt parameter',
      verdict({ ...list, query: 'limits=5' }),
      'request: query.limits is not in the description',
    ],
    ['a parameter of another type', verdict({ ...list, query: 'limit=many' }), 'request: query.limit'],
    ['a parameter out of its range', verdict({ ...list, query: 'limit=101' }), 'request: query.limit'],
    [
      'a misspelt field in an object of the query',
      verdict({ ...list, query: 'created[gt]=1' }),
      'request: query.created/gt is not in the description',
    ],
    ['no body', verdict(create), 'request: body is required'],
    ['a body that nobody reads', verdict({ ...list, body: '{}' }), 'request: there is a body'],
    ['broken JSON', verdict({ ...create, body: '{' }), 'request: body is no JSON'],
    ['a missing field', sent({ age: 1 }), 'request: body'],
    ['a misspelt field', sent({ name: 'Rex', agee: 1 }), 'request: body/agee is not in the description'],
    [
      'a misspelt field further in',
      sent({ name: 'Rex', owner: { mail: 'a' } }),
      'request: body/owner/mail is not in the description',
    ],
    ['a field of another type', sent({ name: 7 }), 'request: body/name'],
    ['a text that is too long', sent({ name: 'x'.repeat(21) }), 'request: body/name'],
    [
      'a misspelt field of a form',
      verdict({ ...change, body: 'name=Rex&agee=1' }),
      'request: body/agee is not in the description',
    ],
    ['a number of a form that is none', verdict({ ...change, body: 'name=Rex&age=old' }), 'request: body/age'],
    [
      'a missing part',
      verdict({
        ...change,
        method: 'PUT',
        headers: { 'x-key': 'k', 'content-type': 'multipart/form-data; boundary=b' },
        body: '--b\r\nContent-Disposition: form-data; name="sort"\r\n\r\n1\r\n--b--\r\n',
      }),
      'request: body',
    ],
  ])('%s', (_, found, refusal) => expect(found.slice(0, refusal.length)).toBe(refusal));
});

describe('an example answer', () => {
  const operation = (name: string) => {
    const found = description.operations.find(({ id }) => id === name);
    if (found === undefined) throw new Error(name);
    return exampleAnswer(description, found);
  };
  test('is the maker’s where it is right by the maker’s schema', () => {
    expect(operation('GET /pets')).toMatchObject({ status: 200, from: 'example', body: [{ id: 'p1', name: 'Rex' }] });
  });
  test('is made from the schema where not', () => {
    expect(operation('POST /pets')).toMatchObject({
      status: 201,
      from: 'generated',
      isValid: true,
      body: { id: 'text', name: 'text' },
    });
    expect(operation('PATCH /pets/{id}')).toMatchObject({ status: 204, from: 'nothing', body: undefined });
  });
});
