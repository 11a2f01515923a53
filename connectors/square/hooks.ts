import { z } from 'zod';
import { AppCallError, type ConnectorHooks, hmacSignature } from '../kit/index.ts';

const payload = z.looseObject({
  merchant_id: z.string(),
  type: z.string(),
  event_id: z.string().min(1),
  created_at: z.string().optional(),
  data: z.looseObject({ id: z.string().optional() }).nullish(),
});

/** By what stands before the last point of a type. Of an item or a count no event names the row. */
const objectOf: Record<string, string> = {
  customer: 'customer',
  order: 'order',
  'order.fulfillment': 'order',
  payment: 'payment',
  refund: 'refund',
  invoice: 'invoice',
  location: 'location',
  team_member: 'teamMember',
};

/** https://developer.squareup.com/docs/webhooks/step3validate: signed over the address, as it is written at Square, and the body. No time is signed. */
export const hooks: ConnectorHooks = {
  secretFrom: 'oauthApp',
  verify: hmacSignature({
    header: 'x-square-hmacsha256-signature',
    encoding: 'base64',
    signed: ({ url, body }) => [url.href, body],
  }),
  events: ({ body }) => {
    const parsed = payload.safeParse(parse(body)).data;
    if (parsed === undefined)
      throw new AppCallError('Square sent a hook that is no event.', { class: 'protocol', code: 'unreadable_hook' });
    const { merchant_id: account, type, event_id: id, created_at: at, data } = parsed;
    const object = objectOf[type.slice(0, type.lastIndexOf('.'))];
    return [
      {
        id,
        type,
        account,
        ...(object !== undefined && data?.id !== undefined && { object, key: data.id }),
        ...(at !== undefined && { at }),
        data: z.json().parse(parsed),
      },
    ];
  },
};

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
