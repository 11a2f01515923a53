import { z } from 'zod';
import type { ConnectorTrigger, Json } from '../kit/index.ts';

/** What Zendesk tells: the record in short (`detail`) and what has changed of it (`event`). */
const told = z.looseObject({
  id: z.string(),
  type: z.string(),
  detail: z.looseObject({ id: z.union([z.string(), z.number()]).optional() }).optional(),
  event: z.looseObject({}).optional(),
});

const at = '2026-11-21T09:18:03Z';
const ticket = { id: '35436', subject: 'The lamp flickers', status: 'OPEN', priority: 'HIGH', updated_at: at };
const person = { id: '9873843', email: 'mara@globex.example', role: 'end-user', updated_at: at };

function on(title: string, names: string[], detail: Record<string, Json>, event: Record<string, Json> = {}) {
  const events = names.map((name) => `zen:event-type:${name}`);
  const [type = ''] = events;
  const sample = { id: '2b24ef10-19d4-4740-93cf-8f98ec4776c0', type, time: at, detail, event };
  // Only who may write may ask to be told.
  return { title, via: 'hook', events, output: told, sample, scopes: ['write'] } satisfies ConnectorTrigger;
}

export const triggers: Record<string, ConnectorTrigger> = {
  ticketCreated: on('A ticket was created', ['ticket.created'], ticket),
  ticketStatusChanged: on('A ticket moved to another status', ['ticket.status_changed'], ticket, {
    current: 'OPEN',
    previous: 'NEW',
  }),
  ticketCommented: on('Somebody commented on a ticket', ['ticket.comment_added'], ticket, {
    comment: { id: '777', body: 'Since Monday.', is_public: true },
  }),
  ticketAssigned: on(
    'A ticket was assigned',
    ['ticket.agent_assignment_changed', 'ticket.group_assignment_changed'],
    ticket,
    { current: '235323', previous: null },
  ),
  ticketPriorityChanged: on('The priority of a ticket changed', ['ticket.priority_changed'], ticket, {
    current: 'HIGH',
    previous: 'NORMAL',
  }),
  ticketTagged: on('The tags of a ticket changed', ['ticket.tags_changed'], ticket, {
    tags_added: ['lamp'],
    tags_removed: [],
  }),
  ticketMerged: on('Two tickets became one', ['ticket.merged'], ticket, { target_ticket_id: '35437' }),
  ticketDeleted: on('A ticket was deleted', ['ticket.soft_deleted', 'ticket.permanently_deleted'], ticket),
  userCreated: on('A person was added', ['user.created'], person),
  organizationCreated: on('An organization was added', ['organization.created'], { id: '509974', name: 'Globex' }),
};
