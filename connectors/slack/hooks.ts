import { z } from 'zod';
import { type ConnectorHooks, type HookRequest, hmacSignature } from '../kit/index.ts';

const envelope = z.looseObject({
  type: z.string(),
  challenge: z.string().optional(),
  team_id: z.string().optional(),
  event_id: z.string().optional(),
  event_time: z.int().optional(),
  event: z
    .looseObject({
      type: z.string(),
      subtype: z.string().optional(),
      channel: z.union([z.string(), z.looseObject({ id: z.string() })]).optional(),
      user: z.union([z.string(), z.looseObject({ id: z.string() })]).optional(),
      ts: z.string().optional(),
    })
    .optional(),
});

const read = ({ body }: HookRequest) => envelope.parse(JSON.parse(new TextDecoder().decode(body)));
const idOf = (value: string | { id: string } | undefined) => (typeof value === 'string' ? value : value?.id);

/** https://docs.slack.dev/authentication/verifying-requests-from-slack. Slack sends to the address that the vendor entered at the app. */
export const hooks: ConnectorHooks = {
  secretFrom: 'oauthApp',
  verify: hmacSignature({
    header: 'x-slack-signature',
    prefix: 'v0=',
    encoding: 'hex',
    signed: ({ body }, timestamp) => [`v0:${timestamp}:`, body],
    timestamp: { header: 'x-slack-request-timestamp', unit: 's' },
  }),
  challenge: (request) => {
    const { type, challenge } = read(request);
    if (type !== 'url_verification' || challenge === undefined) return undefined;
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: challenge };
  },
  events: (request) => {
    const { type, team_id, event_id = '', event_time, event } = read(request);
    if (type !== 'event_callback' || event === undefined) return [{ id: event_id, type, account: team_id, data: null }];
    const channel = idOf(event.channel);
    const isMessage = event.type === 'message' && channel !== undefined && event.ts !== undefined;
    const isChannel = event.type.startsWith('channel_') && channel !== undefined;
    const user = idOf(event.user);
    return [
      {
        id: event_id,
        type: event.type,
        account: team_id,
        ...(isMessage && { object: 'message', key: `${channel}:${event.ts}` }),
        ...(isChannel && { object: 'channel', key: channel }),
        ...((event.type === 'team_join' || event.type === 'user_change') && user && { object: 'user', key: user }),
        ...(event_time !== undefined && { at: new Date(event_time * 1000).toISOString() }),
        data: z.json().parse(event),
      },
    ];
  },
};
