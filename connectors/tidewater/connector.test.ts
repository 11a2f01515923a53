import { describe, expect, it } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import type { Json } from '../kit/index.ts';
import { contacts } from './fixtures/contacts.ts';

const app = testApp();
const connector = await loadTestConnector('tidewater');
const { contact, company } = connector.connector.objects;
const { schroeder, jonsdottir, rigas, deleted } = contacts;

const context = (list = 'all', options: Partial<Parameters<typeof createTestContext>[0]> = {}) =>
  createTestContext({ connector, settings: { list }, learnt: { origin: app.origin() }, ...options });
const served = { date: 'Sat, 21 Nov 2026 09:18:03 GMT' };
const page = (query: string, data: unknown[], next_cursor: string | null, total = 3): Exchange => ({
  request: `GET /api/v1/contacts?limit=200${query}`,
  headers: served,
  json: { data, next_cursor, total },
});
const full = (list?: string) => readPass(contact, context(list), { mode: 'full' });
const changes = (watermark: Json, list?: string) =>
  readPass(contact, context(list), { mode: 'incremental', watermark });
const deletedIn = (pass: Awaited<ReturnType<typeof full>>) => pass.pages.flatMap((one) => one.deleted ?? []);
const refusal = (code: string, message: string, field?: string) => ({ error: { code, message, field } });

describe('check', () => {
  it('names the account and who connected it', async () => {
    const json = {
      user: { id: 'us_mara', email: 'mara@tidewater.example', name: 'Mara Lindqvist' },
      account: { id: 'tw_1001', name: 'Globex CRM' },
    };
    app.play({ request: 'GET /api/v1/me', json });
    expect(await connector.connector.check?.(context())).toEqual({
      id: 'tw_1001',
      name: 'Globex CRM (mara@tidewater.example)',
    });
  });
});

describe('contacts, all of them', () => {
  it('come in pages, an empty one in the middle too', async () => {
    app.play(
      page('', [schroeder, jonsdottir], 'WzE3'),
      page('&cursor=WzE3', [], 'WzE4'),
      page('&cursor=WzE4', [rigas], null),
    );
    const pass = await full();
    expect(pass.rows).toEqual([schroeder, jonsdottir, rigas]);
    expect(pass.rows.map((row) => contact?.key(row, {}))).toEqual(['ct_00001', 'ct_00768', 'ct_01016']);
    expect(pass.pages.map(({ total }) => total)).toEqual([3, 3, 3]);
    expect(deletedIn(pass)).toEqual([]);
  });

  it('are followed by changes since before the first page, by the app’s own clock', async () => {
    app.play(page('', [rigas], 'WzE3'), {
      ...page('&cursor=WzE3', [], null),
      headers: { date: 'Sat, 21 Nov 2026 10:00:00 GMT' },
    });
    expect((await full()).watermark).toBe('2026-11-21T09:17:58.000Z');
  });

  it('are followed by changes since the first page’s last one where the app tells no time', async () => {
    const timeless = { date: 'today' };
    app.play(
      { ...page('', [schroeder, jonsdottir], 'WzE3'), headers: timeless },
      { ...page('&cursor=WzE3', [rigas], null), headers: timeless },
    );
    expect((await full()).watermark).toBe(jonsdottir.updated_at);
    app.play({ ...page('', [], null), headers: timeless });
    expect((await full()).watermark).toBeNull();
  });

  it('are only those of the chosen list', async () => {
    app.play(page('&list=ls_partners', [rigas], 'WzE3'), page('&cursor=WzE3&list=ls_partners', [], null));
    expect((await full('ls_partners')).rows).toEqual([rigas]);
  });
});

