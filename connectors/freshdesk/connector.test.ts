import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const freshdesk = await loadTestConnector(basename(import.meta.dirname));
const { objects, check } = freshdesk.connector;

const api = 'https://acme.freshdesk.com/api/v2';
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const fields = { domain: 'https://Acme.freshdesk.com/a/tickets', apiKey: 'key-1' };
const context = () => createTestContext({ connector: freshdesk, app, fields });

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('check', () => {
  it('names the account and the agent, with the key as user name', async () => {
    app.play({ request: `GET ${api}/agents/me`, json: { id: 1, contact: { name: 'Ada', email: 'ada@acme.example' } } });
    expect(await check?.(context())).toEqual({ id: 'acme', name: 'acme.freshdesk.com (ada@acme.example)' });
    const basic = Buffer.from('key-1:X').toString('base64');
    expect(app.received[0]?.headers.authorization).toBe(`Basic ${basic}`);
  });

  it('repeats what Freshdesk says of a wrong key', async () => {
    const json = { code: 'invalid_credentials', message: 'You have to be logged in to perform this action.' };
    app.play({ request: `GET ${api}/agents/me`, status: 401, json });
    await expect(check?.(context())).rejects.toMatchObject({
      message: expect.stringContaining('You have to be logged in'),
      details: { class: 'auth', code: 'invalid_credentials' },
    });
  });
});

const ticket = (id: number, updated_at: string, rest: object = {}) => ({
  id,
  subject: 'The lamp flickers',
  status: 2,
  priority: 1,
  custom_fields: { cf_lamp: 'Desk' },
  created_at: '2026-11-01T00:00:00Z',
  updated_at,
  ...rest,
});
/** As many as one page holds, changed at the same time but for the last one. */
const full = (first: number, time: string, last = time) =>
  Array.from({ length: 100 }, (_, index) => ticket(first + index, index === 99 ? last : time));

const listed = (since: string, rows: unknown[], { page = 1, prefix = 'include=description', size = 100 } = {}) => ({
  request: `GET ${api}/tickets?${prefix && `${prefix}&`}updated_since=${encodeURIComponent(since)}&order_by=updated_at&order_type=asc&per_page=${size}&page=${page}`,
  headers: { date },
  json: rows,
});
const beginning = '2000-01-01T00:00:00Z';

