import { describe, expect, it } from 'vitest';
import type { Exchange } from '#server/runtime/test-app.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { at, channel, channels, general, isHere, message, now, orders, testDiscord } from './test-discord.ts';

const { app, context, objects, triggers = {} } = await testDiscord();

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
