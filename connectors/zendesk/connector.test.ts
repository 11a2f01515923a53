import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const zendesk = await loadTestConnector(basename(import.meta.dirname));
const { objects, check } = zendesk.connector;

const api = 'https://acme.zendesk.com/api/v2';
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const context = (given: Partial<Parameters<typeof createTestContext>[0]> = {}) =>
  createTestContext({ connector: zendesk, app, learnt: { subdomain: 'acme' }, ...given });

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('the address', () => {
  const subdomain = (value: string) => zendesk.connector.before?.safeParse({ subdomain: value }).data;
  it('is a name, or the whole of it', () => {
    expect(subdomain(' https://Acme.zendesk.com/agent ')).toEqual({ subdomain: 'acme' });
    expect(subdomain('evil.example/acme')).toEqual({ subdomain: 'evil' });
    expect(subdomain('a b')).toBeUndefined();
  });
});

describe('check', () => {
  const me = (user: object) => app.play({ request: `GET ${api}/users/me.json`, json: { user } });

  it('names the account and the person', async () => {
    me({ id: 1, name: 'Mara', email: 'mara@acme.example', role: 'admin' });
    expect(await check?.(context())).toEqual({ id: 'acme', name: 'acme.zendesk.com (mara@acme.example)' });
    me({ id: 2, name: 'Bo', email: null, role: 'agent' });
    expect(await check?.(context())).toMatchObject({ notice: expect.stringContaining('administrators only') });
  });

  it('takes the stranger whom Zendesk greets for nobody', async () => {
    me({ id: null, name: 'Anonymous user', email: 'x@acme.example', role: 'end-user' });
    await expect(check?.(context())).rejects.toMatchObject({ details: { class: 'auth', code: 'anonymous' } });
  });

  it('goes on with a new token where the old one has ended', async () => {
    const ended = { error: 'invalid_token', error_description: 'The access token provided is expired' };
    app.play({ request: `GET ${api}/users/me.json`, status: 401, json: ended });
    me({ id: 1, name: 'Mara', role: 'admin' });
    await check?.(context({ renewed: bearer('token-2') }));
    expect(app.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });
});

const ticket = (id: number, rest: object = {}) => ({
  id,
  subject: 'The lamp flickers',
  status: 'open',
  priority: null,
  tags: [],
  custom_fields: [{ id: 27642, value: '745' }],
  ...rest,
});
const tickets = `GET ${api}/incremental/tickets/cursor.json?per_page=500`;
const exported = (query: string, rows: unknown[], after_cursor: string | null, end_of_stream: boolean) => ({
  request: `${tickets}&${query}`,
  json: { tickets: rows, after_cursor, end_of_stream, before_cursor: null },
});

describe('tickets', () => {
  it('come by cursor from the beginning, over an empty page, with their custom values', async () => {
    app.play(
      exported('start_time=0', [ticket(1), ticket(2, { status: 'deleted' })], 'c1', false),
      exported('cursor=c1', [], 'c2', false),
      exported('cursor=c2', [ticket(3)], 'c3', true),
    );
    const pass = await readPass(objects.ticket, context(), { mode: 'full' });
    expect(pass.rows.map(({ id, custom }) => [id, custom])).toEqual([
      [1, { 27642: '745' }],
      [3, { 27642: '745' }],
    ]);
    expect(pass.pages.flatMap(({ deleted }) => deleted)).toEqual(['2']);
    expect(pass.watermark).toBe('c3');
  });

  it('go on from the last cursor, and stay there when nothing is new', async () => {
    app.play(exported('cursor=c3', [], null, true));
    const pass = await readPass(objects.ticket, context(), { mode: 'incremental', watermark: 'c3' });
    expect(pass).toMatchObject({ rows: [], watermark: 'c3' });
  });

  it('end where Zendesk leads in a circle', async () => {
    app.play(exported('start_time=0', [ticket(1)], 'c1', false), exported('cursor=c1', [ticket(1)], 'c1', false));
    await expect(readPass(objects.ticket, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { code: 'repeated_cursor' },
    });
  });

  it('wait as long as Zendesk says, in both of its forms', async () => {
    const json = { error: 'APIRateLimitExceeded', description: 'Number of allowed API requests per minute exceeded' };
    const busy = (after: string) => ({
      request: `${tickets}&start_time=0`,
      status: 429,
      headers: { 'retry-after': after, date },
      json,
    });
    app.play(busy('17'), busy('Sat, 21 Nov 2026 09:00:05 GMT'), exported('start_time=0', [], null, true));
    const patient = context();
    await readPass(objects.ticket, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([17_000, 5_000]);
  });

  it('are refused when a web page comes instead', async () => {
    app.play({ request: `${tickets}&start_time=0`, headers: { 'content-type': 'text/html' }, text: '<html></html>' });
    await expect(readPass(objects.ticket, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
  });

  it('leave a bad row to be judged on its own', async () => {
    app.play(exported('start_time=0', [ticket(1), { id: 'x' }, 'nothing'], 'c1', true));
    const page = await objects.ticket?.pull(context(), { mode: 'full', cursor: null, watermark: null });
    expect(page?.rows.map((row) => objects.ticket?.row.safeParse(row).success)).toEqual([true, false, false]);
  });

  it('are read one by one; a deleted one is gone', async () => {
    app.play(
      { request: `GET ${api}/tickets/1.json`, json: { ticket: ticket(1) } },
      {
        request: `GET ${api}/tickets/2.json`,
        status: 404,
        json: { error: 'RecordNotFound', description: 'Not found' },
      },
    );
    expect(await objects.ticket?.get?.(context(), '1')).toMatchObject({ custom: { 27642: '745' } });
    expect(await objects.ticket?.get?.(context(), '2')).toBeNull();
  });

  it('are described with the fields of the account', async () => {
    const field = { id: 27642, title: 'Lamp', type: 'tagger', active: true, removable: true };
    const choices = [{ id: 1, name: 'Desk', value: 'desk', default: false }];
    app.play({
      request: `GET ${api}/ticket_fields.json?page%5Bsize%5D=100`,
      json: {
        ticket_fields: [
          { ...field, custom_field_options: choices },
          { ...field, id: 2, type: 'subject', removable: false },
          { ...field, id: 3, active: false },
        ],
        meta: { has_more: false, after_cursor: null },
      },
    });
    const fields = await objects.ticket?.describe?.(context());
    expect(fields?.filter(({ custom }) => custom)).toEqual([
      {
        name: 'custom.27642',
        label: 'Lamp',
        type: 'choice',
        required: false,
        readOnly: false,
        custom: true,
        choices: [{ value: 'desk', label: 'Desk' }],
      },
    ]);
  });
});

describe('people, organizations and comments', () => {
  it('count a deactivated person as deleted', async () => {
    app.play({
      request: `GET ${api}/incremental/users/cursor.json?per_page=500&cursor=u1`,
      json: {
        users: [
          { id: 1, name: 'Ada', active: true },
          { id: 2, name: 'Bo', active: false },
        ],
        after_cursor: 'u2',
        end_of_stream: true,
      },
    });
    const pass = await readPass(objects.user, context(), { mode: 'incremental', watermark: 'u1' });
    expect(pass.rows).toMatchObject([{ id: 1 }]);
    expect(pass.pages[0]).toMatchObject({ deleted: ['2'], watermark: 'u2' });
  });

  const organizations = (start: number, json: object) => ({
    request: `GET ${api}/incremental/organizations.json?start_time=${start}`,
    json,
  });

  it('come by time where there is no cursor, never of the newest minutes', async () => {
    const now = Date.parse(date) / 1000;
    app.play(
      organizations(now - 300, { organizations: [{ id: 1, name: 'Globex' }], count: 1_000, end_time: now - 200 }),
      organizations(now - 200, { organizations: [], count: 0, end_time: null }),
    );
    const pass = await readPass(objects.organization, context(), { mode: 'incremental', watermark: now });
    expect(pass.rows).toHaveLength(1);
    expect(pass.watermark).toBe(now - 320);
  });

  it('end where the time does not move on', async () => {
    app.play(organizations(0, { organizations: [], count: 1_000, end_time: 0, end_of_stream: false }));
    await expect(readPass(objects.organization, context(), { mode: 'full' })).rejects.toThrow('the same page');
  });

  it('find comments among the events of tickets', async () => {
    const said = { id: 7, event_type: 'Comment', author_id: 1, body: 'Since Monday.', public: true };
    app.play({
      request: `GET ${api}/incremental/ticket_events.json?include=comment_events&start_time=0`,
      json: {
        ticket_events: [
          { id: 5, ticket_id: 35436, created_at: date, child_events: [said, { id: 8, event_type: 'Change' }] },
        ],
        count: 1,
        end_of_stream: true,
        end_time: 1_700_000_000,
      },
    });
    const { rows } = await readPass(objects.comment, context(), { mode: 'full' });
    expect(rows).toEqual([{ ...said, ticket_id: 35436, created_at: date }]);
  });
});
