import { defineConnector } from '../kit/index.ts';
import { createContact, deleteContact, findContacts, saveContact, updateContact } from './actions/contacts.ts';
import { cancelEvent, createEvent, deleteEvent, findEvents, respond, updateEvent } from './actions/events.ts';
import { findFreeTimes } from './actions/free-times.ts';
import { deleteMessage, findMessages, getMessage, moveMessage, updateMessage } from './actions/messages.ts';
import { createDraft, forward, reply, sendDraft, sendMail } from './actions/send.ts';
import { accountTypes, appFields, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { calendarObject, contactObject, eventObject, mailFolderObject, messageObject } from './objects/objects.ts';
import { options } from './options.ts';
import { prefer, settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Microsoft Outlook',
  category: 'Communication',
  description: 'Mail, calendar and contacts of a Microsoft account.',
  docs: 'https://learn.microsoft.com/en-us/graph/outlook-mail-concept-overview',
  version: 'v1.0',
  auth: oauth,
  accountTypes,
  appFields,
  baseUrl: 'https://graph.microsoft.com/v1.0',
  headers: prefer(),
  // Of one mailbox: https://learn.microsoft.com/en-us/graph/throttling-limits#outlook-service-limits
  limits: [
    { scope: 'connection', requests: 9_500, perMs: 600_000, concurrent: 4 },
    { scope: 'app', requests: 120_000, perMs: 10_000 },
  ],
  errors: translateError,
  settings,
  check,
  objects: {
    message: messageObject,
    event: eventObject,
    contact: contactObject,
    mailFolder: mailFolderObject,
    calendar: calendarObject,
  },
  models,
  actions: {
    sendMail,
    reply,
    forward,
    createDraft,
    sendDraft,
    getMessage,
    findMessages,
    moveMessage,
    updateMessage,
    deleteMessage,
    createEvent,
    updateEvent,
    deleteEvent,
    cancelEvent,
    respond,
    findEvents,
    findFreeTimes,
    createContact,
    saveContact,
    updateContact,
    deleteContact,
    findContacts,
  },
  triggers,
  hooks,
  options,
});
