import { expect, test } from 'vitest';
import { z } from 'zod';
import { testDatabase } from '#server/db/test-database.ts';
import { newId } from '#server/ids.ts';
import { api, testVendor, textAt } from './test-api.ts';

const database = testDatabase();

test('a good call answers with data and a request id', async () => {
  const { key } = await testVendor();
  const made = await api('POST', '/customers', {
    key,
    body: { externalId: 'globex', name: 'Globex', metadata: { plan: 'pro' } },
  });
  expect(made.status).toBe(200);
  expect(made.headers.get('x-request-id')).toMatch(/^req_/);
  const list = await api('GET', '/customers?limit=10&search=lobe', { key });
  expect(list.body).toMatchObject({
    items: [{ externalId: 'globex', metadata: { plan: 'pro' }, connections: 0, attention: 0 }],
    nextCursor: null,
  });
  expect((await api('GET', `/customers/${textAt(made.body, 'id')}`, { key })).body).toEqual(made.body);
});

test('lists go on where the cursor says, every entry once', async () => {
  const { key } = await testVendor();
  for (let i = 0; i < 7; i++) await api('POST', '/customers', { key, body: { externalId: `c${i}`, name: `C ${i}` } });
  const seen: string[] = [];
  const pageSchema = z.object({
    items: z.array(z.object({ externalId: z.string() })),
    nextCursor: z.string().nullable(),
  });
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: z.infer<typeof pageSchema> = pageSchema.parse(
      (await api('GET', `/customers?limit=3${cursor && `&cursor=${cursor}`}`, { key })).body,
    );
    for (const item of page.items) seen.push(item.externalId);
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(['c6', 'c5', 'c4', 'c3', 'c2', 'c1', 'c0']);
});

interface Refusal {
  name: string;
  method?: string;
  path?: string;
  raw?: string;
  headers?: Record<string, string>;
  status: number;
  code: string;
  field?: string;
  says: RegExp;
}

const good = '{"externalId":"x","name":"X"}';
const refusals: Refusal[] = [
  { name: 'unknown path', path: '/nothing/here', status: 404, code: 'not_found', says: /nothing at \/nothing\/here/ },
  { name: 'the root', path: '', status: 404, code: 'not_found', says: /nothing at/ },
  {
    name: 'wrong method',
    method: 'PUT',
    path: '/customers',
    status: 404,
    code: 'not_found',
    says: /can't be called with PUT/,
  },
  { name: 'malformed JSON', raw: '{"externalId": "x",', status: 400, code: 'malformed_json', says: /not JSON/ },
  { name: 'a list as body', raw: '[1]', status: 422, code: 'invalid', says: /not a JSON object/ },
  {
    name: 'deep nesting',
    raw: `{"metadata":${'['.repeat(500)}${']'.repeat(500)}}`,
    status: 422,
    code: 'invalid',
    says: /64 levels/,
  },
  {
    name: 'too large',
    raw: JSON.stringify({ name: 'x'.repeat(1024 * 1024) }),
    status: 413,
    code: 'too_large',
    says: /1 MiB/,
  },
  {
    name: 'another content type',
    raw: good,
    headers: { 'content-type': 'text/plain' },
    status: 400,
    code: 'bad_request',
    says: /not sent as JSON/,
  },
  {
    name: 'a missing field',
    raw: '{"externalId":"x"}',
    status: 422,
    code: 'invalid',
    field: 'name',
    says: /name is missing: expected text/,
  },
  { name: 'an empty body', raw: '', status: 422, code: 'invalid', field: 'externalId', says: /externalId is missing/ },
  {
    name: 'a wrong type',
    raw: '{"externalId":"x","name":7}',
    status: 422,
    code: 'invalid',
    field: 'name',
    says: /name can't be used: expected text/,
  },
  {
    name: 'empty text',
    raw: '{"externalId":"x","name":""}',
    status: 422,
    code: 'invalid',
    field: 'name',
    says: /not nothing/,
  },
  {
    name: 'long text',
    raw: `{"externalId":"x","name":"${'n'.repeat(201)}"}`,
    status: 422,
    code: 'invalid',
    field: 'name',
    says: /at most 200 characters/,
  },
  {
    name: 'an unknown field',
    raw: '{"externalId":"x","name":"X","nmae":1}',
    status: 422,
    code: 'invalid',
    field: 'nmae',
    says: /no field nmae/,
  },
  {
    name: 'a character that cannot be stored',
    raw: '{"externalId":"x\\u0000","name":"X"}',
    status: 422,
    code: 'invalid',
    says: /character/,
  },
  {
    name: 'an unpaired surrogate',
    raw: '{"externalId":"x","name":"X","metadata":{"a":"\\ud800"}}',
    status: 422,
    code: 'invalid',
    says: /character/,
  },
  {
    name: 'an id of another noun',
    method: 'GET',
    path: '/customers/con_01jd3k5q7v2m8x4c6p9r',
    status: 422,
    code: 'invalid',
    field: 'id',
    says: /id of a customer/,
  },
  {
    name: 'an unknown id',
    method: 'GET',
    path: `/customers/${newId('customer')}`,
    status: 404,
    code: 'not_found',
    says: /no customer/,
  },
  {
    name: 'a limit that is no number',
    method: 'GET',
    path: '/customers?limit=many',
    status: 422,
    code: 'invalid',
    field: 'limit',
    says: /a number/,
  },
  {
    name: 'a limit too high',
    method: 'GET',
    path: '/customers?limit=1000',
    status: 422,
    code: 'invalid',
    field: 'limit',
    says: /at most 200/,
  },
  {
    name: 'a foreign cursor',
    method: 'GET',
    path: '/customers?cursor=abc',
    status: 422,
    code: 'invalid',
    field: 'cursor',
    says: /not one that this call gave out/,
  },
  {
    name: 'a foreign time cursor',
    method: 'GET',
    path: '/runs?cursor=WyJ4IiwieSJd',
    status: 422,
    code: 'invalid',
    field: 'cursor',
    says: /not one/,
  },
  {
    name: 'an unknown status',
    method: 'GET',
    path: '/connections?status=fine',
    status: 422,
    code: 'invalid',
    field: 'status',
    says: /one of active/,
  },
  {
    name: 'a filter twice',
    method: 'GET',
    path: '/customers?search=a&search=b',
    status: 422,
    code: 'invalid',
    field: 'search',
    says: /expected text/,
  },
];

test.each(refusals)(
  '$name: $status',
  async ({ method = 'POST', path = '/customers', raw, headers, status, code, field, says }) => {
    const { key } = await testVendor();
    const answer = await api(method, path, { key, raw: method === 'GET' ? undefined : (raw ?? good), headers });
    expect(answer.body).toMatchObject({
      error: {
        code,
        ...(field && { field }),
        message: expect.stringMatching(says),
        requestId: answer.headers.get('x-request-id'),
      },
    });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).not.toMatch(/invalid input|zod|oops/i);
  },
);

test('what breaks inside stays inside', async () => {
  const { key } = await testVendor();
  await database.sql('alter table customer rename to customer_away');
  try {
    const answer = await api('GET', '/customers', { key });
    expect(answer.status).toBe(500);
    expect(answer.body).toMatchObject({ error: { code: 'internal', message: expect.stringMatching(/our side/) } });
    expect(JSON.stringify(answer.body)).not.toMatch(/customer_away|relation|select/);
  } finally {
    await database.sql('alter table customer_away rename to customer');
  }
});
