import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { allRows, api, app, connect, control, page } from './test-visitor.ts';

let sandbox: Sandbox;
let accessToken: string;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clients: [app], ratePer10s: 100_000 });
});
beforeEach(async () => {
  await control(sandbox, 'reset');
  accessToken = (await connect(sandbox)).access_token;
});
afterAll(() => sandbox.close());

const write = (method: string, path: string, body: unknown) =>
  api(sandbox, accessToken, path, { method, body: JSON.stringify(body) });

test('pages hold every contact once, ordered by change', async () => {
  const first = await page(sandbox, accessToken, {});
  expect(first.data).toHaveLength(100);
  expect(first.total).toBe(1_240);
  const rows = await allRows(sandbox, accessToken, { limit: '200' });
  expect(new Set(rows.map((row) => row.id)).size).toBe(1_240);
  const times = rows.map((row) => row.updated_at);
  expect(times).toEqual([...new Set(times)].sort());
  expect(rows.some((row) => row.email === null)).toBe(true);
  expect(rows.some((row) => /[^\p{Script=Latin}]{2}/u.test(String(row.last_name)))).toBe(true);
});

test('changes between pages lose nothing', async () => {
  await control(sandbox, 'seed', { contacts: 500 });
  const changed: string[] = [];
  const rows = await allRows(sandbox, accessToken, { limit: '40', include_deleted: 'true' }, async () => {
    if (changed.length >= 90) return;
    const change = await control<Record<string, string[]>>(sandbox, 'contacts', { create: 2, update: 5, delete: 2 });
    changed.push(...Object.values(change).flat());
  });
  const last = new Map(rows.map((row) => [row.id, row]));
  expect(last.size).toBe(500 + 20);
  for (const row of await allRows(sandbox, accessToken, { include_deleted: 'true' })) {
    expect(last.get(row.id), row.id).toEqual(row);
  }
});

test('updated_since gives what changed then or later, tombstones only when asked', async () => {
  const before = new Date().toISOString();
  const changed = await control<{ created: string[]; updated: string[]; deleted: string[] }>(sandbox, 'contacts', {
    create: 3,
    update: ['ct_00009', 'ct_00002'],
    delete: 1,
  });
  const living = await page(sandbox, accessToken, { updated_since: before });
  expect(living.data.map((row) => row.id).sort()).toEqual([...changed.created, ...changed.updated].sort());
  expect(living.total).toBe(5);
  const all = await page(sandbox, accessToken, { updated_since: before, include_deleted: 'true' });
  expect(all.total).toBe(6);
  expect(all.data.filter((row) => row.deleted)).toEqual([
    { id: changed.deleted[0], deleted: true, updated_at: expect.any(String) },
  ]);
  expect((await api(sandbox, accessToken, `contacts/${changed.deleted[0]}`)).status).toBe(404);
});

test('a list can be chosen from a searchable dropdown and filters contacts', async () => {
  const found = await (await api(sandbox, accessToken, 'lists?search=lead')).json();
  expect(found).toEqual({
    data: [{ id: 'ls_leads_2026', name: 'Leads 2026', count: expect.any(Number) }],
    next_cursor: null,
  });
  const two = await (await api(sandbox, accessToken, 'lists?limit=2')).json();
  const rest = await (await api(sandbox, accessToken, `lists?limit=200&cursor=${two.next_cursor}`)).json();
  expect([two.data.length, rest.data.length, rest.next_cursor]).toEqual([2, 4, null]);

  const members = await allRows(sandbox, accessToken, { list: 'ls_leads_2026' });
  expect(members).toHaveLength(found.data[0].count);
  expect(members.every((row) => Array.isArray(row.lists) && row.lists.includes('ls_leads_2026'))).toBe(true);
});

test('contacts are created, read, changed and deleted', async () => {
  const created = await write('POST', 'contacts', { last_name: 'Ōe', email: 'oe@example.org', custom: { seats: 3 } });
  expect(created.status).toBe(201);
  const { id, updated_at } = await created.json();
  const changed = await write('PATCH', `contacts/${id}`, { phone: '+81 3', custom: { customer_tier: 'Gold' } });
  const contact = await changed.json();
  expect(contact).toMatchObject({ last_name: 'Ōe', first_name: null, custom: { seats: 3, customer_tier: 'Gold' } });
  expect(contact.updated_at > updated_at).toBe(true);
  const same = await (await write('PATCH', `contacts/${id}`, { phone: '+81 3' })).json();
  expect(same.updated_at, 'a change that changes nothing is none').toBe(contact.updated_at);
  expect(await (await api(sandbox, accessToken, `contacts/${id}`)).json()).toEqual(contact);
  expect((await write('DELETE', `contacts/${id}`, {})).status).toBe(204);
  expect((await write('DELETE', `contacts/${id}`, {})).status).toBe(404);
});

