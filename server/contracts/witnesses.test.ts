import { describe, expect, test } from 'vitest';
import { readDescription } from '../openapi/read-description.ts';
import { graphWitness } from './csdl-witness.ts';
import { graphqlWitness } from './graphql-witness.ts';
import { judge } from './judge.ts';
import { lastPage } from './last-page.ts';
import { asRpc } from './rpc.ts';
import type { JudgedRequest } from './verdict.ts';
import type { Witness } from './witness.ts';

function said(witness: Witness, request: Partial<JudgedRequest> & { json?: unknown; search?: string }): string {
  const { json, search = '', ...rest } = request;
  const headers = { authorization: 'Bearer t', 'content-type': 'application/json', ...request.headers };
  const body = json === undefined ? {} : { body: JSON.stringify(json) };
  const heard = witness.hear?.({
    method: 'GET',
    path: '/',
    query: new URLSearchParams(search),
    ...body,
    ...rest,
    headers,
  });
  if (heard === undefined) return 'nothing';
  return heard.verdict.ok ? heard.verdict.operation : `${heard.verdict.refused}: ${heard.verdict.reasons.join('; ')}`;
}

describe('GraphQL', () => {
  const schema = `
    type Query { pets(first: Int!, after: String): PetConnection! }
    type Mutation { petCreate(input: PetInput!): PetPayload }
    input PetInput { name: String! age: Int }
    type Pet { id: ID! name: String! }
    type PetConnection { nodes: [Pet!]! pageInfo: PageInfo! }
    type PageInfo { hasNextPage: Boolean! endCursor: String }
    type PetPayload { pet: Pet userErrors: [UserError!]! }
    type UserError { message: String! }`;
  const witness = graphqlWitness({
    name: 'pets',
    url: 'https://pets.test/graphql',
    schema,
    keys: ['gid://pets/Pet/7'],
  });
  const ask = (query: string, variables?: unknown, more: object = {}) =>
    said(witness, { method: 'POST', json: { query, variables }, ...more });
  const list = 'query ($n: Int!) { pets(first: $n) { nodes { id name } pageInfo { hasNextPage endCursor } } }';

  test('a document and its variables are held against the schema', () => {
    expect(ask(list, { n: 5 })).toBe('query pets');
    expect(ask(list.replace('name', 'nam'), { n: 5 })).toContain('Cannot query field "nam"');
    expect(ask(list, {})).toContain('"$n" of required type "Int!" was not provided');
    expect(ask(list, { n: 'many' })).toContain('request: ');
    expect(ask(list, { n: 5, m: 1 })).toContain('$m is declared nowhere');
    expect(
      ask('mutation ($i: PetInput!) { petCreate(input: $i) { pet { id } userErrors { message } } }', {
        i: { nam: 'Rex' },
      }),
    ).toContain('nam');
    expect(ask('{ pets(')).toContain('Syntax Error');
    expect(ask(list, { n: 5 }, { method: 'GET' })).toContain('method');
    expect(ask(list, { n: 5 }, { headers: { 'content-type': 'text/plain' } })).toContain('content-type');
  });

  test('the answer has every field that was asked for, ids as the app writes them, and ends', () => {
    const body = JSON.stringify({ query: list, variables: { n: 1 } });
    const heard = witness.hear?.({
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(heard?.answer.body).toMatchObject({
      data: { pets: { nodes: [{ id: 'gid://pets/Pet/1', name: 'text' }], pageInfo: { hasNextPage: false } } },
    });
  });
});

describe('an OData model', () => {
  const csdl = JSON.stringify({
    enums: { importance: ['low', 'high'] },
    complex: { itemBody: { properties: { content: 'Edm.String' } } },
    entities: {
      user: { open: true, properties: { displayName: 'Edm.String' }, navigation: { messages: 'Collection(message)' } },
      message: {
        properties: { subject: 'Edm.String', importance: 'importance', body: 'itemBody', isRead: 'Edm.Boolean' },
      },
    },
    entitySets: { users: 'user' },
    singletons: { me: 'user' },
  });
  const witness = graphWitness({ name: 'graph', url: 'https://graph.test/v1.0', csdl });

  test('paths, options and bodies by the names of the model', () => {
    expect(said(witness, { path: '/me/messages', search: '$select=subject,isRead&$top=5' })).toBe('GET /me/messages');
    expect(said(witness, { path: '/users/u1/messages/m1' })).toBe('GET /users/{id}/messages/{id}');
    expect(said(witness, { path: '/me/mesages' })).toContain('path: ');
    expect(said(witness, { path: '/people' })).toContain('path: ');
    expect(said(witness, { path: '/me/messages', search: '$select=subjekt' })).toContain('subjekt');
    expect(said(witness, { path: '/me/messages', search: '$selct=subject' })).toContain('no option of OData');
    const create = (json: unknown) => said(witness, { method: 'POST', path: '/me/messages', json });
    expect(create({ subject: 'Hi', importance: 'high', body: { content: 'x' } })).toBe('POST /me/messages');
    expect(create({ subjct: 'Hi' })).toContain('body/subjct is not in the model');
    expect(create({ isRead: 'yes' })).toContain('body/isRead');
    expect(create({ importance: 'huge' })).toContain('body/importance is none of');
    expect(create({ body: { text: 'x' } })).toContain('body/body/text');
  });
});

test('an API of method names takes each by GET and POST, as a form or JSON, and the token in the header', () => {
  const path = {
    post: {
      consumes: ['application/x-www-form-urlencoded'],
      parameters: [
        { in: 'header', name: 'token', required: true, type: 'string' },
        { in: 'formData', name: 'channel', required: true, type: 'string' },
      ],
      responses: {},
    },
  };
  const description = asRpc(
    readDescription(
      JSON.stringify({
        swagger: '2.0',
        info: { title: 'T', version: '1' },
        host: 't.test',
        paths: { '/chat.post': path },
      }),
    ),
  );
  const ask = (request: Partial<JudgedRequest>) =>
    judge(description, {
      method: 'POST',
      path: '/chat.post',
      query: new URLSearchParams(),
      headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
      ...request,
    }).ok;
  expect(ask({ body: '{"channel":"C1"}' })).toBe(true);
  expect(ask({ method: 'GET', query: new URLSearchParams('channel=C1'), headers: {} })).toBe(true);
  expect(ask({ body: '{"chanel":"C1"}' })).toBe(false);
  expect(ask({ body: '{}' })).toBe(false);
});

test('a last page has no rows and leads nowhere', () => {
  const page = {
    data: [1],
    has_more: true,
    isLast: false,
    paging: { next: { after: 'x' } },
    nextPageToken: 't',
    total: 1,
    meta: { next_cursor: 'c' },
  };
  expect(lastPage(page)).toEqual({ data: [], has_more: false, isLast: true, paging: {}, total: 1, meta: {} });
  expect(lastPage([1, 2])).toEqual([]);
});
