import { generateKeyPairSync, sign } from 'node:crypto';
import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const discord = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {}, options = {}, triggers = {}, hooks, check } = discord.connector;
const guild = '1180000000000000002';
const context = (settings: Record<string, unknown> = { channel: '' }, learnt: Record<string, string> = { guild }) =>
  createTestContext({ connector: discord, app, settings, learnt, client: { parameters: { botToken: 'bot-1' } } });

const at = 'https://discord.com/api/v10';
const now = Date.parse('2026-11-21T09:00:00Z');
const general = '1180000000000000010';
const orders = '1180000000000000011';
const channel = (id: string, more: object = {}) => ({
  id,
  type: 0,
  guild_id: guild,
  name: `c${id.slice(-2)}`,
  ...more,
});
const channels = (...json: object[]): Exchange => ({ request: `GET ${at}/guilds/${guild}/channels`, json });
const isHere = (id: string, guild_id: string | null = guild): Exchange => ({
  request: `GET ${at}/channels/${id}`,
  json: { id, type: 0, guild_id },
});
const message = (id: string, channel_id = general) => ({
  id,
  channel_id,
  type: 0,
  content: 'Hello',
  author: { id: '1', username: 'ada' },
  timestamp: '2026-11-21T08:00:00+00:00',
  edited_timestamp: null,
});
const run = (name: string, input: unknown) => {
  const action = actions[name];
  if (!action) throw new Error(`There is no action ${name}.`);
  return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
};

beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('check', () => {
  it('names the server, as the bot', async () => {
    app.play({ request: `GET ${at}/guilds/${guild}`, json: { id: guild, name: 'Acme' } });
    expect(await check?.(context())).toEqual({ id: guild, name: 'Acme' });
    expect(app.received[0]?.headers.authorization).toBe('Bot bot-1');
  });

  it('works with a bot of the customer too', async () => {
    app.play({ request: `GET ${at}/guilds/${guild}`, json: { id: guild, name: 'Acme' } });
    const fields = { botToken: 'own', guild };
    await check?.(createTestContext({ connector: discord, app, accountType: 'ownBot', fields }));
    expect(app.received[0]?.headers.authorization).toBe('Bot own');
  });

  it('says what is missing where no server was chosen', async () => {
    await expect(check?.(context({}, {}))).rejects.toMatchObject({ details: { class: 'auth', code: 'no_server' } });
  });

  it("shows Discord's own words", async () => {
    app.play({ request: `GET ${at}/guilds/${guild}`, status: 401, json: { code: 0, message: '401: Unauthorized' } });
    await expect(check?.(context())).rejects.toMatchObject({
      details: { class: 'auth', appMessage: '401: Unauthorized' },
    });
  });
});

