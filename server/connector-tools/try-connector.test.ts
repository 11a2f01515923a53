import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { variableOf } from './ask.ts';
import { tryConnector } from './try-connector.ts';

const app = testApp();
const api = 'https://api.acme.example/v1';
const ada = { id: '1', name: 'Ada', email: 'ada@globex.com', updated_at: '2026-01-01T00:00:00Z' };
const settings = { group: 'vip' };
let fixtures: string;

beforeEach(() => {
  fixtures = mkdtempSync(join(tmpdir(), 'portico-fixtures-'));
  vi.stubEnv('PORTICO_TRY_TOKEN', 'secret-token-1');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(fixtures, { recursive: true, force: true });
});

const attempt = (piece: string, more: Partial<Parameters<typeof tryConnector>[0]> = {}) =>
  tryConnector({ slug: '_template', piece, settings, fixtures, send: app.client.send, ...more });

describe('tryConnector', () => {
  it('runs an action with its example, and keeps the answer without secrets and people', async () => {
    app.play({
      request: `POST ${api}/contacts`,
      status: 201,
      headers: { 'set-cookie': 'id=1' },
      json: { ...ada, token: 'x' },
    });
    const { result, problems, fixture } = await attempt('createContact');
    expect(result).toEqual(ada);
    expect(problems).toEqual([]);
    expect(app.received[0]?.headers.authorization).toBe('Bearer secret-token-1');
    const text = readFileSync(fixture ?? '', 'utf8');
    expect(JSON.parse(text)).toMatchObject([
      {
        request: `POST ${api}/contacts`,
        status: 201,
        json: { id: '1', email: 'person1@example.com', token: '[secret]' },
      },
    ]);
    expect(text).not.toMatch(/secret-token-1|set-cookie/);
  });

  it('pulls as many pages as are wanted, and says what does not fit', async () => {
    const page = (query: string, data: unknown[], next_cursor: string) => ({
      request: `GET ${api}/contacts?group=vip&limit=100${query}`,
      json: { data, next_cursor },
    });
    app.play(page('', [ada], 'p2'), page('&cursor=p2', [{ ...ada, name: 7 }], 'p3'));
    const { result, problems } = await attempt('contact', { pages: 2 });
    expect(result).toHaveLength(2);
    expect(problems).toEqual([expect.stringMatching(/^1: name: /)]);
  });

  it('keeps what the app said when it refused', async () => {
    app.play({ request: `GET ${api}/me`, status: 403, json: { error: { message: 'Not you.' } } });
    await expect(attempt('check')).rejects.toMatchObject({ details: { class: 'permission', appMessage: 'Not you.' } });
    expect(readFileSync(join(fixtures, 'check.json'), 'utf8')).toContain('Not you.');
  });

  it('gives choices', async () => {
    app.play({ request: `GET ${api}/groups?search=v`, json: { data: [{ id: 'vip', name: 'VIP' }] } });
    expect((await attempt('options.groups', { input: 'v' })).result).toMatchObject({ options: [{ value: 'vip' }] });
  });

  it('says what there is', async () => {
    await expect(attempt('sendFax')).rejects.toThrow('It has: check, createContact, contact, options.groups.');
    await expect(attempt('check', { slug: 'nowhere' })).rejects.toThrow('this file is missing');
  });

  it('says which key it needs', async () => {
    vi.stubEnv('PORTICO_TRY_TOKEN', undefined);
    await expect(attempt('check')).rejects.toThrow('PORTICO_TRY_TOKEN');
    expect(variableOf('apiKey')).toBe('PORTICO_TRY_API_KEY');
  });
});
