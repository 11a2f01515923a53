import { describe, expect, it } from 'vitest';
import type { Exchange } from '#server/runtime/test-app.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { ada, at, meeting, now, testZoom } from './test-zoom.ts';

const { app, zoom, context, objects, options = {}, check, lookUp } = await testZoom();

describe('check', () => {
  it('names the person, and learns what events are told apart by', async () => {
    app.play({ request: `GET ${at}/users/me`, json: ada }, { request: `GET ${at}/users/me`, json: ada });
    expect(await check?.(context())).toEqual({ id: 'u1', name: 'Ada Moreno (ada@acme.example)' });
    expect(await lookUp?.(context())).toEqual({ userId: 'u1', zoomAccount: 'a1' });
  });

  it('asks for the person that a server-to-server app was given', async () => {
    app.play(
      {
        request: 'POST https://zoom.us/oauth/token?grant_type=account_credentials&account_id=acc',
        json: { access_token: 's2s', token_type: 'bearer', expires_in: 3599 },
      },
      { request: `GET ${at}/users/ada%40acme.example`, json: ada },
    );
    const fields = { accountId: 'acc', clientId: 'c', clientSecret: 's', user: 'ada@acme.example' };
    const { obtainCredential } = await import('#server/runtime/auth/obtain-credential.ts');
    const { accessOf } = await import('#server/runtime/access.ts');
    const learnt = { accountId: 'acc', clientId: 'c', user: 'ada@acme.example' };
    const access = accessOf({ connector: zoom, accountType: 'serverToServer', client: undefined, learnt });
    const { send } = app.client;
    const credential = await obtainCredential({ access, fields, now: new Date(now), send });
    await check?.(context({ accountType: 'serverToServer', fields, credential }));
    expect(app.received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('c:s').toString('base64')}`);
    expect(app.received[1]?.headers.authorization).toBe('Bearer s2s');
  });

  it("shows Zoom's own words, and knows a missing scope from a bad token", async () => {
    const request = `GET ${at}/users/me`;
    app.play({ request, status: 401, json: { code: 124, message: 'Invalid access token.' } });
    await expect(check?.(context())).rejects.toMatchObject({
      details: { class: 'auth', appMessage: 'Invalid access token.' },
    });
    const message = 'Invalid access token, does not contain scopes:[user:read:user].';
    app.play({ request, status: 400, json: { code: 4711, message } });
    await expect(check?.(context())).rejects.toMatchObject({ details: { class: 'permission', appMessage: message } });
  });
});

describe('recordings', () => {
  const month = (from: string, to: string, json: object, token = ''): Exchange => ({
    request: `GET ${at}/users/me/recordings?from=${from}&to=${to}&page_size=300${token}`,
    json,
  });
  const one = (uuid: string) => ({ uuid, id: 1, topic: 'Review', type: '2' });

  it('come month by month without a gap, to tomorrow', async () => {
    app.play(
      month('2026-10-01', '2026-10-28', { meetings: [one('a==')], next_page_token: 't' }),
      month('2026-10-01', '2026-10-28', { meetings: [one('b==')], next_page_token: '' }, '&next_page_token=t'),
      month('2026-10-29', '2026-11-22', { meetings: [one('c==')] }),
    );
    const pass = await readPass(objects.recording, context(), { mode: 'full' });
    expect(pass.rows.map(({ uuid }) => uuid)).toEqual(['a==', 'b==', 'c==']);
    expect(pass.watermark).toBe('2026-11-21T09:00:00.000Z');
  });

  it('go back a week, for those that become ready late', async () => {
    app.play(month('2026-11-13', '2026-11-22', {}));
    const watermark = '2026-11-20T09:00:00.000Z';
    await readPass(objects.recording, context(), { mode: 'incremental', watermark });
  });

  it('do not go round in a circle', async () => {
    const again = { meetings: [], next_page_token: 't' };
    app.play(month('2026-10-01', '2026-10-28', again), month('2026-10-01', '2026-10-28', again, '&next_page_token=t'));
    await expect(readPass(objects.recording, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { code: 'repeated_cursor' },
    });
  });

  it('are asked for twice encoded where the UUID holds slashes', async () => {
    app.play({ request: `GET ${at}/meetings/%252Fa%252F%252Fb%253D%253D/recordings`, json: one('/a//b==') });
    expect(await objects.recording?.get?.(context(), '/a//b==')).toMatchObject({ uuid: '/a//b==' });
  });
});

describe('options', () => {
  it('name a recurring meeting once', async () => {
    const meetings = [meeting(2, { type: 8 }), meeting(2, { type: 8 }), meeting(3, { topic: 'Other' })];
    app.play({
      request: `GET ${at}/users/me/meetings?type=upcoming&page_size=300`,
      json: { meetings, next_page_token: 't' },
    });
    expect(await options.meetings?.(context(), { search: 'rev', cursor: null })).toEqual({
      options: [{ value: '2', label: 'Review' }],
      next: 't',
    });
  });
});