describe('members', () => {
  const page = (from: number, length: number) =>
    Array.from({ length }, (_, index) => ({ user: { id: String(from + index), username: 'a' }, roles: [] }));

  it('come after the last one of the page before, to an empty page', async () => {
    app.play(
      { request: `GET ${at}/guilds/${guild}/members?limit=1000`, json: page(1, 1000) },
      { request: `GET ${at}/guilds/${guild}/members?limit=1000&after=1000`, json: [] },
    );
    expect((await readPass(objects.member, context(), { mode: 'full' })).rows).toHaveLength(1000);
  });

  it('wait as long as Discord says, in the header and in the body', async () => {
    const request = `GET ${at}/guilds/${guild}/members?limit=1000`;
    const json = { message: 'You are being rate limited.', retry_after: 1.5, global: false };
    app.play(
      { request, status: 429, json },
      { request, status: 429, headers: { 'retry-after': '3' }, text: '<html>' },
      { request, json: [] },
    );
    const patient = context();
    await readPass(objects.member, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([1_500, 3_000]);
  });

  it('are null when they left', async () => {
    app.play({
      request: `GET ${at}/guilds/${guild}/members/5`,
      status: 404,
      json: { code: 10_007, message: 'Unknown Member' },
    });
    expect(await objects.member?.get?.(context(), '5')).toBeNull();
  });
});

describe('channels', () => {
  it('are refused where one has no id', async () => {
    app.play(channels({ type: 0, name: 'odd' }));
    await expect(readPass(objects.channel, context(), { mode: 'full' })).rejects.toThrow();
  });

  it('are written once, one bad one alone fails', async () => {
    app.play(
      channels(channel(general, { name: 'general' })),
      { request: `PATCH ${at}/channels/${general}`, json: channel(general) },
      { request: `POST ${at}/guilds/${guild}/channels`, status: 201, json: channel(orders, { name: 'orders' }) },
      { request: `PATCH ${at}/channels/${orders}`, json: channel(orders) },
      {
        request: `POST ${at}/guilds/${guild}/channels`,
        status: 400,
        json: {
          code: 50_035,
          message: 'Invalid Form Body',
          errors: { name: { _errors: [{ code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 100.' }] } },
        },
      },
    );
    const items = [
      { data: { name: 'general', topic: 'T' } },
      { data: { name: 'orders' } },
      { data: { name: 'orders' } },
      { data: { name: 'x'.repeat(101) } },
    ];
    expect(await objects.channel?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: general, action: 'updated' },
      { key: orders, action: 'created' },
      { key: orders, action: 'updated' },
      { error: { class: 'invalid', code: '50035', message: 'Must be between 1 and 100.', field: 'name' } },
    ]);
  });
});

describe('messages', () => {
  const read = (id: string, after: string, json: unknown[]): Exchange => ({
    request: `GET ${at}/channels/${id}/messages?after=${after}&limit=100`,
    json,
  });

  it('come channel by channel, oldest first, without those that are closed', async () => {
    const full = Array.from({ length: 100 }, (_, index) => message(String(900 - index)));
    app.play(
      channels(channel(general), channel('1180000000000000012', { type: 4 }), channel(orders), channel('9')),
      read(general, '0', full),
      read(general, '900', []),
      {
        request: `GET ${at}/channels/${orders}/messages?after=0&limit=100`,
        status: 403,
        json: { code: 50_001, message: 'Missing Access' },
      },
      read('9', '0', [message('7', '9')]),
    );
    const pass = await readPass(objects.message, context(), { mode: 'full' });
    expect(pass.rows).toHaveLength(101);
    expect(pass.watermark).toBe('2026-11-21T09:00:00.000Z');
  });

  it('go back a day for edits', async () => {
    const after = String(BigInt(now - 3_600_000 - 86_400_000 - 1_420_070_400_000) << 22n);
    app.play(isHere(general), read(general, after, [message('1400000000000000000')]));
    const watermark = new Date(now - 3_600_000).toISOString();
    const pass = await readPass(objects.message, context({ channel: general }), { mode: 'incremental', watermark });
    expect(pass.rows).toHaveLength(1);
  });

  it("are not read from another customer's server", async () => {
    app.play(isHere(general, '1180000000000000099'));
    const pass = readPass(objects.message, context({ channel: general }), { mode: 'full' });
    await expect(pass).rejects.toMatchObject({ details: { class: 'not_found' } });
  });

  it('do not go round in a circle', async () => {
    const full = Array.from({ length: 100 }, () => message('900'));
    app.play(isHere(general), read(general, '0', full), read(general, '900', full));
    await expect(readPass(objects.message, context({ channel: general }), { mode: 'full' })).rejects.toMatchObject({
      details: { code: 'repeated_cursor' },
    });
  });
});

describe('actions', () => {
  it('send once, and notify nobody who was not meant', async () => {
    app.play(
      isHere(general),
      { request: `POST ${at}/channels/${general}/messages`, status: 502, text: '<html>' },
      { request: `POST ${at}/channels/${general}/messages`, json: message('1') },
    );
    await run('sendMessage', { channel: general, text: '@everyone' });
    const [, first, second] = app.received;
    expect(first?.json()).toMatchObject({ allowed_mentions: { parse: ['users'] }, enforce_nonce: true });
    expect(first?.json()).toEqual(second?.json());
    expect(first?.json()).toHaveProperty('nonce', expect.stringMatching(/^\w{25}$/));
  });

  it.each([
    'sendMessage',
    'updateMessage',
    'deleteMessage',
    'addReaction',
    'updateChannel',
    'deleteChannel',
    'createInvite',
  ])("%s stays out of other customers' servers", async (name) => {
    app.play(isHere(general, '1180000000000000099'));
    const example = actions[name]?.example as Record<string, unknown>;
    await expect(run(name, { ...example, channel: general })).rejects.toMatchObject({
      details: { class: 'not_found', field: 'channel' },
    });
  });

  it('write to members only', async () => {
    const user = '1180000000000000004';
    app.play(
      { request: `GET ${at}/guilds/${guild}/members/${user}`, json: {} },
      { request: `POST ${at}/users/@me/channels`, json: { id: '77' } },
      { request: `POST ${at}/channels/77/messages`, json: message('1', '77') },
    );
    await run('sendDirectMessage', { user, text: 'Hi' });
    expect(app.received[1]?.json()).toEqual({ recipient_id: user });
  });

  it('encode what is put into a path', async () => {
    app.play(isHere(general), {
      request: `PUT ${at}/channels/${general}/messages/${orders}/reactions/%F0%9F%91%80/@me`,
      status: 204,
    });
    await run('addReaction', { channel: general, message: orders, emoji: '👀' });
    expect(actions.addReaction?.input.safeParse({ channel: general, message: orders, emoji: '../x' }).success).toBe(
      false,
    );
  });

  it('offer commands in the own server, and answer them', async () => {
    app.play(
      { request: `GET ${at}/oauth2/applications/@me`, json: { id: '5' } },
      { request: `POST ${at}/applications/5/guilds/${guild}/commands`, status: 201, json: { id: '6', name: 'order' } },
      { request: `PATCH ${at}/webhooks/1180000000000000001/tok/messages/@original`, json: message('1') },
    );
    await run('createCommand', { name: 'order', description: 'Shows an order', argument: 'number' });
    expect(app.received[1]?.json()).toMatchObject({ options: [{ type: 3, name: 'number', required: true }] });
    await run('answerCommand', { application: '1180000000000000001', token: 'tok', text: 'Done' });
  });

  it.each([
    [400, 30_013, 'quota'],
    [403, 50_013, 'permission'],
    [404, 10_007, 'not_found'],
    [400, 50_035, 'invalid'],
  ])('read %i %i as %s', async (status, code, errorClass) => {
    const user = '1180000000000000004';
    app.play({ request: `PATCH ${at}/guilds/${guild}/members/${user}`, status, json: { code, message: 'No' } });
    await expect(run('setNickname', { user, nick: 'A' })).rejects.toMatchObject({
      details: { class: errorClass, code: String(code), appMessage: 'No' },
    });
  });
});

describe('options', () => {
  it('find a channel with its category, and roles that can be given', async () => {
    app.play(channels(channel('4', { type: 4, name: 'Shop' }), channel(orders, { name: 'orders', parent_id: '4' })));
    expect(await options.channels?.(context(), { search: '#ord', cursor: null })).toMatchObject({
      options: [{ value: orders, label: '#orders', detail: 'Shop' }],
    });
    const role = { permissions: '0', position: 1 };
    const json = [
      { ...role, id: guild, name: '@everyone' },
      { ...role, id: '2', name: 'Team' },
    ];
    app.play({ request: `GET ${at}/guilds/${guild}/roles`, json });
    expect(await options.roles?.(context(), { search: '', cursor: null })).toMatchObject({ options: [{ value: '2' }] });
  });
});

describe('new messages', () => {
  const { messagePosted } = triggers;
  const poll = (cursor: unknown) => {
    if (messagePosted?.via !== 'poll') throw new Error('It is polled.');
    return messagePosted.poll(context(), { cursor: JSON.parse(JSON.stringify(cursor)) });
  };

  it('begin with none, then come oldest first from the channels that have some', async () => {
    app.play(channels(channel(general, { last_message_id: '100' }), channel(orders, { last_message_id: '200' })));
    const first = await poll(null);
    expect(first.items).toEqual([]);
    const late = '1399999999999999999';
    app.play(channels(channel(general, { last_message_id: '103' }), channel(orders, { last_message_id: '200' })), {
      request: `GET ${at}/channels/${general}/messages?after=100&limit=100`,
      json: [message('103'), message('101')],
    });
    const second = await poll(first.cursor);
    expect(second.items.map(({ id }) => id)).toEqual(['101', '103']);
    app.play(channels(channel(general, { last_message_id: '104' }), channel('33', { last_message_id: late })), {
      request: `GET ${at}/channels/${general}/messages?after=103&limit=100`,
      json: [],
    });
    // A channel that was made meanwhile, but has nothing that is newer than the beginning.
    expect((await poll(second.cursor)).items).toEqual([]);
  });
});

describe('hooks', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const secret = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
  const hook = (body: unknown, time = String(now / 1000)) => {
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const signature = sign(null, Buffer.concat([Buffer.from(time), bytes]), privateKey).toString('hex');
    const headers = new Headers({ 'x-signature-ed25519': signature, 'x-signature-timestamp': time });
    return { method: 'POST', url: new URL('https://p.example'), headers, body: bytes };
  };
  const verify = (request: ReturnType<typeof hook>) =>
    typeof hooks?.verify === 'function' ? hooks.verify(request, { secret }, new Date(now)) : undefined;
  const command = {
    id: '1',
    application_id: '5',
    type: 2,
    token: 't',
    guild_id: guild,
    data: { name: 'order' },
    version: 1,
  };
  const answer = (body: unknown) => (typeof hooks?.answer === 'function' ? hooks.answer(hook(body)) : undefined);

  it('are believed by the public key', () => {
    expect(verify(hook(command))).toEqual({ ok: true });
    expect(verify({ ...hook(command), body: new Uint8Array([1]) })).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify(hook(command, String(now / 1000 - 3600)))).toEqual({ ok: false, because: 'too_old' });
    expect(verify({ ...hook(command), headers: new Headers() })).toEqual({ ok: false, because: 'missing_header' });
  });

  it('answer both kinds of question for the address', () => {
    expect(hooks?.challenge?.(hook({ ...command, type: 1 }), { secret })?.body).toBe('{"type":1}');
    expect(hooks?.challenge?.(hook({ version: 1, application_id: '5', type: 0 }), { secret })?.status).toBe(204);
    expect(hooks?.challenge?.(hook(command), { secret })).toBeUndefined();
  });

  it('are answered by what came', () => {
    expect(answer(command)).toMatchObject({ status: 200, body: '{"type":5,"data":{"flags":64}}' });
    expect(answer({ ...command, type: 3 })).toMatchObject({ body: '{"type":6}' });
    expect(answer({ version: 1, type: 1, event: { type: 'APPLICATION_AUTHORIZED' } })).toEqual({
      status: 204,
      body: '',
    });
  });

  it('name the server', () => {
    expect(hooks?.events(hook(command))).toMatchObject([{ id: '1', type: 'command', account: guild }]);
    const event = { type: 'APPLICATION_AUTHORIZED', timestamp: '2026-11-21T08:00:00Z', data: { guild: { id: guild } } };
    expect(hooks?.events(hook({ version: 1, type: 1, event }))).toMatchObject([
      { id: '', type: 'APPLICATION_AUTHORIZED', account: guild, at: '2026-11-21T08:00:00Z' },
    ]);
  });
});
