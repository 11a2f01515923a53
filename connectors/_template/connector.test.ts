import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

// An app on this machine that answers what is played, for whichever host, and fails the test at any other request.
const app = testApp();
const { connector, ...loaded } = await loadTestConnector(basename(import.meta.dirname));
const { contact } = connector.objects;
const context = (options: Partial<Parameters<typeof createTestContext>[0]> = {}) =>
  createTestContext({ connector: { connector, ...loaded }, app, settings: { group: 'vip' }, ...options });

const api = 'https://api.acme.example/v1';
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const first = `GET ${api}/contacts?group=vip&limit=100`;
const ada = { id: '1', name: 'Ada', email: 'ada@acme.example', updated_at: '2026-01-01T00:00:00Z' };
const bo = { ...ada, id: '2', name: 'Bo', email: null };
const page = (query: string, data: unknown[], next_cursor: string | null): Exchange => ({
  request: first + query,
  headers: { date },
  json: { data, next_cursor, total: 2 },
});
const full = (options = {}) => readPass(contact, context(options), { mode: 'full' });

describe('check', () => {
  it('names the account', async () => {
    app.play({ request: `GET ${api}/me`, json: { id: 'a1', email: 'ada@acme.example' } });
    expect(await connector.check?.(context())).toEqual({ id: 'a1', name: 'ada@acme.example' });
  });
});

describe('contacts', () => {
  it('come in pages, an empty one in the middle too', async () => {
    app.play(page('', [ada], 'p2'), page('&cursor=p2', [], 'p3'), page('&cursor=p3', [bo], null));
    const pass = await full();
    expect(pass.rows.map((row) => contact?.key(row, {}))).toEqual(['1', '2']);
    expect(pass.pages.map(({ total }) => total)).toEqual([2, 2, 2]);
  });

  it('that changed are asked for since before the last pass, by the app’s own clock', async () => {
    app.play(page('', [ada], null));
    const { watermark } = await full();
    app.play({
      request: `GET ${api}/contacts?group=vip&updated_since=2026-11-21T08%3A58%3A00.000Z&limit=100`,
      json: { data: [bo], next_cursor: null },
    });
    expect((await readPass(contact, context(), { mode: 'incremental', watermark })).rows).toEqual([bo]);
  });

  it('do not go round in a circle', async () => {
    app.play(page('', [ada], 'p2'), page('&cursor=p2', [bo], 'p2'));
    await expect(full()).rejects.toMatchObject({ details: { class: 'protocol', code: 'repeated_cursor' } });
  });

  it('wait as long as the app says, in both of its forms', async () => {
    app.play(
      { request: first, status: 429, headers: { 'retry-after': '2' }, text: '' },
      { request: first, status: 429, headers: { 'retry-after': 'Sat, 21 Nov 2026 09:00:03 GMT', date }, text: '' },
      page('', [ada], null),
    );
    const patient = context();
    await readPass(contact, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([2_000, 3_000]);
  });

  it('go on with a renewed access', async () => {
    app.play({ request: first, status: 401, text: '' }, page('', [ada], null));
    await full({ renewed: bearer('token-2') });
    expect(app.received.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });

  it('are not taken from an answer of another shape', async () => {
    app.play({ request: first, json: { error: 'soon' } });
    await expect(full()).rejects.toMatchObject({ details: { class: 'protocol' } });
  });
});

describe('creating a contact', () => {
  const { createContact } = connector.actions ?? {};

  it('sends what was given, once', async () => {
    app.play({ request: `POST ${api}/contacts`, status: 201, json: ada });
    expect(await createContact?.run(context(), createContact.example, { idempotencyKey: 'k1' })).toEqual(ada);
    expect(app.received[0]?.json()).toEqual(createContact?.example);
    expect(app.received[0]?.headers['idempotency-key']).toBe('k1');
  });
});

describe('groups', () => {
  it('are found by the app', async () => {
    app.play({ request: `GET ${api}/groups?search=v`, json: { data: [{ id: 'vip', name: 'VIP' }] } });
    expect(await connector.options?.groups?.(context(), { search: 'v', cursor: null })).toEqual({
      options: [{ value: 'vip', label: 'VIP' }],
      next: null,
    });
  });
});
