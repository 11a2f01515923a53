import { z } from 'zod';
import { AppCallError, type ConnectorHooks, hmacSignature } from '../kit/index.ts';

const id = z.union([z.string().min(1), z.int()]).transform(String);
const notification = z.looseObject({
  id: z.string().nullish(),
  topic: z.string().min(1),
  app_id: z.string().optional(),
  created_at: z.number().nullish(),
  data: z.looseObject({
    item: z
      .looseObject({
        type: z.string().optional(),
        id: id.optional().catch(undefined),
        /** Of a tag that was put on somebody. */
        contact: z.looseObject({ id }).optional().catch(undefined),
      })
      .nullish(),
  }),
});

const objectOf: Record<string, string> = {
  contact: 'contact',
  user: 'contact',
  lead: 'contact',
  company: 'company',
  conversation: 'conversation',
  ticket: 'ticket',
};

/** https://developers.intercom.com/docs/webhooks/setting-up-webhooks. Topics are chosen where the app is registered, and hold for all workspaces. */
export const hooks: ConnectorHooks = {
  secretFrom: 'oauthApp',
  // SHA-1 is what Intercom has; there is no time in it, so that a copy is known by its id alone.
  verify: hmacSignature({ header: 'x-hub-signature', prefix: 'sha1=', algorithm: 'sha1', encoding: 'hex' }),
  // Intercom looks whether somebody is there when the address is saved.
  challenge: ({ method }) => (method === 'HEAD' ? { status: 200, body: '' } : undefined),
  events: ({ body }) => {
    const parsed = notification.safeParse(parse(body));
    if (!parsed.success)
      throw new AppCallError('Intercom sent a hook that is no notification.', {
        class: 'protocol',
        code: 'unreadable_hook',
      });
    const { topic, app_id, created_at, data } = parsed.data;
    return [
      {
        id: parsed.data.id ?? '',
        type: topic,
        ...(app_id !== undefined && { account: app_id }),
        ...subjectOf(data.item),
        ...(created_at && { at: new Date(created_at * 1_000).toISOString() }),
        data: z.json().parse(data.item ?? null),
      },
    ];
  },
};

function subjectOf(item: z.output<typeof notification>['data']['item']): { object?: string; key?: string } {
  if (item?.contact !== undefined && objectOf[item.type ?? ''] === undefined)
    return { object: 'contact', key: item.contact.id };
  const object = objectOf[item?.type ?? ''];
  return object === undefined || item?.id === undefined ? {} : { object, key: item.id };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