describe('contacts that changed', () => {
  const since = '2026-11-21T09:17:58.000Z';
  const asked = '&updated_since=2026-11-21T09%3A17%3A58.000Z&include_deleted=true';

  it('come with those that were deleted', async () => {
    app.play(page(asked, [jonsdottir, rigas], 'WzE3'), page(`&cursor=WzE3${asked}`, [deleted], null));
    const pass = await changes(since);
    expect(pass.rows).toEqual([jonsdottir, rigas]);
    expect(deletedIn(pass)).toEqual(['ct_00249']);
    expect(pass.watermark).toBe(deleted.updated_at);
  });

  it('count as deleted once they left the chosen list', async () => {
    app.play(page(asked, [schroeder, rigas, deleted], null));
    const pass = await changes(since, 'ls_partners');
    expect(pass.rows).toEqual([rigas]);
    expect(deletedIn(pass)).toEqual(['ct_00001', 'ct_00249']);
  });

  it('leave the watermark where it was when there are none', async () => {
    app.play(page(asked, [], 'WzE3'), page(`&cursor=WzE3${asked}`, [], null));
    expect((await changes(since)).watermark).toBe(since);
  });

  it('are read from the beginning where no pass was before', async () => {
    app.play(page('&include_deleted=true', [schroeder], null));
    expect((await changes(null)).rows).toEqual([schroeder]);
  });

  it('keep a row that does not fit apart, without losing its place', async () => {
    const broken = { ...rigas, last_name: 7 };
    app.play(page(asked, [schroeder, broken], null));
    const [only] = [await contact?.pull(context(), { mode: 'incremental', cursor: null, watermark: since })];
    expect(only?.rows).toEqual([schroeder, broken]);
    expect(only?.watermark).toBe(rigas.updated_at);
    expect(contact?.row.safeParse(broken).success).toBe(false);
  });
});

describe('companies', () => {
  it('come in pages', async () => {
    const one = {
      ...{
        id: 'co_0001',
        name: 'Delta-9 Logistics',
        domain: 'delta9-logistics.example',
        industry: 'Logistics',
        country: 'IN',
        employees: 130,
      },
      ...{ owner_id: 'ow_2', created_at: '2024-02-20T12:21:15.138Z', updated_at: '2025-01-07T11:01:00.196Z' },
    };
    const two = { ...one, id: 'co_0002', employees: null };
    app.play(
      { request: 'GET /api/v1/companies?limit=200', json: { data: [one], next_cursor: 'WzE3', total: 2 } },
      { request: 'GET /api/v1/companies?limit=200&cursor=WzE3', json: { data: [two], next_cursor: null, total: 2 } },
    );
    const pass = await readPass(company, context(), { mode: 'full' });
    expect(pass.rows).toEqual([one, two]);
    expect(pass.rows.map((row) => company?.key(row, {}))).toEqual(['co_0001', 'co_0002']);
  });
});

describe('the choice of lists', () => {
  const lists = (request: { search?: string; cursor?: Json }) =>
    connector.connector.options?.lists?.(context(), { search: '', cursor: null, ...request });
  const newsletter = { id: 'ls_newsletter', name: 'Newsletter', count: 508 };
  const everyone = {
    request: 'GET /api/v1/contacts?limit=1',
    json: { data: [schroeder], next_cursor: 'WzE3', total: 1240 },
  };

  it('begins with all contacts and goes on in pages', async () => {
    app.play(
      { request: 'GET /api/v1/lists?limit=50', json: { data: [newsletter], next_cursor: 'ls_newsletter' } },
      everyone,
    );
    expect(await lists({})).toEqual({
      options: [
        { value: 'all', label: 'All contacts', detail: '1,240 contacts' },
        { value: 'ls_newsletter', label: 'Newsletter', detail: '508 contacts' },
      ],
      next: 'ls_newsletter',
    });
    app.play({
      request: 'GET /api/v1/lists?limit=50&cursor=ls_newsletter',
      json: { data: [{ id: 'ls_at_risk', name: 'At risk', count: 1 }], next_cursor: null },
    });
    expect(await lists({ cursor: 'ls_newsletter' })).toEqual({
      options: [{ value: 'ls_at_risk', label: 'At risk', detail: '1 contact' }],
      next: null,
    });
  });

  it('is searched by the app, and by us for all contacts', async () => {
    app.play({ request: 'GET /api/v1/lists?limit=50&search=news', json: { data: [newsletter], next_cursor: null } });
    expect((await lists({ search: 'news' }))?.options.map(({ value }) => value)).toEqual(['ls_newsletter']);
    app.play({ request: 'GET /api/v1/lists?limit=50&search=All+c', json: { data: [], next_cursor: null } }, everyone);
    expect((await lists({ search: 'All c' }))?.options.map(({ value }) => value)).toEqual(['all']);
  });
});

