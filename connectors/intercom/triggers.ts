import { z } from 'zod';
import type { ConnectorTrigger, Json } from '../kit/index.ts';

/** The record as Intercom tells it; which fields there are depends on the event. */
const item = z.looseObject({ type: z.string().optional(), id: z.union([z.string(), z.int()]).optional() });

const on = (title: string, events: string[], sample: Json): ConnectorTrigger => ({
  via: 'hook',
  title,
  events,
  output: item,
  sample,
});

const contact = { type: 'contact', id: '5ba682d23d7cf92bef87bfd4', role: 'user', email: 'mara@globex.example' };
const conversation = {
  type: 'conversation',
  id: '1295',
  state: 'open',
  source: { type: 'conversation', body: '<p>The lamp flickers.</p>' },
};
const ticket = {
  type: 'ticket',
  id: '494',
  ticket_id: '53',
  ticket_attributes: { _default_title_: 'The lamp flickers' },
};
const tagged = { type: 'contact_tag', contact, tag: { type: 'tag', id: '7522907', name: 'lamp' } };

export const triggers: Record<string, ConnectorTrigger> = {
  conversationStarted: on('A contact started a conversation', ['conversation.user.created'], conversation),
  contactReplied: on('A contact replied', ['conversation.user.replied'], conversation),
  adminReplied: on('An admin replied', ['conversation.admin.replied'], conversation),
  conversationAssigned: on('A conversation was assigned', ['conversation.admin.assigned'], conversation),
  conversationClosed: on('A conversation was closed', ['conversation.admin.closed'], {
    ...conversation,
    state: 'closed',
  }),
  conversationRated: on('A contact rated a conversation', ['conversation.rating.added'], conversation),
  contactCreated: on('A contact was added', ['contact.user.created', 'contact.lead.created'], contact),
  contactChanged: on('A contact was changed', ['contact.user.updated', 'contact.lead.updated'], contact),
  leadSignedUp: on('A lead became a user', ['contact.lead.signed_up'], contact),
  contactTagged: on('A contact was tagged', ['contact.user.tag.created', 'contact.lead.tag.created'], tagged),
  contactDeleted: on('A contact was deleted', ['contact.deleted'], { type: 'contact', id: contact.id }),
  companyCreated: on('A company was added', ['company.created'], {
    type: 'company',
    id: '531ee472cce572a6ec000006',
    name: 'Globex',
  }),
  ticketCreated: on('A ticket was created', ['ticket.created'], ticket),
  ticketMoved: on('A ticket moved to another state', ['ticket.state.updated'], ticket),
};
