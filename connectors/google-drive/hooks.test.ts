import { describe, expect, it } from 'vitest';

import { api, app, at, changes, context, folder, hooks, lists, start, triggers } from './test-drive.ts';

describe('a new file', () => {
  it('is told once, since the watching began', async () => {
    const trigger = triggers.fileAdded;
    if (trigger?.via !== 'poll') throw new Error('It is polled.');
    app.play(start);
    const { cursor, items } = await trigger.poll(context(), { cursor: null });
    expect(items).toEqual([]);
    app.play({
      request: changes('10'),
      json: {
        changes: [
          { fileId: 'old', file: { id: 'old', createdTime: '2026-01-01T00:00:00Z' } },
          { fileId: 'new', file: { id: 'new', createdTime: '2026-11-21T09:00:01Z' } },
          { fileId: 'shared', file: { id: 'shared', sharedWithMeTime: '2026-11-21T09:00:02Z' } },
          { fileId: 'f', file: { id: 'f', mimeType: folder, createdTime: '2026-11-21T09:00:01Z' } },
        ],
        newStartPageToken: '11',
      },
    });
    const next = await trigger.poll(context(), { cursor });
    expect(next.items.map((item) => item.id)).toEqual(['new', 'shared']);
    expect(next.cursor).toMatchObject({ token: '11' });
  });
});

describe('hooks', () => {
  const request = (headers: Record<string, string>) => ({
    method: 'POST',
    url: new URL('https://p.example/h'),
    headers: new Headers(headers),
    body: new Uint8Array(),
  });

  it('are known by the token', () => {
    const verdict = (token: string, secret = 'secret') =>
      typeof hooks?.verify === 'function'
        ? hooks.verify(request(token ? { 'x-goog-channel-token': token } : {}), { secret }, new Date())
        : undefined;
    expect(verdict('secret')).toEqual({ ok: true });
    expect(verdict('secres')).toEqual({ ok: false, because: 'bad_signature' });
    expect(verdict('')).toEqual({ ok: false, because: 'missing_header' });
  });

  it('say that something has changed', () => {
    const headers = { 'x-goog-channel-id': 'c1', 'x-goog-message-number': '7', 'x-goog-resource-state': 'change' };
    expect(hooks?.events(request(headers))).toEqual([
      { id: 'c1-7', type: 'drive.changed', object: 'file', data: { state: 'change' } },
    ]);
    expect(hooks?.events(request({ ...headers, 'x-goog-resource-state': 'sync' }))).toEqual([]);
  });

  it('are renewed by another channel, opened before the old one ends', async () => {
    const watch = at('POST', '/changes/watch', { pageToken: '10', ...lists });
    app.play(
      start,
      { request: watch, json: { id: 'c2', resourceId: 'r2', expiration: '1795338000000' } },
      { request: `POST ${api}/channels/stop`, status: 204, text: '' },
    );
    const state = { resourceId: 'r1', url: 'https://p.example/h', secret: 's', drive: '' };
    expect(await hooks?.renew?.(context(), { id: 'c1', state })).toMatchObject({
      id: 'c2',
      expiresAt: '2026-11-22T09:00:00.000Z',
      state: { resourceId: 'r2', secret: 's' },
    });
    expect(app.received[1]?.json()).toMatchObject({ type: 'web_hook', token: 's', expiration: '1795856400000' });
    expect(app.received[2]?.json()).toEqual({ id: 'c1', resourceId: 'r1' });
  });
});
