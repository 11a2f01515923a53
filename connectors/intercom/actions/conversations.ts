import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { conversation, part, ticket } from '../objects/rows.ts';
import { partsOf } from '../objects/search.ts';
import { actingAdmin, admin, contactId, conversationId, given, html, text } from './fields.ts';

const pathOf = (id: string, rest: string): string => `/conversations/${encodeURIComponent(id)}${rest}`;
const message = z.looseObject({ id: z.string(), conversation_id: z.string().nullish() });

export const startConversation = defineAction({
  title: 'Start a conversation for a contact',
  description: 'As if the contact had written.',
  input: z.object({ contact: contactId, text: text.meta({ title: 'Text', multiline: true }) }),
  output: message,
  effect: 'writes',
  repeat: 'none',
  example: { contact: '5ba682d23d7cf92bef87bfd4', text: 'The lamp flickers.' },
  run: async ({ http }, input) => {
    const json = { from: { type: 'contact', id: input.contact }, body: input.text };
    return (await http.post('/conversations', message, { json })).body;
  },
});

export const sendMessage = defineAction({
  title: 'Send a message to a contact',
  description: 'By email or in the messenger.',
  input: z.object({
    contact: contactId,
    role: z
      .enum(['user', 'lead'])
      .default('user')
      .meta({ title: 'The contact is', choices: { user: 'A user', lead: 'A lead' } }),
    by: z
      .enum(['inapp', 'email'])
      .default('inapp')
      .meta({ title: 'By', choices: { inapp: 'Messenger', email: 'Email' } }),
    subject: text.optional().meta({ title: 'Subject', description: 'Needed for an email.' }),
    text: html,
    admin,
  }),
  output: message,
  effect: 'writes',
  repeat: 'none',
  example: { contact: '5ba682d23d7cf92bef87bfd4', by: 'email', subject: 'Your lamp', text: 'It is on its way.' },
  run: async (context, input) => {
    const json = given({
      message_type: input.by,
      subject: input.subject,
      body: input.text,
      ...(input.by === 'email' && { template: 'plain' }),
      from: { type: 'admin', id: Number(actingAdmin(context, input.admin)) },
      to: { type: input.role, id: input.contact },
    });
    return (await context.http.post('/messages', message, { json })).body;
  },
});

export const replyToConversation = defineAction({
  title: 'Reply to a conversation',
  description: 'To the contact, or as a note among admins.',
  input: z.object({
    conversation: conversationId,
    text: html,
    isNote: z.boolean().default(false).meta({ title: 'As a note', description: 'The contact does not see it.' }),
    admin,
  }),
  output: conversation,
  effect: 'writes',
  repeat: 'none',
  example: { conversation: '1295', text: 'A new bulb is on its way.' },
  run: async (context, input) => {
    const json = {
      message_type: input.isNote ? 'note' : 'comment',
      type: 'admin',
      admin_id: actingAdmin(context, input.admin),
      body: input.text,
    };
    return (await context.http.post(pathOf(input.conversation, '/reply'), conversation, { json })).body;
  },
});

export const closeConversation = defineAction({
  title: 'Close a conversation',
  input: z.object({
    conversation: conversationId,
    text: text.optional().meta({ title: 'Last words', multiline: true }),
    admin,
  }),
  output: conversation,
  effect: 'writes',
  repeat: 'none',
  example: { conversation: '1295', text: 'Glad that it shines again.' },
  run: async (context, input) => {
    const admin_id = actingAdmin(context, input.admin);
    const json = given({ message_type: 'close', type: 'admin', admin_id, body: input.text });
    return (await context.http.post(pathOf(input.conversation, '/parts'), conversation, { json })).body;
  },
});

export const assignConversation = defineAction({
  title: 'Assign a conversation',
  description: 'To an admin or a team.',
  input: z.object({
    conversation: conversationId,
    toAdmin: text.optional().meta({ title: 'To the admin', options: 'admins' }),
    toTeam: text.optional().meta({ title: 'To the team', options: 'teams', description: 'Both empty: to nobody.' }),
    admin,
  }),
  output: conversation,
  effect: 'writes',
  repeat: 'natural',
  example: { conversation: '1295', toAdmin: '814860' },
  run: async (context, { conversation: id, toAdmin, toTeam, admin: acting }) => {
    const type = toAdmin === undefined && toTeam !== undefined ? 'team' : 'admin';
    // Zero is nobody.
    const assignee_id = toAdmin ?? toTeam ?? '0';
    const json = { message_type: 'assignment', type, admin_id: actingAdmin(context, acting), assignee_id };
    return (await context.http.post(pathOf(id, '/parts'), conversation, { json, repeatable: true })).body;
  },
});

export const snoozeConversation = defineAction({
  title: 'Snooze a conversation',
  input: z.object({
    conversation: conversationId,
    until: z.iso.datetime({ offset: true }).meta({ title: 'Until' }),
    admin,
  }),
  output: conversation,
  effect: 'writes',
  repeat: 'natural',
  example: { conversation: '1295', until: '2026-12-01T09:00:00Z' },
  run: async (context, input) => {
    const snoozed_until = Math.floor(Date.parse(input.until) / 1_000);
    const json = { message_type: 'snoozed', admin_id: actingAdmin(context, input.admin), snoozed_until };
    return (await context.http.post(pathOf(input.conversation, '/parts'), conversation, { json, repeatable: true }))
      .body;
  },
});

export const readConversation = defineAction({
  title: 'Read the messages of a conversation',
  description: 'The oldest first; Intercom shows the newest 500. None: there is no such conversation.',
  input: z.object({ conversation: conversationId }),
  output: z.object({ messages: z.array(part) }),
  effect: 'reads',
  repeat: 'natural',
  example: { conversation: '1295' },
  run: async (context, input) => ({ messages: z.array(part).parse(await partsOf(context, input.conversation)) }),
});

export const createTicket = defineAction({
  title: 'Create a ticket',
  input: z.object({
    type: text.meta({ title: 'Type', options: 'ticketTypes' }),
    contact: contactId,
    title: text.meta({ title: 'Title' }),
    description: text.optional().meta({ title: 'Description', multiline: true }),
    attributes: z
      .record(z.string().min(1), z.unknown())
      .optional()
      .meta({ title: 'Further attributes', description: 'By their names in the type.' }),
  }),
  output: ticket,
  effect: 'writes',
  repeat: 'none',
  example: {
    type: '1234',
    contact: '5ba682d23d7cf92bef87bfd4',
    title: 'The lamp flickers',
    description: 'Since Monday.',
  },
  run: async ({ http }, { type, contact, title, description, attributes }) => {
    const json = {
      ticket_type_id: type,
      contacts: [{ id: contact }],
      ticket_attributes: given({ _default_title_: title, _default_description_: description, ...attributes }),
    };
    return (await http.post('/tickets', ticket, { json })).body;
  },
});
