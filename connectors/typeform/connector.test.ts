import { createHmac } from 'node:crypto';
import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const typeform = await loadTestConnector(basename(import.meta.dirname));
const { objects, options = {}, hooks, check, triggers = {} } = typeform.connector;
type Context = Partial<Parameters<typeof createTestContext>[0]>;
const context = (more: Context = {}) =>
  createTestContext({ connector: typeform, app, accountType: 'us', settings: { form: 'u6nXL7' }, ...more });

const at = 'https://api.typeform.com';
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
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
  it('names who it is, at the address of the account', async () => {
    app.play({
      request: 'GET https://api.eu.typeform.com/me',
      json: { user_id: '01', alias: 'Mara', email: 'mara@globex.example', language: 'en' },
    });
    const fields = { token: 'tfp_abcdefghijkl' };
    const eu = context({ accountType: 'tokenEu', fields });
    expect(await check?.(eu)).toEqual({ id: '01', name: 'Mara (mara@globex.example)' });
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
});

describe('hooks', () => {
  const text = JSON.stringify({
    event_id: 'e1',
    event_type: 'form_response',
    form_response: { form_id: 'u6nXL7', token: 't1', submitted_at: '2026-11-20T09:00:00Z' },
  });
  const hook = (secret: string) => {
    const signature = `sha256=${createHmac('sha256', secret).update(text).digest('base64')}`;
    const headers = new Headers({ 'typeform-signature': signature });
    return { method: 'POST', url: new URL('https://portico.example/h'), headers, body: new TextEncoder().encode(text) };
  };
  const verify = (secret: string) =>
    typeof hooks?.verify === 'function' ? hooks.verify(hook(secret), { secret: 's' }, new Date(date)) : undefined;

  it('are signed, and name the answer', () => {
    expect(verify('s')).toEqual({ ok: true });
    expect(verify('another')).toEqual({ ok: false, because: 'bad_signature' });
    expect(hooks?.events(hook('s'))).toMatchObject([
      { id: 'e1', type: 'form_response', object: 'response', key: 't1', at: '2026-11-20T09:00:00Z' },
    ]);
  });

  it('are put at the form, once for each address, and taken away', async () => {
    const request = { url: 'https://portico.example/h', secret: 's', events: ['form_response'] };
    const tag = 'portico-6177f65a87b5a915';
    const path = `${at}/forms/u6nXL7/webhooks/`;
    app.play({ request: `PUT ${path}${tag}`, json: { id: 'w1', tag, enabled: true } });
    const made = await hooks?.subscribe?.(context(), request);
    expect(made).toEqual({ id: tag, state: { form: 'u6nXL7', tag } });
    expect(app.received[0]?.json()).toMatchObject({ secret: 's', event_types: { form_response_partial: false } });
    app.play({ request: `DELETE ${path}${tag}`, status: 404, json: { code: 'WEBHOOK_NOT_FOUND', description: 'x' } });
    if (made) await hooks?.unsubscribe?.(context(), made);
  });
});

describe('new forms', () => {
  const forms = (items: unknown[]) =>
    app.play({
      request: `GET ${at}/forms?page=1&page_size=200&sort_by=created_at&order_by=desc`,
      json: { page_count: 1, items },
    });
  const form = (id: string, created_at: string) => ({ id, title: id, created_at });
  const trigger = triggers.formCreated;
  const poll = async (cursor: unknown) =>
    trigger?.via === 'poll' ? trigger.poll(context(), { cursor: JSON.parse(JSON.stringify(cursor)) }) : undefined;

  it('begin with nothing, and miss none of the same second', async () => {
    forms([form('a', '2026-11-20T09:00:00Z')]);
    const first = await poll(null);
    expect(first?.items).toEqual([]);
    forms([form('b', '2026-11-20T09:00:00Z'), form('a', '2026-11-20T09:00:00Z')]);
    const second = await poll(first?.cursor ?? null);
    expect(second?.items.map(({ id }) => id)).toEqual(['b']);
  });
});
