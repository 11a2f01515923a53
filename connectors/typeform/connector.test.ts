import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Exchange } from '#server/runtime/test-app.ts';
import { bearer } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { app, at, check, context, date, objects, options, refused } from './test-typeform.ts';

const email = { type: 'email', email: 'mara@globex.example', field: { id: 'q1', type: 'email', ref: 'mail' } };
const answer = (token: string, more = {}) => ({
  response_id: token,
  token,
  landed_at: '2026-11-20T08:58:00Z',
  submitted_at: '2026-11-20T09:00:00Z',
  answers: [email],
  ...more,
});
const page = (query: string, items: unknown[]): Exchange => ({
  request: `GET ${at}/forms/u6nXL7/responses?${query}page_size=1000`,
  headers: { date },
  json: { total_items: items.length, page_count: 1, items },
});

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('letting in', () => {
  it.each([
    ['tokenEu', 'https://api.eu.typeform.com/me'],
    ['tokenApart', 'https://api.typeform.eu/me'],
  ])('names who it is, at the address of the account: %s', async (accountType, address) => {
    const json = { user_id: '01', alias: 'Mara', email: 'mara@globex.example', language: 'en' };
    app.play({ request: `GET ${address}`, json });
    const european = context({ accountType, fields: { token: 'tfp_abcdefghijkl' } });
    expect(await check?.(european)).toEqual({ id: '01', name: 'Mara (mara@globex.example)' });
    expect(app.received[0]?.headers.authorization).toBe('Bearer tfp_abcdefghijkl');
  });

  it('renews a token that has ended, which Typeform says with 403', async () => {
    const refused = { code: 'AUTHENTICATION_FAILED', description: 'Authentication credentials not found.' };
    app.play(
      { request: `GET ${at}/me`, status: 403, json: refused },
      { request: `GET ${at}/me`, json: { user_id: '01' } },
    );
    expect(await check?.(context({ renewed: bearer('token-2') }))).toEqual({ id: '01', name: '01' });
  });
});

