import { z } from 'zod';
import { type ConnectorHooks, hmacSignature } from '../kit/index.ts';
import { idOf, isNotFound, learntAddress } from './check.ts';
import { inviteeKey } from './objects/objects.ts';
import { settings } from './settings.ts';

const payload = z.looseObject({
  event: z.string(),
  created_at: z.string(),
  created_by: z.string().nullish(),
  payload: z.looseObject({ uri: z.string().nullish(), invitee: z.string().nullish() }),
});
const made = z.object({ resource: z.looseObject({ uri: z.string() }) });

/** `t=1700000000,v1=5257a869…` */
function readHeader(header: string): { signatures: string[]; timestamp?: string } {
  const parts = header.split(',').map((part) => part.trim().split('=', 2));
  const all = (name: string) => parts.flatMap(([key, value = '']) => (key === name ? [value] : []));
  const [timestamp] = all('t');
  return { signatures: all('v1'), ...(timestamp !== undefined && { timestamp }) };
}

function subjectOf({ event, payload: told }: z.output<typeof payload>): { object: string; key: string } | undefined {
  const uri = event.startsWith('invitee_no_show.') ? told.invitee : told.uri;
  if (!uri) return undefined;
  if (event.startsWith('invitee')) return { object: 'invitee', key: inviteeKey(uri) };
  return event.startsWith('event_type.') ? { object: 'eventType', key: idOf(uri) } : undefined;
}

/**
 * https://developer.calendly.com/api-docs/overview/webhooks/webhook-signatures. Hooks that an OAuth app makes are signed with
 * the app's key, whatever is asked for; those of a personal token with the key that is sent, so that it is the same one.
 */
export const hooks: ConnectorHooks = {
  secretFrom: 'oauthApp',
  verify: hmacSignature({
    header: 'calendly-webhook-signature',
    parse: readHeader,
    encoding: 'hex',
    signed: ({ body }, timestamp) => [`${timestamp}.`, body],
    timestamp: { unit: 's', tolerance: 180 },
  }),
  events: ({ body }) => {
    const data = payload.parse(JSON.parse(new TextDecoder().decode(body)));
    const subject = subjectOf(data);
    return [
      {
        id: [data.event, data.payload.uri ?? data.payload.invitee ?? '', data.created_at].join(' '),
        type: data.event,
        ...(data.created_by && { account: idOf(data.created_by) }),
        ...subject,
        at: data.created_at,
        data: z.json().parse(data),
      },
    ];
  },
  subscribe: async ({ http, learnt, settings: answers }, { url, secret, events }) => {
    const { whose } = settings.parse(answers);
    const json = {
      url,
      events: [...new Set(events)],
      scope: whose,
      organization: learntAddress(learnt, 'organization'),
      ...(whose === 'user' && { user: learntAddress(learnt, 'user') }),
      signing_key: secret,
    };
    return { id: idOf((await http.post('/webhook_subscriptions', made, { json })).body.resource.uri) };
  },
  unsubscribe: async ({ http }, { id }) => {
    try {
      await http.delete(`/webhook_subscriptions/${encodeURIComponent(id)}`, z.unknown(), { answer: 'text' });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  },
};
