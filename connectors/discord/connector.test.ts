import { describe, expect, it } from 'vitest';
import { createTestContext } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { at, channel, channels, general, guild, orders, testDiscord } from './test-discord.ts';

const { app, discord, context, objects, options = {}, check } = await testDiscord();

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