test.each([
  ['POST', 'contacts', {}, 'last_name'],
  ['POST', 'contacts', { last_name: ' ' }, 'last_name'],
  ['PATCH', 'contacts/ct_00001', { email: 'nobody' }, 'email'],
  ['PATCH', 'contacts/ct_00001', { nickname: 'x' }, 'nickname'],
  ['PATCH', 'contacts/ct_00001', { id: 'ct_9' }, 'id'],
  ['PATCH', 'contacts/ct_00001', { custom: { seats: 'many' } }, 'custom.seats'],
  ['PATCH', 'contacts/ct_00001', { company_id: 'co_9999' }, 'company_id'],
])('%s %s with %j names the field', async (method, path, body, field) => {
  const answer = await write(method, path, body);
  expect(answer.status).toBe(422);
  expect(await answer.json()).toEqual({
    error: { code: 'validation_failed', field, message: expect.stringContaining(field) },
  });
});

test.each([
  ['contacts?limit=201', 'limit'],
  ['contacts?cursor=nonsense', 'cursor'],
  ['contacts?updated_since=yesterday', 'updated_since'],
  ['contacts?list=ls_none', 'list'],
])('%s is refused', async (path, field) => {
  const answer = await api(sandbox, accessToken, path);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { field } });
});

test('scopes are enforced, a missing token and malformed JSON explained', async () => {
  const reader = await connect(sandbox, { scope: 'contacts:read' });
  const refused = await api(sandbox, reader.access_token, 'contacts', { method: 'POST', body: '{}' });
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ error: { code: 'missing_scope' } });
  expect((await api(sandbox, reader.access_token, 'deals')).status).toBe(403);
  expect((await fetch(`${sandbox.origin}/api/v1/contacts`)).headers.get('www-authenticate')).toMatch(/^Bearer/);
  const malformed = await api(sandbox, accessToken, 'contacts', { method: 'POST', body: '{"last_name":' });
  expect(malformed.status).toBe(400);
});

test('companies, deals, owners and fields are described', async () => {
  const companies = await (await api(sandbox, accessToken, 'companies?limit=200')).json();
  expect(companies).toMatchObject({ total: 120, next_cursor: null });
  expect((await api(sandbox, accessToken, `companies/${companies.data[3].id}`)).status).toBe(200);
  const deals = await (await api(sandbox, accessToken, 'deals')).json();
  const rest = await (await api(sandbox, accessToken, `deals?cursor=${deals.next_cursor}`)).json();
  expect([deals.data.length, rest.data.length, rest.next_cursor]).toEqual([100, 80, null]);
  const fields = await (await api(sandbox, accessToken, 'fields/contacts')).json();
  const contact = await (await api(sandbox, accessToken, 'contacts/ct_00001')).json();
  const described = fields.data
    .filter((field: { custom: boolean }) => !field.custom)
    .map((field: { name: string }) => field.name);
  expect(
    Object.keys(contact)
      .filter((name) => name !== 'custom')
      .sort(),
  ).toEqual(described.sort());
  expect((await (await api(sandbox, accessToken, 'owners')).json()).data).toHaveLength(5);
});

test('accounts do not see each other', async () => {
  const jonas = await connect(sandbox, { email: 'jonas@tidewater.example' });
  const initech = await allRows(sandbox, jonas.access_token);
  expect(initech).toHaveLength(37);
  const globex = await (await api(sandbox, accessToken, 'contacts/ct_00001')).json();
  expect(initech.find((row) => row.id === 'ct_00001')).not.toEqual(globex);
});

test('200,000 contacts are there, and none is missing or twice on a thousand pages', async () => {
  await control(sandbox, 'seed', { contacts: 200_000 });
  const ids = new Set((await allRows(sandbox, accessToken, { limit: '200' })).map((row) => row.id));
  expect(ids.size).toBe(200_000);
}, 120_000);
