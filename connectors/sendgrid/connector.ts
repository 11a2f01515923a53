import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import {
  createList,
  deleteContacts,
  findContacts,
  removeFromList,
  saveContacts,
  searchContacts,
} from './actions/contacts.ts';
import { removeBlocks, removeBounces, sendEmail, sendTemplate } from './actions/mail.ts';
import { accountTypes, auth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'SendGrid',
  category: 'Marketing',
  description: 'Sends e-mail, keeps contacts, and tells what became of each message.',
  docs: 'https://www.twilio.com/docs/sendgrid/api-reference',
  version: 'v3',
  auth,
  accountTypes,
  baseUrl: "https://{{host || 'api.sendgrid.com'}}/v3",
  // Each call has a limit of its own, told by its headers; most allow 600 a minute.
  limits: [{ scope: 'connection', requests: 600, perMs: 60_000, concurrent: 10 }],
  errors: translateError,
  settings: z.object({}),
  check,
  objects,
  models,
  actions: {
    sendEmail,
    sendTemplate,
    saveContacts,
    findContacts,
    searchContacts,
    createList,
    removeFromList,
    deleteContacts,
    removeBounces,
    removeBlocks,
  },
  triggers,
  hooks,
  options,
});
