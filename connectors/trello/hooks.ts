import { z } from 'zod';
import { type ConnectorHooks, hmacSignature } from '../kit/index.ts';
import { isNotFound } from './check.ts';
import { settings } from './settings.ts';

const ref = z.looseObject({ id: z.string() });
const payload = z.object({
  action: z.looseObject({
    id: z.string(),
    type: z.string(),
    date: z.string().optional(),
    data: z.looseObject({
      card: ref.extend({ closed: z.boolean().optional() }).optional(),
      list: ref.optional(),
      listAfter: ref.optional(),
      old: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
});
const made = z.object({ id: z.string() });

type Action = z.output<typeof payload>['action'];

/** A change of a card is one type at Trello; its list and its archiving are what people ask for. */
function typeOf({ type, data }: Action): string {
  if (type !== 'updateCard') return type;
  if (data.listAfter) return 'updateCard.list';
  return data.old && 'closed' in data.old ? `updateCard.${data.card?.closed ? 'archived' : 'sentToBoard'}` : type;
}

function subjectOf({ type, data }: Action): { object: string; key: string } | undefined {
  if (data.card) return { object: 'card', key: data.card.id };
  return data.list && /List/.test(type) ? { object: 'list', key: data.list.id } : undefined;
}

/** https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks: the body and the address that was given to Trello, in that order, signed with the app's secret. */
export const hooks: ConnectorHooks = {
  secretFrom: 'oauthApp',
  verify: hmacSignature({
    header: 'x-trello-webhook',
    algorithm: 'sha1',
    encoding: 'base64',
    signed: ({ body, url }) => [body, url.href],
  }),
  events: ({ body }) => {
    const { action } = payload.parse(JSON.parse(new TextDecoder().decode(body)));
    return [
      {
        id: action.id,
        type: typeOf(action),
        ...subjectOf(action),
        ...(action.date && { at: action.date }),
        data: z.json().parse(action),
      },
    ];
  },
  // Trello looks whether somebody is there before it makes the webhook.
  challenge: ({ method }) => (method === 'HEAD' ? { status: 200, body: '' } : undefined),
  subscribe: async ({ http, settings: answers }, { url }) => {
    const { board } = settings.parse(answers);
    const json = { callbackURL: url, idModel: board, description: 'Integration' };
    return { id: (await http.post('/webhooks', made, { json })).body.id };
  },
  unsubscribe: async ({ http }, { id }) => {
    try {
      await http.delete(`/webhooks/${encodeURIComponent(id)}`, z.unknown());
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  },
};