describe('what goes wrong', () => {
  const first = 'GET /api/v1/contacts?limit=200';

  it('waits as long as Tidewater says, in both of its forms', async () => {
    const json = refusal('rate_limited', 'This account may send 300 requests in 10 seconds.');
    app.play(
      { request: first, status: 429, headers: { ...served, 'retry-after': '7' }, json },
      { request: first, status: 429, headers: { ...served, 'retry-after': 'Sat, 21 Nov 2026 09:18:06 GMT' }, json },
      page('', [schroeder], null),
    );
    const patient = context();
    await readPass(contact, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([7_000, 3_000]);
  });

  it('renews an access that has ended, in the middle of a pass', async () => {
    const json = refusal('token_expired_or_revoked', 'The access token has expired or was revoked.');
    app.play(
      page('', [schroeder], 'WzE3'),
      { request: `${first}&cursor=WzE3`, status: 401, json },
      page('&cursor=WzE3', [rigas], null),
    );
    const pass = await readPass(contact, context('all', { renewed: bearer('token-2') }), { mode: 'full' });
    expect(pass.rows).toEqual([schroeder, rigas]);
    expect(app.received.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  it.each([
    [
      'an access that can not be renewed',
      { status: 401, json: refusal('token_expired_or_revoked', 'Over.') },
      { class: 'auth' },
    ],
    [
      'a scope that was not given',
      { status: 403, json: refusal('missing_scope', 'Needs contacts:read.') },
      { class: 'permission', code: 'missing_scope' },
    ],
    [
      'a cursor that is not theirs',
      { status: 400, json: refusal('bad_cursor', 'Not ours.', 'cursor') },
      { class: 'invalid', field: 'cursor' },
    ],
    [
      'a list that is gone',
      { status: 400, json: refusal('bad_request', 'No such list.', 'list') },
      { class: 'invalid', field: 'list', appMessage: 'No such list.' },
    ],
    [
      'a code that nobody knows yet',
      { status: 409, json: refusal('new_code', 'Hm.') },
      { class: 'conflict', code: 'new_code', appMessage: 'Hm.' },
    ],
    [
      'an error under a good status',
      { json: refusal('internal_error', 'Tidewater could not load this.') },
      { class: 'protocol', code: 'internal_error' },
    ],
    ['a page of a proxy', { text: '<!doctype html>', headers: { 'content-type': 'text/html' } }, { class: 'protocol' }],
    [
      'rows of another shape',
      { json: { data: { ct_1: {} }, next_cursor: null } },
      { class: 'protocol', field: 'data' },
    ],
    ['no word on what comes next', { json: { data: [] } }, { class: 'protocol', field: 'next_cursor' }],
  ])('names %s', async (_what, answer, details) => {
    app.play({ request: first, ...answer });
    await expect(full()).rejects.toMatchObject({ name: 'AppCallError', details });
  });

  it('gives up on a maintenance after four tries', async () => {
    const down = { request: first, status: 503, json: refusal('unavailable', 'Tidewater is down for maintenance.') };
    app.play(down, down, down, down);
    await expect(full()).rejects.toMatchObject({
      details: { class: 'app_down', appMessage: 'Tidewater is down for maintenance.' },
    });
  });
});
