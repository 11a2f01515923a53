import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const pipedrive = await loadTestConnector(basename(import.meta.dirname));
const { objects, check, lookUp } = pipedrive.connector;

const site = 'https://acme.pipedrive.com';
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const context = (given: Partial<Parameters<typeof createTestContext>[0]> = {}) =>
  createTestContext({ connector: pipedrive, app, learnt: { api_domain: site }, ...given });

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

const mara = {
  id: 1,
  name: 'Mara',
  email: 'mara@acme.example',
  company_id: 31,
  company_name: 'Acme',
  company_domain: 'acme',
};

describe('the company', () => {
  it('is named, and known by its number', async () => {
    app.play({ request: `GET ${site}/api/v1/users/me`, json: { success: true, data: mara } });
    expect(await check?.(context())).toEqual({ id: '31', name: 'Acme (mara@acme.example)' });
  });

  it('is found by the token, where nothing else tells its address', async () => {
    app.play({ request: 'GET https://api.pipedrive.com/v1/users/me', json: { success: true, data: mara } });
    const byToken = createTestContext({ connector: pipedrive, app, accountType: 'token', fields: { apiToken: 't-1' } });
    expect(await lookUp?.(byToken)).toEqual({ companyId: '31', api_domain: site });
    expect(app.received[0]?.headers['x-api-token']).toBe('t-1');
    app.play({ request: `GET ${site}/api/v1/users/me`, json: { success: true, data: mara } });
    expect(await lookUp?.(context())).toEqual({ companyId: '31', api_domain: site });
  });

  it('is asked with a new token where the old one has ended', async () => {
    const ended = { success: false, error: 'Invalid token: access token is invalid', errorCode: 401 };
    app.play(
      { request: `GET ${site}/api/v1/users/me`, status: 401, json: ended },
      { request: `GET ${site}/api/v1/users/me`, json: { success: true, data: mara } },
    );
    await check?.(context({ renewed: bearer('token-2') }));
    expect(app.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('repeats what Pipedrive says of a wrong token', async () => {
    const json = { success: false, error: 'unauthorized access', errorCode: 401 };
    app.play({ request: `GET ${site}/api/v1/users/me`, status: 401, json });
    await expect(check?.(context())).rejects.toMatchObject({
      message: expect.stringContaining('unauthorized access'),
      details: { class: 'auth' },
    });
  });
});

const deal = (id: number, rest: object = {}) => ({ id, title: 'Globex', status: 'open', custom_fields: {}, ...rest });
const listed = (path: string, query: string, data: unknown[] | null, next_cursor: string | null = null) => ({
  request: `GET ${site}/api/v2/${path}?sort_by=id&sort_direction=asc${query && `&${query}`}`,
  headers: { date },
  json: { success: true, data, additional_data: { next_cursor } },
});

describe('deals', () => {
  it('come by cursor over an empty page, and then those that are archived', async () => {
    app.play(
      listed('deals', 'limit=500', [deal(1)], 'c1'),
      listed('deals', 'limit=500&cursor=c1', [], 'c2'),
      listed('deals', 'limit=500&cursor=c2', [deal(2)]),
      listed('deals/archived', 'limit=500', [deal(3, { is_archived: true })]),
    );
    const pass = await readPass(objects.deal, context(), { mode: 'full' });
    expect(pass.rows.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(pass.watermark).toBe('2026-11-21T08:55:00.000Z');
  });

  it('come by their change after that, with those that were deleted', async () => {
    const since = 'updated_since=2026-11-21T08%3A00%3A00Z&limit=500';
    app.play(
      listed('deals', `status=open%2Cwon%2Clost%2Cdeleted&${since}`, [deal(1), deal(2, { is_deleted: true })]),
      listed('deals/archived', since, null),
    );
    const watermark = '2026-11-21T08:00:00.000Z';
    const pass = await readPass(objects.deal, context(), { mode: 'incremental', watermark });
    expect(pass.rows.map(({ id }) => id)).toEqual([1]);
    expect(pass.pages.flatMap(({ deleted }) => deleted)).toEqual(['2']);
    expect(pass.watermark).toBe('2026-11-21T08:55:00.000Z');
  });

  it('end where Pipedrive leads in a circle', async () => {
    app.play(listed('deals', 'limit=500', [deal(1)], 'c1'), listed('deals', 'limit=500&cursor=c1', [deal(2)], 'c1'));
    await expect(readPass(objects.deal, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { code: 'repeated_cursor' },
    });
  });

  it('leave a bad row to be judged on its own', async () => {
    app.play(listed('deals', 'limit=500', [deal(1), { id: 2 }]));
    const page = await objects.deal?.pull(context(), { mode: 'full', cursor: null, watermark: null });
    expect(page?.rows.map((row) => objects.deal?.row.safeParse(row).success)).toEqual([true, false]);
  });

  it('wait as long as Pipedrive says, in each of its ways', async () => {
    const busy = (headers: Record<string, string>) => ({
      ...listed('deals', 'limit=500', null),
      status: 429,
      headers: { date, ...headers },
      json: { success: false, error: 'request over limit', errorCode: 429 },
    });
    app.play(
      busy({ 'retry-after': '3' }),
      busy({ 'retry-after': 'Sat, 21 Nov 2026 09:00:05 GMT' }),
      busy({ 'x-ratelimit-reset': '1' }),
      listed('deals', 'limit=500', null),
      listed('deals/archived', 'limit=500', null),
    );
    const patient = context();
    await readPass(objects.deal, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([3_000, 5_000, 1_000]);
  });

  it('do not wait for the next day', async () => {
    app.play({
      ...listed('deals', 'limit=500', null),
      status: 429,
      headers: { 'x-daily-ratelimit-token-remaining': '0' },
      json: { success: false, error: 'request over limit' },
    });
    await expect(readPass(objects.deal, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'quota' },
    });
  });

  it('are refused when a web page comes instead, or a refusal under 200', async () => {
    app.play({
      ...listed('deals', 'limit=500', null),
      headers: { 'content-type': 'text/html' },
      json: undefined,
      text: '<html>',
    });
    await expect(readPass(objects.deal, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
    app.play({ ...listed('deals', 'limit=500', null), json: { success: false, error: 'Filter not found' } });
    await expect(readPass(objects.deal, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'invalid', appMessage: 'Filter not found' },
    });
  });

  it('are read one by one; what was deleted is shown for a while and is gone', async () => {
    const one = (id: number, answer: object) => ({ request: `GET ${site}/api/v2/deals/${id}`, ...answer });
    app.play(
      one(1, { json: { success: true, data: deal(1) } }),
      one(2, { json: { success: true, data: deal(2, { is_deleted: true }) } }),
      one(3, { status: 404, json: { success: false, error: 'Deal not found', code: 'ERR_NOT_FOUND' } }),
    );
    const got = await Promise.all(['1', '2', '3'].map((key) => objects.deal?.get?.(context(), key)));
    expect(got).toEqual([deal(1), null, null]);
  });

  it('are described with the fields of the company', async () => {
    const field = { field_name: 'Lamp', field_code: 'ab12', is_custom_field: true, is_optional_response_field: false };
    app.play({
      request: `GET ${site}/api/v2/dealFields?limit=500`,
      json: {
        success: true,
        data: [
          { ...field, field_type: 'set', options: [{ id: 7, label: 'Desk' }] },
          { ...field, field_code: 'org_id', field_name: 'Organization', field_type: 'org', is_custom_field: false },
          { ...field, field_code: 'notes_count', field_type: 'int', is_optional_response_field: true },
        ],
        additional_data: { next_cursor: null },
      },
    });
    expect(await objects.deal?.describe?.(context())).toEqual([
      {
        name: 'custom_fields.ab12',
        label: 'Lamp',
        type: 'choices',
        readOnly: false,
        custom: true,
        choices: [{ value: '7', label: 'Desk' }],
      },
      {
        name: 'org_id',
        label: 'Organization',
        type: 'reference',
        readOnly: false,
        custom: false,
        references: 'organization',
      },
    ]);
  });
});

describe('leads and notes', () => {
  const page = (query: string, ids: string[], more: boolean) => ({
    request: `GET ${site}/api/v1/${query}`,
    headers: { date },
    json: {
      success: true,
      data: ids.map((id) => ({ id, title: 'Globex' })),
      additional_data: { pagination: { start: 0, limit: 500, more_items_in_collection: more } },
    },
  });

  it('come by number, the archived ones with a full pass alone', async () => {
    app.play(
      page('leads?sort=add_time&limit=500&start=0', ['a'], true),
      page('leads?sort=add_time&limit=500&start=1', ['b'], false),
      page('leads/archived?sort=add_time&limit=500&start=0', ['c'], false),
    );
    expect((await readPass(objects.lead, context(), { mode: 'full' })).rows).toHaveLength(3);
    app.play(page('leads?sort=add_time&updated_since=2026-11-21T08%3A00%3A00Z&limit=500&start=0', [], false));
    const watermark = '2026-11-21T08:00:00.000Z';
    await readPass(objects.lead, context(), { mode: 'incremental', watermark });
  });
});
