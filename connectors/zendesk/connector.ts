import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import { addComment, addTags, listComments, removeTags } from './actions/around-tickets.ts';
import { findUser, saveOrganization, saveUser, suspendUser } from './actions/people.ts';
import { createTicket, deleteTicket, getTicket, searchTickets, updateTicket } from './actions/tickets.ts';
import { accountTypes, before, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Zendesk',
  category: 'Support',
  description: 'Support tickets with their comments, people and organizations.',
  docs: 'https://developer.zendesk.com/api-reference/',
  version: 'v2',
  auth: oauth,
  accountTypes,
  before,
  baseUrl: 'https://{{subdomain}}.zendesk.com',
  headers: { accept: 'application/json' },
  // Of the smallest plan; larger ones have up to 2,500. Exports count for 20 of them.
  limits: [{ scope: 'connection', requests: 200, perMs: 60_000, concurrent: 10 }],
  limitHeaders: { remaining: 'ratelimit-remaining', reset: 'ratelimit-reset', resetUnit: 'seconds' },
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
    addComment,
    addTags,
    removeTags,
    listComments,
    saveUser,
    findUser,
    saveOrganization,
    suspendUser,
  },
  triggers,
  hooks,
  options,
});
