import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const intercom = await loadTestConnector(basename(import.meta.dirname));
const { objects, check, lookUp } = intercom.connector;

const api = 'https://api.intercom.io';
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const now = Date.parse(date) / 1_000;
const context = (accountType = 'us') => createTestContext({ connector: intercom, app, accountType });

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

const refusal = (code: string, message: string) => ({
  type: 'error.list',
  request_id: 'r1',
  errors: [{ code, message }],
});

describe('the workspace', () => {
  const me = {
    type: 'admin',
    id: '814860',
    email: 'mara@acme.example',
    app: { type: 'app', id_code: 'ab12', name: 'Acme' },
  };

  it('is named, and known by its code, in its region', async () => {
    app.play({ request: 'GET https://api.eu.intercom.io/me', json: me });
    expect(await check?.(context('eu'))).toEqual({ id: 'ab12', name: 'Acme (mara@acme.example)' });
    expect(app.received[0]?.headers).toMatchObject({ authorization: 'Bearer token-1', 'intercom-version': '2.14' });
  });

  it('is looked up once, also with an access token', async () => {
    app.play({ request: 'GET https://api.au.intercom.io/me', json: me });
    const fields = { api: 'api.au.intercom.io', accessToken: 't-1' };
    const byToken = createTestContext({ connector: intercom, app, accountType: 'token', fields });
    expect(await lookUp?.(byToken)).toEqual({ workspaceId: 'ab12', adminId: '814860' });
    expect(app.received[0]?.headers.authorization).toBe('Bearer t-1');
  });

  it('repeats what Intercom says of a token that was taken back', async () => {
    app.play({ request: `GET ${api}/me`, status: 401, json: refusal('unauthorized', 'Access Token Invalid') });
    await expect(check?.(context())).rejects.toMatchObject({
      message: expect.stringContaining('Access Token Invalid'),
      details: { class: 'auth', code: 'unauthorized' },
    });
  });
});

const search = (path: string, json: object, headers: Record<string, string> = { date }) => ({
  request: `POST ${api}/${path}/search`,
  headers,
  json: { type: 'list', total_count: 3, ...json },
});
const pages = (starting_after?: string) => ({ type: 'pages', next: starting_after ? { starting_after } : null });

