import { z } from 'zod';
import { defineObject, orNull, type Pager, pullDelta, pullPages } from '../../kit/index.ts';
import { readChats, readMembers, readMessages } from '../auth.ts';
import { channelPath, chatPath, type Settings, teamPath } from '../settings.ts';
import { channel, chat, member, message, team } from './rows.ts';
import { upsertChannels } from './upsert-channels.ts';

const pager: Pager = { kind: 'link', from: "['@odata.nextLink']" };
const known = z.looseObject({
  id: z.string(),
  deletedDateTime: z.string().nullish(),
  '@removed': z.unknown().optional(),
});

/** A deleted message stays in the list, empty and with its time. */
export function byDeletion(row: unknown): { row: unknown } | { deleted: string } {
  const seen = known.safeParse(row).data;
  if (seen === undefined) return { row };
  return seen.deletedDateTime || seen['@removed'] !== undefined ? { deleted: seen.id } : { row };
}

export const messageObject = defineObject<typeof message, Settings>({
  label: 'messages of a channel',
  row: message,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: true,
  scopes: [readMessages],
  pull: pullDelta<Settings>(
    (settings) => ({ path: `${channelPath(settings.team, settings.channel)}/messages/delta`, query: { $top: 50 } }),
    byDeletion,
  ),
  get: ({ http, settings }, key) =>
    orNull(async () => {
      const path = `${channelPath(settings.team, settings.channel)}/messages/${encodeURIComponent(key)}`;
      const { body } = await http.get(path, message);
      return body.deletedDateTime ? null : body;
    }),
});

// Microsoft tells no changes of these lists: they are short, and read whole.
export const teamObject = defineObject<typeof team, Settings>({
  label: 'teams',
  row: team,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({ pager, request: () => ({ path: '/me/joinedTeams' }), rows: 'value' }),
  get: ({ http }, key) => orNull(async () => (await http.get(teamPath(key), team)).body),
});

export const channelObject = defineObject<typeof channel, Settings>({
  label: 'channels',
  row: channel,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    request: ({ settings }) => ({ path: `${teamPath(settings.team)}/channels` }),
    rows: 'value',
  }),
  get: ({ http, settings }, key) => orNull(async () => (await http.get(channelPath(settings.team, key), channel)).body),
  upsert: upsertChannels,
});

export const memberObject = defineObject<typeof member, Settings>({
  label: 'members of a team',
  row: member,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  scopes: [readMembers],
  pull: pullPages<Settings>({
    pager,
    request: ({ settings }) => ({ path: `${teamPath(settings.team)}/members`, query: { $top: 999 } }),
    rows: 'value',
  }),
  get: ({ http, settings }, key) =>
    orNull(async () => (await http.get(`${teamPath(settings.team)}/members/${encodeURIComponent(key)}`, member)).body),
});

export const chatObject = defineObject<typeof chat, Settings>({
  label: 'chats',
  row: chat,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  scopes: [readChats],
  pull: pullPages<Settings>({ pager, request: () => ({ path: '/me/chats', query: { $top: 50 } }), rows: 'value' }),
  get: ({ http }, key) => orNull(async () => (await http.get(chatPath(key), chat)).body),
});
