import { defineConnector } from '../kit/index.ts';
import { getAttachment, getEmail, getThread, searchEmails } from './actions/find-emails.ts';
import { addLabels, createLabel, markRead, removeLabels, trashEmail } from './actions/label-messages.ts';
import { createDraft, reply, sendDraft, sendEmail } from './actions/send.ts';
import { appFields } from './app-fields.ts';
import { accountTypes, oauth } from './auth.ts';
import { check, lookUp } from './check.ts';
import { hooks } from './hooks.ts';
import { labelObject, messageObject, threadObject } from './objects/objects.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Gmail',
  category: 'Communication',
  description: 'E-mails: read, sent, answered, labelled.',
  docs: 'https://developers.google.com/workspace/gmail/api/reference/rest',
  version: 'v1',
  auth: oauth,
  accountTypes,
  appFields,
  baseUrl: 'https://gmail.googleapis.com',
  // Quota units: https://developers.google.com/workspace/gmail/api/reference/quota. Each call says what it costs.
  limits: [
    { scope: 'connection', requests: 5_700, perMs: 60_000 },
    { scope: 'app', requests: 1_150_000, perMs: 60_000 },
  ],
  errors: translateError,
  settings,
  lookUp,
  check,
  objects: { message: messageObject, thread: threadObject, label: labelObject },
  actions: {
    sendEmail,
    reply,
    createDraft,
    sendDraft,
    addLabels,
    removeLabels,
    markRead,
    trashEmail,
    createLabel,
    searchEmails,
    getEmail,
    getThread,
    getAttachment,
  },
  triggers,
  hooks,
  options,
});