describe('tickets', () => {
  it('come by the time of the last one, by page only within one second, and without a promise that there is more', async () => {
    const time = '2026-11-20T10:00:00Z';
    app.play(
      listed(beginning, full(1, '2026-11-19T00:00:00Z', time)),
      listed('2026-11-20T09:59:59Z', full(100, time)),
      listed('2026-11-20T09:59:59Z', full(200, time), { page: 2 }),
      listed('2026-11-20T09:59:59Z', [], { page: 3 }),
    );
    const pass = await readPass(objects.ticket, context(), { mode: 'full' });
    expect(new Set(pass.rows.map(({ id }) => id)).size).toBe(299);
    expect(pass.watermark).toBe('2026-11-21T08:55:00Z');
  });

  it('tell what was thrown away since the last pass', async () => {
    const since = '2026-11-21T08:00:00Z';
    app.play(
      listed(since, [ticket(1, since)]),
      listed(since, [ticket(2, since, { deleted: true })], { prefix: 'filter=deleted' }),
      listed(since, [ticket(3, since, { spam: true })], { prefix: 'filter=spam' }),
    );
    const pass = await readPass(objects.ticket, context(), { mode: 'incremental', watermark: since });
    expect(pass.rows.map(({ id }) => id)).toEqual([1]);
    expect(pass.pages.flatMap(({ deleted }) => deleted)).toEqual(['2', '3']);
    expect(pass.watermark).toBe('2026-11-21T08:55:00Z');
  });

  it('wait as long as Freshdesk says, in both forms', async () => {
    const busy = (after: string) => ({
      ...listed(beginning, []),
      status: 429,
      headers: { 'retry-after': after, date },
      json: { message: 'You have exceeded the limit of requests per minute' },
    });
    app.play(busy('30'), busy('Sat, 21 Nov 2026 09:00:04 GMT'), listed(beginning, []));
    const patient = context();
    await readPass(objects.ticket, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([30_000, 4_000]);
  });

  it('are refused when a web page comes instead, or a page by which nobody can go on', async () => {
    app.play({ ...listed(beginning, []), headers: { 'content-type': 'text/html' }, json: undefined, text: '<html/>' });
    await expect(readPass(objects.ticket, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
    app.play(listed(beginning, [...full(1, date).slice(1), { id: 100 }]));
    await expect(readPass(objects.ticket, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { code: 'unreadable_mark' },
    });
  });

  it('leave a bad row to be judged on its own', async () => {
    app.play(listed(beginning, [ticket(1, date), { id: 2 }]));
    const page = await objects.ticket?.pull(context(), { mode: 'full', cursor: null, watermark: null });
    expect(page?.rows.map((row) => objects.ticket?.row.safeParse(row).success)).toEqual([true, false]);
  });

  it('are gone when Freshdesk says so, in any of its ways', async () => {
    const one = (key: number, answer: object) => ({ request: `GET ${api}/tickets/${key}`, ...answer });
    app.play(
      one(1, { json: ticket(1, date) }),
      one(2, { json: ticket(2, date, { deleted: true }) }),
      one(3, { json: ticket(3, date, { spam: true }) }),
      one(4, { status: 404, text: '' }),
    );
    const got = await Promise.all(['1', '2', '3', '4'].map((key) => objects.ticket?.get?.(context(), key)));
    expect(got).toEqual([ticket(1, date), null, null, null]);
  });

  it('are described with the fields and statuses of the account', async () => {
    app.play({
      request: `GET ${api}/ticket_fields`,
      json: [
        {
          id: 1,
          name: 'status',
          label: 'Status',
          type: 'default_status',
          default: true,
          choices: { 2: ['Open', 'Open'] },
        },
        { id: 2, name: 'cf_lamp', label: 'Lamp', type: 'custom_dropdown', default: false, choices: ['Desk', 'Floor'] },
        { id: 3, name: 'cf_place', label: 'Place', type: 'nested_field', default: false, choices: { Oslo: {} } },
      ],
    });
    const found = await objects.ticket?.describe?.(context());
    expect(found?.find(({ name }) => name === 'status')?.choices).toEqual([{ value: '2', label: 'Open' }]);
    expect(found?.filter(({ custom }) => custom)).toEqual([
      {
        name: 'custom_fields.cf_lamp',
        label: 'Lamp',
        type: 'choice',
        required: false,
        custom: true,
        choices: [
          { value: 'Desk', label: 'Desk' },
          { value: 'Floor', label: 'Floor' },
        ],
      },
      { name: 'custom_fields.cf_place', label: 'Place', type: 'choice', required: false, custom: true },
    ]);
  });
});

describe('conversations', () => {
  it('come from every changed ticket; one that is gone meanwhile has none', async () => {
    app.play(
      listed(beginning, [ticket(1, date), ticket(2, date)], { prefix: '', size: 20 }),
      { request: `GET ${api}/tickets/1/conversations?per_page=100&page=1`, json: [{ id: 7, ticket_id: 1 }] },
      { request: `GET ${api}/tickets/2/conversations?per_page=100&page=1`, status: 404, text: '' },
    );
    const { rows } = await readPass(objects.conversation, context(), { mode: 'full' });
    expect(rows).toEqual([{ id: 7, ticket_id: 1 }]);
  });
});

describe('contacts and companies', () => {
  const link = { date, link: `<${api}/contacts?per_page=100&page=2>; rel="next"` };

  it('come by the address of the next page, over an empty one', async () => {
    app.play(
      { request: `GET ${api}/contacts?per_page=100`, headers: link, json: [{ id: 1, name: 'Ada' }] },
      {
        request: `GET ${api}/contacts?per_page=100&page=2`,
        headers: { date, link: link.link.replace('page=2', 'page=3') },
        json: [],
      },
      { request: `GET ${api}/contacts?per_page=100&page=3`, json: [{ id: 2, name: null }] },
    );
    const pass = await readPass(objects.contact, context(), { mode: 'full' });
    expect(pass.rows.map(({ id }) => id)).toEqual([1, 2]);
    expect(pass.watermark).toBe('2026-11-21T08:55:00.000Z');
  });

  it('are asked for by their change after that', async () => {
    app.play({
      request: `GET ${api}/contacts?_updated_since=2026-11-21T08%3A00%3A00Z&per_page=100`,
      headers: { date },
      json: [],
    });
    const watermark = '2026-11-21T08:00:00.000Z';
    expect((await readPass(objects.contact, context(), { mode: 'incremental', watermark })).rows).toEqual([]);
  });

  it('end where Freshdesk leads in a circle', async () => {
    app.play(
      { request: `GET ${api}/contacts?per_page=100`, headers: link, json: [{ id: 1 }] },
      { request: `GET ${api}/contacts?per_page=100&page=2`, headers: link, json: [{ id: 2 }] },
    );
    await expect(readPass(objects.contact, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { code: 'repeated_cursor' },
    });
  });

  it('are gone when they were deleted', async () => {
    app.play({ request: `GET ${api}/contacts/1`, json: { id: 1, deleted: true } });
    expect(await objects.contact?.get?.(context(), '1')).toBeNull();
  });
});
