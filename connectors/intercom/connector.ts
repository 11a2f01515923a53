import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import {
  addNote,
  archiveContact,
  attachCompany,
  findContact,
  saveCompany,
  saveContact,
  tagContact,
  trackEvent,
  untagContact,
} from './actions/contacts.ts';
import {
  assignConversation,
  closeConversation,
  createTicket,
  readConversation,
  replyToConversation,
  sendMessage,
  snoozeConversation,
  startConversation,
} from './actions/conversations.ts';
import { accountTypes, oauth } from './auth.ts';
import { check, lookUp } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

const version = '2.14';

export default defineConnector({
  name: 'Intercom',
  category: 'Support',
  description: 'Contacts, companies, conversations with their messages, tickets and articles.',
  docs: 'https://developers.intercom.com/docs/references/rest-api/api.intercom.io',
  version,
  auth: oauth,
  accountTypes,
  // A region: of the sign-in, or of the token.
  baseUrl: "https://{{api || 'api.intercom.io'}}",
  headers: { accept: 'application/json', 'intercom-version': version },
  // Of 10,000 in a minute for an app, which Intercom counts by ten seconds.
  limits: [{ scope: 'connection', requests: 1_500, perMs: 10_000, concurrent: 10 }],
  limitHeaders: { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset', resetUnit: 'epoch' },
  errors: translateError,
  settings: z.object({}),
  lookUp,
  check,
  objects,
  models,
  actions: {
    saveContact,
    findContact,
    archiveContact,
    addNote,
    tagContact,
    untagContact,
    saveCompany,
    attachCompany,
    trackEvent,
    startConversation,
    sendMessage,
    replyToConversation,
    closeConversation,
    assignConversation,
    snoozeConversation,
    readConversation,
    createTicket,
  },
  triggers,
  hooks,
  options,
});
