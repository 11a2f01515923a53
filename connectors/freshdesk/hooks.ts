import { z } from 'zod';
import { AppCallError, type ConnectorHooks, isSame } from '../kit/index.ts';

/** Freshdesk signs nothing, but its rules can send a header that the customer has typed in. */
export const secretHeader = 'x-webhook-secret';

const told = z.object({
  freshdesk_webhook: z.looseObject({
    ticket_id: z.union([z.int(), z.string().min(1)]),
    triggered_event: z.string().optional(),
  }),
});

/** What an automation rule calls, with "JSON" and "Simple" chosen as its content. */
export const hooks: ConnectorHooks = {
  secretFrom: 'customer',
  verify: ({ headers }, { secret }) => {
    const given = headers.get(secretHeader);
    if (!given || !secret) return { ok: false, because: 'missing_header' };
    return isSame(given, secret) ? { ok: true } : { ok: false, because: 'bad_signature' };
  },
  events: ({ body }) => {
    const parsed = told.safeParse(parse(body));
    if (!parsed.success)
      throw new AppCallError('Freshdesk sent a hook without the number of a ticket.', {
        class: 'protocol',
        code: 'unreadable_hook',
      });
    const data = parsed.data.freshdesk_webhook;
    const isNew = data.triggered_event?.includes('ticket_action:created') === true;
    return [
      {
        // Freshdesk gives none.
        id: '',
        type: isNew ? 'ticket.created' : 'ticket.changed',
        object: 'ticket',
        key: String(data.ticket_id),
        data: z.json().parse(data),
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
