import { z } from 'zod';
import type { ConnectorTrigger, Json } from '../kit/index.ts';

const on = (title: string, events: string[], output: z.ZodType, sample: Json, scopes: string[]): ConnectorTrigger => ({
  title,
  via: 'hook',
  events,
  output,
  sample,
  scopes,
});

const text = z.string();
const posted = z.looseObject({
  channel: text,
  ts: text,
  user: text.optional(),
  text: text.optional(),
  thread_ts: text.optional(),
});
const hello = { type: 'message', channel: 'C012AB3CD', ts: '1700000000.123456', user: 'U012AB3CD', text: 'Hello' };
const ofChannel = z.looseObject({ channel: z.looseObject({ id: text, name: text.optional() }) });
const ofUser = z.looseObject({ user: z.looseObject({ id: text, name: text.optional() }) });
const joined = z.looseObject({ user: text, channel: text });
const reaction = z.looseObject({ user: text, reaction: text, item: z.looseObject({ type: text }) });
const shared = z.looseObject({ file_id: text, user_id: text.optional(), channel_id: text.optional() });

export const triggers: Record<string, ConnectorTrigger> = {
  messagePosted: on('A message was posted', ['message'], posted, hello, ['channels:history']),
  appMentioned: on('The app was mentioned', ['app_mention'], posted, { ...hello, type: 'app_mention' }, [
    'app_mentions:read',
  ]),
  reactionAdded: on(
    'Somebody reacted to a message',
    ['reaction_added'],
    reaction,
    { user: 'U012AB3CD', reaction: 'eyes', item: { type: 'message', channel: 'C012AB3CD', ts: '1700000000.123456' } },
    ['reactions:read'],
  ),
  channelCreated: on(
    'A channel was created',
    ['channel_created'],
    ofChannel,
    { channel: { id: 'C012AB3CD', name: 'orders' } },
    ['channels:read'],
  ),
  memberJoined: on(
    'Somebody joined a channel',
    ['member_joined_channel'],
    joined,
    { user: 'U012AB3CD', channel: 'C012AB3CD' },
    ['channels:read'],
  ),
  personJoined: on('Somebody joined the workspace', ['team_join'], ofUser, { user: { id: 'U012AB3CD', name: 'ada' } }, [
    'users:read',
  ]),
  fileShared: on(
    'A file was shared',
    ['file_shared'],
    shared,
    { file_id: 'F012AB3CD', user_id: 'U012AB3CD', channel_id: 'C012AB3CD' },
    ['files:read'],
  ),
};
