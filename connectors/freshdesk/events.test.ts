import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

const app = testApp();
const freshdesk = await loadTestConnector(basename(import.meta.dirname));
const { hooks, triggers = {}, options = {} } = freshdesk.connector;

const api = 'https://acme.freshdesk.com/api/v2';
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const context = () => createTestContext({ connector: freshdesk, app, fields: { domain: 'acme', apiKey: 'key-1' } });

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

const poll = (
  name: string,
  cursor: Parameters<Extract<(typeof triggers)[string], { via: 'poll' }>['poll']>[1]['cursor'],
) => {
  const trigger = triggers[name];
  if (trigger?.via !== 'poll') throw new Error(`${name} does not poll.`);
  return trigger.poll(context(), { cursor });
};
const changed = (since: string, size: number, json: unknown[], page = 1) => ({
  request: `GET ${api}/tickets?updated_since=${encodeURIComponent(since)}&order_by=updated_at&order_type=asc&per_page=${size}&page=${page}`,
  headers: { date },
  json,
});
const ticket = (id: number, created_at: string, updated_at = created_at) => ({ id, status: 2, created_at, updated_at });
const now = '2026-11-21T09:00:00Z';
const since = '2026-11-21T08:50:00Z';

describe('polls', () => {
  it('begin now, with nothing', async () => {
    app.play(changed(now, 1, []));
    expect(await poll('ticketCreated', null)).toEqual({ items: [], cursor: { since: now, page: 1, begin: now } });
    app.play({
      request: `GET ${api}/contacts?_updated_since=${encodeURIComponent(now)}&per_page=100&page=1`,
      headers: { date },
      json: [],
    });
    expect(await poll('contactCreated', null)).toEqual({ items: [], cursor: { since: now, page: 1, now: null } });
  });

  it('tell new tickets from changed ones, and look back a little the next time', async () => {
    const rows = [ticket(1, '2026-11-01T00:00:00Z', '2026-11-21T08:51:00Z'), ticket(2, '2026-11-21T08:52:00Z')];
    app.play(changed(since, 100, rows), changed(since, 100, rows));
    const cursor = { since, page: 1, begin: since };
    const later = { since: '2026-11-21T08:58:00Z', page: 1, begin: '2026-11-21T08:58:00Z' };
    expect(await poll('ticketCreated', cursor)).toEqual({ items: [{ id: '2', data: rows[1] }], cursor: later });
    expect((await poll('ticketChanged', cursor)).items).toMatchObject([
      { id: '1', version: '2026-11-21T08:51:00Z' },
      { id: '2', version: '2026-11-21T08:52:00Z' },
    ]);
  });

  it('go on another time where there is very much, and still know what was new', async () => {
    const many = (page: number) =>
      Array.from({ length: 100 }, (_, index) => ticket(page * 100 + index, '2026-11-21T08:50:01Z'));
    app.play(...Array.from({ length: 10 }, (_, index) => changed(since, 100, many(index), index + 1)));
    const polled = await poll('ticketCreated', { since, page: 1, begin: since });
    expect(polled.items).toHaveLength(1_000);
    expect(polled.cursor).toEqual({ since, page: 11, begin: since });
  });

  it('bring new contacts, the oldest first', async () => {
    const contact = (id: number, created_at: string) => ({ id, name: 'Ada', created_at, updated_at: now });
    const rows = [
      contact(3, '2026-11-21T08:56:00Z'),
      contact(1, '2026-01-01T00:00:00Z'),
      contact(2, '2026-11-21T08:51:00Z'),
    ];
    app.play({
      request: `GET ${api}/contacts?_updated_since=${encodeURIComponent(since)}&per_page=100&page=1`,
      headers: { date },
      json: rows,
    });
    const polled = await poll('contactCreated', { since, page: 1, now: null });
    expect(polled.items.map(({ id }) => id)).toEqual(['2', '3']);
    expect(polled.cursor).toEqual({ since: '2026-11-21T08:58:00Z', page: 1, now: null });
  });
});

describe('hooks', () => {
  const request = (body: string, headers: Record<string, string> = { 'x-webhook-secret': 's3cret' }) => ({
    method: 'POST',
    url: new URL('https://portico.example/h'),
    headers: new Headers(headers),
    body: Buffer.from(body),
  });
  const body = (event: string) =>
    JSON.stringify({ freshdesk_webhook: { ticket_id: 42, ticket_subject: 'Lamp', triggered_event: event } });
  const verify = (one: ReturnType<typeof request>) =>
    typeof hooks?.verify === 'function' ? hooks.verify(one, { secret: 's3cret' }, new Date(date)) : undefined;

  it('carry the secret of the customer', () => {
    expect(verify(request(body('')))).toEqual({ ok: true });
    expect(verify(request(body(''), { 'x-webhook-secret': 's3creT' }))).toEqual({
      ok: false,
      because: 'bad_signature',
    });
    expect(verify(request(body(''), {}))).toEqual({ ok: false, because: 'missing_header' });
  });

  it('say which ticket, and whether it is new', () => {
    expect(hooks?.events(request(body('{ticket_action:created}')))).toMatchObject([
      { type: 'ticket.created', object: 'ticket', key: '42' },
    ]);
    const [event] = hooks?.events(request(body('{ticket_status:{from:2,to:4}}'))) ?? [];
    expect(event?.type).toBe('ticket.changed');
    expect(triggers.ruleCalled?.output.safeParse(event?.data).success).toBe(true);
    expect(() => hooks?.events(request('{}'))).toThrow('without the number');
  });
});

describe('options', () => {
  it('are agents, companies as far as they are typed, and the statuses of the account', async () => {
    const status = { name: 'status', label: 'Status', type: 'default_status', default: true };
    app.play(
      {
        request: `GET ${api}/agents?per_page=100`,
        json: [{ id: 1001, contact: { name: 'Ada', email: 'a@acme.example' } }],
      },
      { request: `GET ${api}/companies/autocomplete?name=glo`, json: { companies: [{ id: 9, name: 'Globex' }] } },
      { request: `GET ${api}/ticket_fields`, json: [{ ...status, choices: { 2: ['Open', 'Open'], 6: 'Waiting' } }] },
    );
    const ask = (name: string, search: string) => options[name]?.(context(), { search, cursor: null });
    expect(await ask('agents', 'ada')).toMatchObject({ options: [{ value: '1001', detail: 'a@acme.example' }] });
    expect(await ask('companies', 'glo')).toMatchObject({ options: [{ value: '9', label: 'Globex' }] });
    expect(await ask('statuses', 'wait')).toMatchObject({ options: [{ value: '6', label: 'Waiting' }] });
  });
});
