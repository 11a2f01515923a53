import { createHmac } from 'node:crypto';
import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const zoom = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {}, options = {}, hooks, check, lookUp } = zoom.connector;
const context = (more: Partial<Parameters<typeof createTestContext>[0]> = {}) =>
  createTestContext({ connector: zoom, app, settings: { recordingsSince: '2026-10-01' }, ...more });

const at = 'https://api.zoom.us/v2';
const now = Date.parse('2026-11-21T09:00:00Z');
const ada = { id: 'u1', account_id: 'a1', email: 'ada@acme.example', display_name: 'Ada Moreno' };
const meeting = (id: number, more: object = {}) => ({ id, type: 2, topic: 'Review', uuid: `m${id}==`, ...more });
const list = `GET ${at}/users/me/meetings?type=scheduled&page_size=300`;
const run = (name: string, input: unknown = actions[name]?.example) => {
  const action = actions[name];
  if (!action) throw new Error(`There is no action ${name}.`);
  return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
};

beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['Date'] });
  return () => vi.useRealTimers();
});

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

describe('meetings', () => {
  it('come by token, over an empty page; times of one that recurs are told apart', async () => {
    app.play(
      { request: list, json: { meetings: [meeting(1)], next_page_token: 't1' } },
      { request: `${list}&next_page_token=t1`, json: { meetings: [], next_page_token: 't2' } },
      {
        request: `${list}&next_page_token=t2`,
        json: {
          meetings: [
            meeting(2, { type: 8, start_time: '2026-12-01T09:00:00Z' }),
            meeting(2, { type: 8, start_time: '2026-12-08T09:00:00Z' }),
          ],
          next_page_token: '',
        },
      },
    );
    const { rows } = await readPass(objects.meeting, context(), { mode: 'full' });
    expect(rows.map((row) => objects.meeting?.key(row, { recordingsSince: '2026-10-01' }))).toEqual([
      '1',
      '2/2026-12-01T09:00:00Z',
      '2/2026-12-08T09:00:00Z',
    ]);
  });

  it('go on with a renewed access', async () => {
    app.play(
      { request: list, status: 401, json: { code: 124, message: 'Access token is expired.' } },
      { request: list, json: {} },
    );
    await readPass(objects.meeting, context({ renewed: bearer('token-2') }), { mode: 'full' });
    expect(app.received.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });

  it('wait for a second, not for a day', async () => {
    const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
    const retryAt = { 'retry-after': 'Sat, 21 Nov 2026 09:00:03 GMT', date };
    app.play(
      { request: list, status: 429, headers: { 'retry-after': '2' }, json: { code: 429, message: 'Too many.' } },
      { request: list, status: 429, headers: retryAt, json: { code: 429, message: 'Too many.' } },
      { request: list, json: {} },
    );
    const patient = context();
    await readPass(objects.meeting, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([2_000, 3_000]);
    const message = 'You have reached the maximum daily rate limit for this API.';
    app.play({ request: list, status: 429, json: { code: 429, message } });
    await expect(readPass(objects.meeting, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'quota' },
    });
  });

  it('do not go round in a circle, nor are taken from a web page', async () => {
    app.play(
      { request: list, json: { meetings: [meeting(1)], next_page_token: 't1' } },
      { request: `${list}&next_page_token=t1`, json: { meetings: [meeting(2)], next_page_token: 't1' } },
    );
    await expect(readPass(objects.meeting, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { code: 'repeated_cursor' },
    });
    app.play({ request: list, headers: { 'content-type': 'text/html' }, text: '<html>' });
    await expect(readPass(objects.meeting, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
  });

  it('are read one by one, one time of several too', async () => {
    const start_time = '2026-12-08T09:00:00Z';
    const recurring = meeting(2, {
      type: 8,
      start_time: '2026-12-01T09:00:00Z',
      occurrences: [{ start_time, duration: 45 }],
    });
    app.play(
      { request: `GET ${at}/meetings/2`, json: recurring },
      { request: `GET ${at}/meetings/2`, json: recurring },
      { request: `GET ${at}/meetings/3`, status: 404, json: { code: 3001, message: 'Meeting does not exist.' } },
    );
    expect(await objects.meeting?.get?.(context(), `2/${start_time}`)).toMatchObject({ start_time, duration: 45 });
    expect(await objects.meeting?.get?.(context(), '2/2030-01-01T00:00:00Z')).toBeNull();
    expect(await objects.meeting?.get?.(context(), '3')).toBeNull();
  });

  it('are written one by one, a bad one fails alone', async () => {
    const errors = [{ field: 'start_time', message: 'Invalid field.' }];
    app.play(
      { request: `POST ${at}/users/me/meetings`, status: 201, json: meeting(5) },
      {
        request: `POST ${at}/users/me/meetings`,
        status: 400,
        json: { code: 300, message: 'Validation Failed.', errors },
      },
      { request: `PATCH ${at}/meetings/6`, status: 204 },
    );
    const items = [
      { data: { topic: 'A' } },
      { data: { topic: 'B', start_time: 'soon' } },
      { key: '6', data: { topic: 'C' } },
    ];
    expect(await objects.meeting?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: '5', action: 'created' },
      { error: { class: 'invalid', code: '300', message: 'Invalid field.', field: 'start_time' } },
      { key: '6', action: 'updated' },
    ]);
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

describe('actions', () => {
  const id = '85746065432';

  it('create in UTC, and only with what was wanted', async () => {
    app.play({
      request: `POST ${at}/users/me/meetings`,
      status: 201,
      json: { id: 1, join_url: 'https://zoom.us/j/1' },
    });
    await run('createMeeting');
    expect(app.received[0]?.json()).toEqual({
      topic: 'Demo for Globex',
      type: 2,
      start_time: '2026-12-01T09:00:00Z',
      duration: 30,
      timezone: 'Europe/Berlin',
      settings: {},
    });
  });

  it('create once, also when Zoom stumbles', async () => {
    app.play({ request: `POST ${at}/users/me/meetings`, status: 503, text: '' });
    await expect(run('createMeeting')).rejects.toMatchObject({ details: { class: 'app_down' } });
  });

  it.each<[string, Exchange, unknown?]>([
    ['updateMeeting', { request: `PATCH ${at}/meetings/${id}`, status: 204 }, { start_time: '2026-12-01T10:00:00Z' }],
    ['deleteMeeting', { request: `DELETE ${at}/meetings/${id}`, status: 204 }],
    ['endMeeting', { request: `PUT ${at}/meetings/${id}/status`, status: 204 }, { action: 'end' }],
    ['findMeeting', { request: `GET ${at}/meetings/${id}`, json: meeting(85_746_065_432) }],
    [
      'addRegistrant',
      { request: `POST ${at}/meetings/${id}/registrants`, status: 201, json: { registrant_id: 'r', join_url: 'j' } },
      { email: 'ada@acme.example', first_name: 'Ada', last_name: 'Moreno' },
    ],
    ['removeRegistrant', { request: `DELETE ${at}/meetings/${id}/registrants/9tboDiHUQAeOnbmudzWa5g`, status: 204 }],
    ['findRecording', { request: `GET ${at}/meetings/${id}/recordings`, json: { uuid: 'a==' } }],
    [
      'readSummary',
      { request: `GET ${at}/meetings/4444AAAiAAAAAiAiAiiAii%3D%3D/meeting_summary`, json: { summary_title: 'S' } },
    ],
  ])('%s sends exactly what was given', async (name, exchange, json) => {
    app.play(exchange);
    await run(name);
    if (json !== undefined) expect(app.received[0]?.json()).toEqual(json);
  });

  it('list all pages of people', async () => {
    const participants = `GET ${at}/past_meetings/${id}/participants?page_size=300`;
    app.play(
      { request: participants, json: { participants: [{ name: 'Ada' }], next_page_token: 't' } },
      { request: `${participants}&next_page_token=t`, json: { participants: [{ name: 'Bo' }], next_page_token: '' } },
      { request: `GET ${at}/meetings/${id}/registrants?status=approved&page_size=300`, json: { registrants: [] } },
    );
    expect(await run('listParticipants')).toEqual({ participants: [{ name: 'Ada' }, { name: 'Bo' }] });
    expect(await run('listRegistrants')).toEqual({ registrants: [] });
  });

  it.each([
    [404, 3001, 'not_found'],
    [400, 200, 'permission'],
    [400, 3000, 'invalid'],
    [409, 1005, 'conflict'],
  ])('read %i %i as %s', async (status, code, errorClass) => {
    app.play({ request: `PUT ${at}/meetings/${id}/status`, status, json: { code, message: 'No' } });
    await expect(run('endMeeting')).rejects.toMatchObject({
      details: { class: errorClass, code: String(code), appMessage: 'No' },
    });
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

describe('hooks', () => {
  const secret = 'secret-token';
  const time = String(now / 1000);
  const hook = (body: unknown, sent = time) => {
    const text = JSON.stringify(body);
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${sent}:${text}`).digest('hex')}`;
    const headers = new Headers({ 'x-zm-signature': signature, 'x-zm-request-timestamp': sent });
    return { method: 'POST', url: new URL('https://p.example'), headers, body: new TextEncoder().encode(text) };
  };
  const verify = (request: ReturnType<typeof hook>) =>
    typeof hooks?.verify === 'function' ? hooks.verify(request, { secret }, new Date(now)) : undefined;
  const object = { id: '85746065432', uuid: 'm==', host_id: 'u1', type: 2, topic: 'Review' };
  const started = { event: 'meeting.started', event_ts: now, payload: { account_id: 'a1', object } };

  it('are believed by time and body', () => {
    expect(verify(hook(started))).toEqual({ ok: true });
    expect(verify(hook(started, String(now / 1000 - 3600)))).toEqual({ ok: false, because: 'too_old' });
    expect(verify({ ...hook(started), body: new Uint8Array([1]) })).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify({ ...hook(started), headers: new Headers() })).toEqual({ ok: false, because: 'missing_header' });
  });

  it('answer the question for the address', () => {
    const plainToken = 'qgg8vlvZRS6UYooatFL8Aw';
    const asked = { event: 'endpoint.url_validation', payload: { plainToken }, event_ts: now };
    const encryptedToken = createHmac('sha256', secret).update(plainToken).digest('hex');
    expect(JSON.parse(hooks?.challenge?.(hook(asked), { secret })?.body ?? '')).toEqual({ plainToken, encryptedToken });
    expect(hooks?.challenge?.(hook(started), { secret })).toBeUndefined();
  });

  it('name whose meeting it is, and each participant once', () => {
    expect(hooks?.events(hook(started))).toMatchObject([
      {
        id: `meeting.started/m==/${now}`,
        type: 'meeting.started',
        account: 'u1',
        object: 'meeting',
        key: '85746065432',
      },
    ]);
    const joined = { ...started, event: 'meeting.participant_joined' };
    const ids = ['1', '2'].map(
      (user_id) =>
        hooks?.events(hook({ ...joined, payload: { object: { ...object, participant: { user_id } } } }))[0]?.id,
    );
    expect(new Set(ids).size).toBe(2);
  });

  it('name a recording, and no row for one time of several', () => {
    const recorded = { ...started, event: 'recording.completed' };
    expect(hooks?.events(hook(recorded))).toMatchObject([{ object: 'recording', key: 'm==' }]);
    const recurring = { ...started, payload: { object: { ...object, type: 8 } } };
    expect(hooks?.events(hook(recurring))[0]).not.toHaveProperty('key');
  });
});
