import { z } from 'zod';
import {
  AppCallError,
  type ConnectorContext,
  type ConnectorHooks,
  type HookSubscription,
  isSame,
} from '../kit/index.ts';
import { cost, paths } from './gmail-call.ts';
import { settings } from './settings.ts';

const push = z.looseObject({
  message: z.looseObject({ data: z.string(), messageId: z.string(), publishTime: z.string().optional() }),
});
const notice = z.object({ emailAddress: z.string(), historyId: z.union([z.string(), z.number()]) });
const watched = z.object({ historyId: z.string().optional(), expiration: z.string() });
const dayMs = 86_400_000;

async function watch({ http, learnt, settings: answers }: ConnectorContext): Promise<HookSubscription> {
  const { pubsubTopic: topicName, emailAddress = 'me' } = learnt;
  if (!topicName)
    throw new AppCallError('The OAuth app has no Pub/Sub topic, so Gmail can’t tell of changes at once.', {
      class: 'invalid',
      code: 'no_topic',
      field: 'pubsubTopic',
    });
  const { label } = settings.parse(answers);
  const { body } = await http.post(paths.watch, watched, {
    json: { topicName, ...(label !== '' && { labelIds: [label], labelFilterBehavior: 'include' }) },
    // Asked again, it goes on for as long again.
    repeatable: true,
    cost: cost.send,
  });
  // It lasts for seven days; Google advises to ask again each day.
  const expires = Math.min(Number(body.expiration), Date.now() + dayMs);
  return { id: emailAddress, expiresAt: new Date(expires).toISOString() };
}

/**
 * https://developers.google.com/workspace/gmail/api/guides/push. Messages come through the vendor's Pub/Sub topic, for all
 * mailboxes to one address. Its JWT (RS256) is not checked: for that Google's keys would have to be fetched here. Instead the
 * address holds a token that only the vendor and Google know; and a message says no more than that something has changed.
 */
export const hooks: ConnectorHooks = {
  secretFrom: 'oauthApp',
  verify: ({ url }, { secret }) => {
    const token = url.searchParams.get('token');
    if (!token || secret === '') return { ok: false, because: 'missing_header' };
    return isSame(token, secret) ? { ok: true } : { ok: false, because: 'bad_signature' };
  },
  events: ({ body }) => {
    const { message } = push.parse(JSON.parse(new TextDecoder().decode(body)));
    const { emailAddress, historyId } = notice.parse(JSON.parse(Buffer.from(message.data, 'base64').toString('utf8')));
    return [
      {
        id: message.messageId,
        type: 'mailbox.changed',
        account: emailAddress,
        object: 'message',
        ...(message.publishTime && { at: message.publishTime }),
        data: { emailAddress, historyId: String(historyId) },
      },
    ];
  },
  subscribe: (context) => watch(context),
  renew: (context) => watch(context),
  unsubscribe: async ({ http }) => {
    await http.post(paths.stop, z.unknown(), { repeatable: true, cost: cost.send });
  },
};
