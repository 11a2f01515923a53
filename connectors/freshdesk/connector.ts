import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import { addNote, listConversations, replyToTicket } from './actions/conversations.ts';
import { findContact, saveCompany, saveContact } from './actions/people.ts';
import { createTicket, deleteTicket, getTicket, searchTickets, updateTicket } from './actions/tickets.ts';
import { auth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Freshdesk',
  category: 'Support',
  description: 'Support tickets with their conversations, contacts and companies.',
  docs: 'https://developers.freshdesk.com/api/',
  version: 'v2',
  auth,
  baseUrl: 'https://{{domain}}.freshdesk.com',
  headers: { accept: 'application/json' },
  // Of the smallest plan, for the whole account and all that calls it; lists count for ten of them.
  limits: [{ scope: 'connection', requests: 200, perMs: 60_000, concurrent: 5 }],
  limitHeaders: { remaining: 'x-ratelimit-remaining' },
  errors: translateError,
  settings: z.object({}),
  check,
  objects,
  models,
  actions: {
    createTicket,
    updateTicket,
    getTicket,
    deleteTicket,
    searchTickets,
    replyToTicket,
    addNote,
    listConversations,
    saveContact,
    findContact,
    saveCompany,
  },
  triggers,
  hooks,
  options,
});
