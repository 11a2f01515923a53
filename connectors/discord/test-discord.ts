import { basename } from 'node:path';
import { beforeEach, vi } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const guild = '1180000000000000002';
export const at = 'https://discord.com/api/v10';
export const now = Date.parse('2026-11-21T09:00:00Z');
export const general = '1180000000000000010';
export const orders = '1180000000000000011';

export const channel = (id: string, more: object = {}) => ({
  id,
  type: 0,
  guild_id: guild,
  name: `c${id.slice(-2)}`,
  ...more,
});

export const channels = (...json: object[]): Exchange => ({ request: `GET ${at}/guilds/${guild}/channels`, json });

export const isHere = (id: string, guild_id: string | null = guild): Exchange => ({
  request: `GET ${at}/channels/${id}`,
  json: { id, type: 0, guild_id },
});

export const message = (id: string, channel_id = general) => ({
  id,
  channel_id,
  type: 0,
  content: 'Hello',
  author: { id: '1', username: 'ada' },
  timestamp: '2026-11-21T08:00:00+00:00',
  edited_timestamp: null,
});

/** Discord as a test plays it. */
export async function testDiscord() {
  const app = testApp();
  const discord = await loadTestConnector(basename(import.meta.dirname));
  const { actions = {} } = discord.connector;
  const context = (settings: Record<string, unknown> = { channel: '' }, learnt: Record<string, string> = { guild }) =>
    createTestContext({ connector: discord, app, settings, learnt, client: { parameters: { botToken: 'bot-1' } } });
  const run = (name: string, input: unknown) => {
    const action = actions[name];
    if (!action) throw new Error(`There is no action ${name}.`);
    return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
  };
  beforeEach(() => {
    vi.useFakeTimers({ now, toFake: ['Date'] });
    return () => vi.useRealTimers();
  });
  return { app, discord, context, run, ...discord.connector };
}
