import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const slack = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {}, options = {}, hooks, check } = slack.connector;
const context = (settings: Record<string, unknown> = { channel: '' }) =>
  createTestContext({ connector: slack, app, settings });

const at = 'https://slack.com/api';
const now = 1_795_251_600;
const ada = { id: 'U1', name: 'ada', real_name: 'Ada Moreno', profile: { email: 'ada@acme.example' } };
const more = (next_cursor: string) => ({ response_metadata: { next_cursor } });

beforeEach(() => {
  vi.useFakeTimers({ now: now * 1000, toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('check', () => {
  const me = { ok: true, team: 'Acme', team_id: 'T1', user: 'ada', user_id: 'U1' };

  it.each([
    [
      { ...me, bot_id: 'B1' },
      { id: 'T1', name: 'Acme' },
    ],
    [me, { id: 'T1/U1', name: 'Acme (ada)' }],
  ])('knows a workspace from a person', async (json, account) => {
    app.play({ request: `GET ${at}/auth.test`, json });
    expect(await check?.(context())).toEqual(account);
  });
});

describe('people', () => {
  it('come by cursor, an empty page in the middle too', async () => {
    app.play(
      { request: `GET ${at}/users.list?limit=200`, json: { ok: true, members: [ada], ...more('c1') } },
      { request: `GET ${at}/users.list?limit=200&cursor=c1`, json: { ok: true, members: [], ...more('c2') } },
      {
        request: `GET ${at}/users.list?limit=200&cursor=c2`,
        json: { ok: true, members: [{ ...ada, id: 'U2', deleted: true }], ...more('') },
      },
    );
    const { rows } = await readPass(objects.user, context(), { mode: 'full' });
    expect(rows.map(({ id }) => id)).toEqual(['U1', 'U2']);
  });

  it('are described with the fields of the workspace', async () => {
    app.play({
      request: `GET ${at}/users.profile.get?include_labels=true`,
      json: { ok: true, profile: { fields: { Xf1: { value: 'x', label: 'Cost centre' } } } },
    });
    expect(await objects.user?.describe?.(context())).toContainEqual({
      name: 'profile.fields.Xf1.value',
      label: 'Cost centre',
      type: 'text',
      readOnly: true,
      custom: true,
    });
  });

  it('wait as long as Slack says', async () => {
    app.play(
      {
        request: `GET ${at}/users.list?limit=200`,
        status: 429,
        headers: { 'retry-after': '30' },
        json: { ok: false, error: 'ratelimited' },
      },
      { request: `GET ${at}/users.list?limit=200`, json: { ok: true, members: [] } },
    );
    const patient = context();
    await readPass(objects.user, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([30_000]);
  });
});

describe('messages', () => {
  const message = (ts: string) => ({ type: 'message', user: 'U1', text: 'Hello', ts });
  const channels = `GET ${at}/users.conversations?types=public_channel%2Cprivate_channel&exclude_archived=true&limit=200`;

  it('come channel by channel', async () => {
    app.play(
      { request: channels, json: { ok: true, channels: [{ id: 'C1' }, { id: 'C2' }] } },
      {
        request: `GET ${at}/conversations.history?channel=C1&limit=200`,
        json: { ok: true, messages: [message('1.1')], ...more('n') },
      },
      { request: `GET ${at}/conversations.history?channel=C1&limit=200&cursor=n`, json: { ok: true, messages: [] } },
      {
        request: `GET ${at}/conversations.history?channel=C2&limit=200`,
        json: { ok: true, messages: [message('1.1')] },
      },
    );
    const pass = await readPass(objects.message, context(), { mode: 'full' });
    expect(pass.rows.map((row) => objects.message?.key(row, { channel: '' }))).toEqual(['C1:1.1', 'C2:1.1']);
    expect(pass.watermark).toBe(String(now));
  });

  it('go back a day for edits', async () => {
    const oldest = now - 3600 - 86_400;
    app.play({
      request: `GET ${at}/conversations.history?channel=C1&limit=200&oldest=${oldest}`,
      json: { ok: true, messages: [] },
    });
    await readPass(objects.message, context({ channel: 'C1' }), { mode: 'incremental', watermark: String(now - 3600) });
  });

  it('go back no further than asked, the first time', async () => {
    const request = `GET ${at}/conversations.history?channel=C1&limit=200&oldest=1795165200`;
    app.play({ request, json: { ok: true, messages: [] } });
    const place = { mode: 'full' as const, cursor: null, watermark: null, from: '2026-11-20T09:00:00.000Z' };
    expect(await objects.message?.pull(context({ channel: 'C1' }), place)).toMatchObject({ rows: [], next: null });
  });

  it('are read one by one, and null when they are gone', async () => {
    const request = `GET ${at}/conversations.history?channel=C1&oldest=1.1&latest=1.1&inclusive=true&limit=1`;
    app.play(
      { request, json: { ok: true, messages: [message('1.1')] } },
      { request, json: { ok: true, messages: [] } },
      { request, json: { ok: false, error: 'channel_not_found' } },
    );
    expect(await objects.message?.get?.(context(), 'C1:1.1')).toMatchObject({ channel: 'C1', ts: '1.1' });
    expect(await objects.message?.get?.(context(), 'C1:1.1')).toBeNull();
    expect(await objects.message?.get?.(context(), 'C1:1.1')).toBeNull();
  });
});

describe('actions', () => {
  const run = (name: string, input: unknown) => {
    const action = actions[name];
    if (!action) throw new Error(`There is no action ${name}.`);
    return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
  };

  it('send blocks as JSON in a form', async () => {
    app.play({ request: `POST ${at}/chat.postMessage`, json: { ok: true, channel: 'C1', ts: '1.1' } });
    await run('sendMessage', { channel: 'C1', text: 'Hello & <b>', blocks: [{ type: 'divider' }] });
    expect(app.received[0]?.form()).toEqual({ channel: 'C1', text: 'Hello & <b>', blocks: '[{"type":"divider"}]' });
  });

  it('do not send twice when Slack stumbles', async () => {
    app.play({ request: `POST ${at}/chat.postMessage`, status: 503, text: 'busy' });
    await expect(run('sendMessage', { channel: 'C1', text: 'Hello' })).rejects.toMatchObject({
      details: { class: 'app_down' },
    });
  });

  it.each([
    ['channel_not_found', 'not_found', 'channel'],
    ['not_in_channel', 'permission', 'channel'],
    ['msg_too_long', 'too_large', 'text'],
    ['something_new', 'invalid', undefined],
  ])('read a no under 200: %s', async (error, errorClass, field) => {
    app.play({ request: `POST ${at}/chat.postMessage`, json: { ok: false, error } });
    await expect(run('sendMessage', { channel: 'C1', text: 'Hello' })).rejects.toMatchObject({
      details: { class: errorClass, code: error, field },
    });
  });

  it('say which scope is missing', async () => {
    app.play({
      request: `POST ${at}/reactions.add`,
      json: { ok: false, error: 'missing_scope', needed: 'reactions:write', provided: 'chat:write' },
    });
    await expect(run('addReaction', { channel: 'C1', ts: '1.1', name: 'eyes' })).rejects.toMatchObject({
      details: { class: 'permission', appMessage: 'The scope reactions:write is missing.' },
    });
  });
});

describe('options', () => {
  it('find a channel by name', async () => {
    app.play({
      request: `GET ${at}/conversations.list?types=public_channel%2Cprivate_channel&exclude_archived=true&limit=1000`,
      json: {
        ok: true,
        channels: [
          { id: 'C1', name: 'general' },
          { id: 'C2', name: 'orders', is_private: true },
        ],
      },
    });
    expect(await options.channels?.(context(), { search: '#ord', cursor: null })).toEqual({
      options: [{ value: 'C2', label: '#orders', detail: 'Private' }],
      next: null,
    });
  });
});

describe('hooks', () => {
  const hook = (body: unknown) => ({
    method: 'POST',
    url: new URL('https://portico.example/hooks/1'),
    headers: new Headers(),
    body: new TextEncoder().encode(JSON.stringify(body)),
  });

  it('answer the question for the address', () => {
    expect(hooks?.challenge?.(hook({ type: 'url_verification', challenge: 'abc' }), { secret: 's' })).toMatchObject({
      body: 'abc',
    });
    expect(hooks?.challenge?.(hook({ type: 'event_callback', challenge: 'abc' }), { secret: 's' })).toBeUndefined();
  });

  it('name what an event speaks of', () => {
    const event = { type: 'message', channel: 'C1', ts: '1.1', user: 'U1' };
    const [told] =
      hooks?.events(hook({ type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event_time: now, event })) ?? [];
    expect(told).toMatchObject({ id: 'Ev1', type: 'message', account: 'T1', object: 'message', key: 'C1:1.1' });
  });
});