describe('answers', () => {
  it('go on behind the last one read, and have their values by question', async () => {
    const full = Array.from({ length: 1000 }, (_, index) => answer(`t${index}`));
    const many = { type: 'choices', choices: { labels: ['Red'], other: 'Blue' }, field: { id: 'q2' } };
    const one = { type: 'choice', choice: { label: 'Yes' }, field: { id: 'q3' } };
    const last = answer('z', { answers: [email, many, one, { type: 'boolean', boolean: false, field: { id: 'q4' } }] });
    const request = `GET ${at}/forms/u6nXL7/responses?page_size=1000&before=t999`;
    app.play(page('', full), { ...page('', [last]), request });
    const pass = await readPass(objects.response, context(), { mode: 'full' });
    expect(pass.rows).toHaveLength(1001);
    expect(pass.rows.at(-1)).toMatchObject({
      fields: { q1: 'mara@globex.example', q2: ['Red', 'Blue'], q3: 'Yes', q4: false },
    });
    expect(pass.watermark).toBe('2026-11-21T08:00:00.000Z');
  });

  it('come since the pass before, to the second', async () => {
    app.play(page('since=1795161600&', [answer('a')]));
    const watermark = '2026-11-20T08:00:00.500Z';
    const pass = await readPass(objects.response, context(), { mode: 'incremental', watermark });
    expect(pass.rows.map(({ response_id }) => response_id)).toEqual(['a']);
  });

  it.each([
    [{ 'retry-after': '3' }, 3_000],
    [{ 'retry-after': 'Sat, 21 Nov 2026 09:00:05 GMT', date }, 5_000],
  ])('wait where it was too fast: %j', async (headers, wait) => {
    const json = { code: 'TOO_MANY_REQUESTS', description: 'Slow down.' };
    app.play({ ...page('', []), status: 429, headers, json }, page('', []));
    const patient = context();
    await readPass(objects.response, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([wait]);
  });

  it.each([
    ['a web page', { text: '<html>Maintenance</html>', json: undefined, headers: { 'content-type': 'text/html' } }],
    ['something else', { json: { items: 'none' } }],
  ])('are not %s', async (_what, odd) => {
    app.play({ ...page('', []), ...odd });
    await expect(readPass(objects.response, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
  });

  it('refuse a list that goes round in a circle, and end where the last page is exactly full', async () => {
    const full = Array.from({ length: 1000 }, (_, index) => answer(`t${index}`));
    const following = { ...page('', full), request: `GET ${at}/forms/u6nXL7/responses?page_size=1000&before=t999` };
    app.play(page('', full), following);
    await expect(readPass(objects.response, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
    app.play(page('', full), { ...following, json: { total_items: 0, page_count: 0, items: [] } });
    expect((await readPass(objects.response, context(), { mode: 'full' })).rows).toHaveLength(1000);
  });

  it('fail one by one where one is odd', async () => {
    app.play(page('', [answer('a'), { answers: [] }]));
    const first = await objects.response?.pull(context(), { mode: 'full', cursor: null, watermark: null });
    expect(first?.rows.map((row) => objects.response?.row.safeParse(row).success)).toEqual([true, false]);
  });

  it('are null when they are gone', async () => {
    const request = `GET ${at}/forms/u6nXL7/responses?included_response_ids=x`;
    app.play({ request, json: { total_items: 0, items: [] } });
    expect(await objects.response?.get?.(context(), 'x')).toBeNull();
    app.play({ request, status: 404, json: { code: 'FORM_NOT_FOUND', description: 'Form not found' } });
    expect(await objects.response?.get?.(context(), 'x')).toBeNull();
  });

  it('have the questions as columns, those of groups too', async () => {
    const choices = { choices: [{ label: 'Red' }, { label: 'Blue' }], allow_multiple_selection: true };
    const inner = [{ id: 'q3', title: 'Lamps', type: 'number' }];
    app.play({
      request: `GET ${at}/forms/u6nXL7`,
      json: {
        fields: [
          { id: 'q1', title: 'Mail', type: 'email', validations: { required: true } },
          { id: 'q2', title: 'Colours', type: 'multiple_choice', properties: choices },
          { id: 'g', title: 'How many', type: 'group', properties: { fields: inner } },
          { id: 's', title: 'Thank you', type: 'statement' },
        ],
        hidden: ['campaign'],
      },
    });
    const fields = (await objects.response?.describe?.(context())) ?? [];
    expect(fields.filter(({ custom }) => custom)).toMatchObject([
      { name: 'fields.q1', type: 'text', required: true },
      { name: 'fields.q2', type: 'choices', choices: [{ value: 'Red' }, { value: 'Blue' }] },
      { name: 'fields.q3', type: 'number', label: 'Lamps' },
      { name: 'hidden.campaign' },
    ]);
  });
});

describe('forms and workspaces', () => {
  it.each([
    ['form', `${at}/forms?sort_by=created_at&order_by=asc`],
    ['workspace', `${at}/workspaces?`],
  ])('%s: go on by number, past an empty page', async (name, address) => {
    const pageOf = (number: number, items: unknown[]): Exchange => ({
      request: `GET ${address}${address.endsWith('?') ? '' : '&'}page_size=200&page=${number}`,
      json: { total_items: 2, page_count: 3, items },
    });
    const row = (id: string) => ({ id, title: id, name: id });
    app.play(pageOf(1, [row('a')]), pageOf(2, []), pageOf(3, [row('b')]));
    const pass = await readPass(objects[name], context(), { mode: 'full' });
    expect(pass.rows.map(({ id }) => id)).toEqual(['a', 'b']);
    app.play(refused(`GET ${at}/${name}s/gone`, 404, 'NOT_FOUND'));
    expect(await objects[name]?.get?.(context(), 'gone')).toBeNull();
  });
});

describe('refusals', () => {
  it.each([
    [402, 'PAYMENT_REQUIRED', 'permission'],
    [403, 'FORBIDDEN', 'permission'],
    [409, 'CONFLICT', 'conflict'],
    [422, 'SOMETHING_NEW', 'invalid'],
  ])('%d %s is %s', async (status, code, kind) => {
    app.play(refused(`GET ${at}/me`, status, code));
    await expect(check?.(context())).rejects.toMatchObject({ details: { class: kind } });
  });
});

describe('options', () => {
  it('search by words, page by page', async () => {
    app.play({
      request: `GET ${at}/forms?page=1&page_size=50&search=lamp`,
      json: { page_count: 2, items: [{ id: 'u6nXL7', title: 'Lamp' }] },
    });
    expect(await options.forms?.(context(), { search: 'lamp', cursor: null })).toEqual({
      options: [{ value: 'u6nXL7', label: 'Lamp' }],
      next: 2,
    });
  });

  it('have the questions of the form that was chosen', async () => {
    const fields = [
      { id: 'q1', title: 'Your mail', type: 'email' },
      { id: 'q2', title: 'Colours', type: 'multiple_choice' },
    ];
    app.play({ request: `GET ${at}/forms/other`, json: { fields } });
    const asked = { search: 'COL', cursor: null, parent: { form: 'other' } };
    expect(await options.questions?.(context(), asked)).toEqual({
      options: [{ value: 'q2', label: 'Colours', detail: 'multiple choice' }],
      next: null,
    });
  });
});
