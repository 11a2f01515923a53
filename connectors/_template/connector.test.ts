import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

// An app on this machine that answers what is played, and fails the test at any other request.
const app = testApp();
const connector = await loadTestConnector(basename(import.meta.dirname));
const { contact } = connector.connector.objects;

const context = (options: Partial<Parameters<typeof createTestContext>[0]> = {}) =>
  createTestContext({ connector, settings: { group: 'vip' }, values: { origin: app.origin() }, ...options });
const first = 'GET /v1/contacts?limit=100&group=vip';
const ada = { id: '1', name: 'Ada', email: 'ada@acme.example', updated_at: '2026-01-01T00:00:00Z' };
const bo = { ...ada, id: '2', name: 'Bo', email: null };
const page = (query: string, data: unknown[], next_cursor: string | null): Exchange => ({
  request: first + query,
  json: { data, next_cursor, total: 2 },
});

describe('check', () => {
  it('names the account', async () => {
    app.play({ request: 'GET /v1/me', json: { id: 'a1', email: 'ada@acme.example' } });
    expect(await connector.connector.check?.(context())).toEqual({ id: 'a1', name: 'ada@acme.example' });
  });
});

describe('contacts', () => {
  it('come in pages, an empty one in the middle too', async () => {
    app.play(page('', [ada], 'p2'), page('&cursor=p2', [], 'p3'), page('&cursor=p3', [bo], null));
    const pass = await readPass(contact, context(), { mode: 'full' });
    expect(pass.rows.map((row) => contact?.key(row, {}))).toEqual(['1', '2']);
  });

  it('wait as long as the app says, in both of its forms', async () => {
    const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
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
    await readPass(contact, context({ renewed: bearer('token-2') }), { mode: 'full' });
    expect(app.received.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });

  it('are not taken from an answer of another shape', async () => {
    app.play({ request: first, json: { error: 'soon' } });
    await expect(readPass(contact, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
  });
});

describe('groups', () => {
  it('are found by the app', async () => {
    app.play({ request: 'GET /v1/groups?search=v', json: { data: [{ id: 'vip', name: 'VIP' }] } });
    expect(await connector.connector.options?.groups?.(context(), { search: 'v', cursor: null })).toEqual({
      options: [{ value: 'vip', label: 'VIP' }],
      next: null,
    });
  });
});
