import { z } from 'zod';
import { AppCallError, type ConnectorHooks, hmacSignature } from '../kit/index.ts';

const payload = z.object({
  events: z.array(
    z.looseObject({
      resourceId: z.string(),
      eventDateUtc: z.string().optional(),
      eventType: z.string(),
      eventCategory: z.string(),
      tenantId: z.string(),
    }),
  ),
});
const objectOf: Record<string, string> = {
  contact: 'contact',
  invoice: 'invoice',
  creditnote: 'creditNote',
  payment: 'payment',
};

/** https://developer.xero.com/documentation/guides/webhooks/overview. The question whether we check signatures ("intent to receive") is a hook with no events: a right signature is answered by 200, a wrong one by 401. */
export const hooks: ConnectorHooks = {
  secretFrom: 'oauthApp',
  verify: hmacSignature({ header: 'x-xero-signature', encoding: 'base64' }),
  events: ({ body }) =>
    read(body).events.map((event) => {
      const category = event.eventCategory.toLowerCase().replaceAll(/[^a-z]/g, '');
      const type = `${category}.${event.eventType.toLowerCase()}`;
      // Sent without a zone, meant as UTC.
      const time = Date.parse(`${(event.eventDateUtc ?? '').replace(/Z$/, '')}Z`);
      const at = Number.isNaN(time) ? undefined : new Date(time).toISOString();
      return {
        // It has no id of its own; a second delivery is the same in all of these.
        id: [event.tenantId, type, event.resourceId, event.eventDateUtc ?? ''].join('-'),
        type,
        account: event.tenantId,
        object: objectOf[category],
        key: event.resourceId,
        at,
        data: { id: event.resourceId, type, at: at ?? null },
      };
    }),
};

function read(body: Uint8Array): z.output<typeof payload> {
  try {
    return payload.parse(JSON.parse(new TextDecoder().decode(body)));
  } catch (cause) {
    const sentence = 'Xero sent a hook that is no list of events.';
    throw new AppCallError(sentence, { class: 'protocol', code: 'unreadable_hook', cause });
  }
}
