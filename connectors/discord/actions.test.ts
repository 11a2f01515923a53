import { describe, expect, it } from 'vitest';
import { at, general, guild, isHere, message, orders, testDiscord } from './test-discord.ts';

const { app, run, actions = {} } = await testDiscord();

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
