import { describe, expect, it } from 'vitest';

import { api, app, context, events, get, hooks, poll, refusal } from './test-calendar.ts';

describe('triggers', () => {
  const changed = (since: string) =>
    `${events}?updatedMin=${encodeURIComponent(since)}&orderBy=updated&showDeleted=true&maxResults=250`;

  it('begin with nothing, then tell what is new', async () => {
    expect(await poll('eventCreated', null as never)).toEqual({ items: [], cursor: '2026-11-21T09:00:00.000Z' });
    const items = [
      { id: 'old', created: '2026-01-01T00:00:00Z', updated: '2026-11-21T08:59:00Z' },
      { id: 'new', created: '2026-11-21T08:58:30Z', updated: '2026-11-21T08:58:30Z' },
    ];
    app.play(get(changed('2026-11-21T08:58:00.000Z'), { items }));
    expect(await poll('eventCreated', '2026-11-21T08:58:00.000Z' as never)).toMatchObject({
      items: [{ id: 'new' }],
      cursor: '2026-11-21T08:58:00.000Z',
    });
  });

  it('go on where Google has forgotten', async () => {
    app.play(
      { request: `GET ${changed('2026-01-01T00:00:00.000Z')}`, ...refusal(410, 'updatedMinTooLongAgo') },
      get(changed('2026-11-14T09:00:00.000Z'), { items: [{ id: 'a', updated: 'u', status: 'cancelled' }] }),
    );
    expect(await poll('eventChanged', '2026-01-01T00:00:00.000Z' as never)).toMatchObject({
      items: [{ id: 'a', version: 'u/cancelled' }],
    });
  });

  it('tell what begins soon', async () => {
    const cursor = { from: '2026-11-21T09:05:00.000Z', asked: '2026-11-21T08:50:00.000Z' };
    const items = [
      { id: 'running', start: { dateTime: '2026-11-21T08:00:00Z' } },
      { id: 'soon', start: { dateTime: '2026-11-21T10:10:00+01:00' } },
    ];
    app.play(
      get(
        `${events}?timeMin=2026-11-21T08%3A50%3A00.000Z&timeMax=2026-11-21T09%3A15%3A00.000Z&singleEvents=true&orderBy=startTime&maxResults=250`,
        { items },
      ),
    );
    expect(await poll('eventBegins', cursor as never)).toMatchObject({
      items: [{ id: 'soon' }],
      cursor: { from: cursor.from, asked: '2026-11-21T08:58:00.000Z' },
    });
  });
});

describe('hooks', () => {
  const request = (headers: Record<string, string>) => ({
    method: 'POST',
    url: new URL('https://p.example/h'),
    headers: new Headers(headers),
    body: new Uint8Array(),
  });
  const verdict = (token: string | undefined, secret = 'secret') =>
    typeof hooks?.verify === 'function'
      ? hooks.verify(request(token === undefined ? {} : { 'x-goog-channel-token': token }), { secret }, new Date())
      : undefined;

  it('are known by the token', () => {
    expect(verdict('secret')).toEqual({ ok: true });
    expect(verdict('secres')).toEqual({ ok: false, because: 'bad_signature' });
    expect(verdict(undefined)).toEqual({ ok: false, because: 'missing_header' });
    expect(verdict('', '')).toEqual({ ok: false, because: 'missing_header' });
  });

  it('say which calendar has changed', () => {
    const headers = {
      'x-goog-channel-id': 'c1',
      'x-goog-message-number': '7',
      'x-goog-resource-state': 'exists',
      'x-goog-resource-uri': `${events}?alt=json`,
    };
    expect(hooks?.events(request(headers))).toEqual([
      { id: 'c1-7', type: 'events.changed', object: 'event', data: { calendar: 'team@acme.example' } },
    ]);
    expect(hooks?.events(request({ ...headers, 'x-goog-resource-state': 'sync' }))).toEqual([]);
  });

  it('are renewed by another channel, opened before the old one ends', async () => {
    const answer = { id: 'c2', resourceId: 'r2', expiration: '1795338000000' };
    app.play(
      { request: `POST ${events}/watch`, json: { ...answer, id: 'c1' } },
      { request: `POST ${events}/watch`, json: answer },
      { request: `POST ${api}/channels/stop`, ...refusal(404, 'channelIdInvalid') },
    );
    const first = await hooks?.subscribe?.(context(), { url: 'https://p.example/h', secret: 's', events: [] });
    expect(app.received[0]?.json()).toEqual({
      id: expect.any(String),
      type: 'web_hook',
      address: 'https://p.example/h',
      token: 's',
    });
    if (first === undefined) throw new Error('No subscription.');
    expect(await hooks?.renew?.(context(), first)).toMatchObject({
      id: 'c2',
      expiresAt: '2026-11-22T09:00:00.000Z',
      state: { resourceId: 'r2', secret: 's', calendar: 'team@acme.example' },
    });
    expect(app.received[2]?.json()).toEqual({ id: 'c1', resourceId: 'r2' });
  });
});