describe('contacts', () => {
  const contact = (id: string) => ({ type: 'contact', id, role: 'user', custom_attributes: { plan: 'gold' } });

  it('come by the time of their change, over an empty page', async () => {
    app.play(
      search('contacts', { data: [contact('1')], pages: pages('w1') }),
      search('contacts', { data: [], pages: pages('w2') }),
      search('contacts', { data: [contact('2')], pages: pages() }),
    );
    const pass = await readPass(objects.contact, context(), { mode: 'full' });
    expect(pass.rows.map(({ id }) => id)).toEqual(['1', '2']);
    expect(pass.pages[0]?.total).toBe(3);
    const query = { field: 'updated_at', operator: '>', value: 0 };
    const sort = { field: 'updated_at', order: 'ascending' };
    expect(app.received.map((one) => one.json())).toEqual([
      { query, sort, pagination: { per_page: 150 } },
      { query, sort, pagination: { per_page: 150, starting_after: 'w1' } },
      { query, sort, pagination: { per_page: 150, starting_after: 'w2' } },
    ]);
    // Two days: they are found by day alone, and only from the next day on.
    expect(pass.watermark).toBe('2026-11-19T09:00:00.000Z');
  });

  it('are asked for since the last time after that', async () => {
    app.play(search('contacts', { data: [], pages: pages() }));
    const watermark = '2026-11-19T09:00:00.000Z';
    await readPass(objects.contact, context(), { mode: 'incremental', watermark });
    expect(app.received[0]?.json()).toMatchObject({ query: { value: now - 2 * 86_400 } });
  });

  it('end where Intercom leads in a circle', async () => {
    const page = (id: string) => search('contacts', { data: [contact(id)], pages: pages('w1') });
    app.play(page('1'), page('2'));
    await expect(readPass(objects.contact, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { code: 'repeated_cursor' },
    });
  });

  it('wait as long as Intercom says, in each of its ways', async () => {
    const busy = (headers: Record<string, string>) => ({
      ...search('contacts', {}, { date, ...headers }),
      status: 429,
      json: refusal('rate_limit_exceeded', 'Exceeded rate limit'),
    });
    app.play(
      busy({ 'retry-after': '2' }),
      busy({ 'retry-after': 'Sat, 21 Nov 2026 09:00:04 GMT' }),
      busy({ 'x-ratelimit-reset': String(now + 7) }),
      search('contacts', { data: [], pages: pages() }),
    );
    const patient = context();
    await readPass(objects.contact, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([2_000, 4_000, 7_000]);
  });

  it('are refused when a web page comes instead; a bad row is judged on its own', async () => {
    app.play({ request: `POST ${api}/contacts/search`, headers: { 'content-type': 'text/html' }, text: '<html>' });
    await expect(readPass(objects.contact, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
    app.play(search('contacts', { data: [contact('1'), { id: 7 }], pages: pages() }));
    const page = await objects.contact?.pull(context(), { mode: 'full', cursor: null, watermark: null });
    expect(page?.rows.map((row) => objects.contact?.row.safeParse(row).success)).toEqual([true, false]);
  });

  it('are gone when Intercom knows them no more', async () => {
    app.play(
      { request: `GET ${api}/contacts/1`, json: contact('1') },
      { request: `GET ${api}/contacts/2`, status: 404, json: refusal('not_found', 'User Not Found') },
    );
    expect(await objects.contact?.get?.(context(), '1')).toEqual(contact('1'));
    expect(await objects.contact?.get?.(context(), '2')).toBeNull();
  });

  it('are described with the attributes of the workspace', async () => {
    app.play({
      request: `GET ${api}/data_attributes?model=contact`,
      json: {
        type: 'list',
        data: [
          { full_name: 'email', label: 'Email', data_type: 'string', api_writable: true, custom: false },
          {
            full_name: 'custom_attributes.plan',
            label: 'Plan',
            data_type: 'string',
            custom: true,
            options: ['gold', { value: 'tin' }],
          },
          { full_name: 'custom_attributes.old', label: 'Old', data_type: 'string', archived: true },
        ],
      },
    });
    expect(await objects.contact?.describe?.(context())).toEqual([
      { name: 'id', label: 'ID', type: 'text', required: true, readOnly: true },
      { name: 'email', label: 'Email', type: 'text', readOnly: false, custom: false },
      {
        name: 'custom_attributes.plan',
        label: 'Plan',
        type: 'choice',
        readOnly: false,
        custom: true,
        choices: [
          { value: 'gold', label: 'gold' },
          { value: 'tin', label: 'tin' },
        ],
      },
    ]);
  });
});

describe('companies', () => {
  const scroll = (parameter: string | undefined, answer: object) => ({
    request: `GET ${api}/companies/scroll${parameter === undefined ? '' : `?scroll_param=${parameter}`}`,
    ...answer,
  });
  const page = (...ids: string[]) => ({ json: { type: 'list', data: ids.map((id) => ({ id })), scroll_param: 's1' } });

  it('come by a scroll, whose mark is the same for every page', async () => {
    app.play(scroll(undefined, page('1')), scroll('s1', page('2')), scroll('s1', page()));
    const { rows } = await readPass(objects.company, context(), { mode: 'full' });
    expect(rows.map(({ id }) => id)).toEqual(['1', '2']);
  });

  it('are begun anew when the scroll has died, and not for ever', async () => {
    const dead = { status: 404, json: refusal('not_found', 'scroll parameter not found') };
    app.play(scroll(undefined, page('1')), scroll('s1', dead), scroll(undefined, page('1')), scroll('s1', page()));
    expect((await readPass(objects.company, context(), { mode: 'full' })).rows).toHaveLength(2);
    for (let time = 0; time < 3; time += 1) app.play(scroll(undefined, page('1')), scroll('s1', dead));
    await expect(readPass(objects.company, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { code: 'scroll_expired' },
    });
  });

  it('wait for another scroll to end', async () => {
    app.play(
      scroll(undefined, { status: 400, json: refusal('scroll_exists', 'scroll already exists for this workspace') }),
      scroll(undefined, page()),
    );
    const patient = context();
    await readPass(objects.company, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([60_000]);
  });
});

describe('messages', () => {
  it('come from every changed conversation, with what it began with', async () => {
    app.play(
      search('conversations', { conversations: [{ id: '1295' }, { id: '1296' }], pages: pages() }),
      {
        request: `GET ${api}/conversations/1295`,
        json: {
          id: '1295',
          created_at: 5,
          source: { id: 's', body: 'Hello' },
          conversation_parts: { conversation_parts: [{ id: 'p', part_type: 'comment', body: 'Yes?' }] },
        },
      },
      { request: `GET ${api}/conversations/1296`, status: 404, json: refusal('not_found', 'Not found') },
    );
    const { rows } = await readPass(objects.message, context(), { mode: 'full' });
    expect(rows).toEqual([
      { id: 's', body: 'Hello', created_at: 5, part_type: 'source', conversation_id: '1295' },
      { id: 'p', part_type: 'comment', body: 'Yes?', conversation_id: '1295' },
    ]);
    expect(app.received[0]?.json()).toMatchObject({ pagination: { per_page: 20 } });
  });
});
