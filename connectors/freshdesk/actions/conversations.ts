import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { conversation } from '../objects/rows.ts';
import { conversationsOf } from '../objects/ticket.ts';
import { html, pathOf, ticketId } from './fields.ts';

export const replyToTicket = defineAction({
  title: 'Reply to a ticket',
  description: 'Goes to the requester by email.',
  input: z.object({
    ticket: ticketId,
    text: html,
    cc: z.array(z.email()).optional().meta({ title: 'Copies to' }),
  }),
  output: conversation,
  effect: 'writes',
  repeat: 'none',
  example: { ticket: 42, text: 'A new bulb is on its way.' },
  run: async ({ http }, { ticket, text, cc }) => {
    const json = { body: text, ...(cc !== undefined && { cc_emails: cc }) };
    return (await http.post(pathOf(ticket, '/reply'), conversation, { json })).body;
  },
});

export const addNote = defineAction({
  title: 'Add a note to a ticket',
  input: z.object({
    ticket: ticketId,
    text: html,
    isPrivate: z.boolean().default(true).meta({ title: 'For agents only' }),
    notify: z.array(z.email()).optional().meta({ title: 'Tell', description: 'Emails of agents.' }),
  }),
  output: conversation,
  effect: 'writes',
  repeat: 'none',
  example: { ticket: 42, text: 'The third lamp of this kind.' },
  run: async ({ http }, { ticket, text, isPrivate, notify }) => {
    const json = { body: text, private: isPrivate, ...(notify !== undefined && { notify_emails: notify }) };
    return (await http.post(pathOf(ticket, '/notes'), conversation, { json })).body;
  },
});

export const listConversations = defineAction({
  title: 'Read the conversations of a ticket',
  description: 'Replies and notes, the oldest first.',
  input: z.object({ ticket: ticketId }),
  output: z.object({ conversations: z.array(conversation) }),
  effect: 'reads',
  repeat: 'natural',
  example: { ticket: 42 },
  run: async (context, { ticket }) => ({
    conversations: z.array(conversation).parse(await conversationsOf(context, ticket)),
  }),
});
