import { defineConnector } from '../kit/index.ts';
import {
  downloadDocuments,
  findEnvelopes,
  getAuditTrail,
  getEnvelope,
  getFormData,
  listDocuments,
} from './actions/read.ts';
import {
  addRecipient,
  correctRecipient,
  getRecipients,
  getSigningLink,
  removeRecipient,
} from './actions/recipients.ts';
import {
  resendEnvelope,
  sendDocument,
  sendDraft,
  sendFromTemplate,
  setReminders,
  voidEnvelope,
} from './actions/send.ts';
import { accountTypes, appFields, before, oauth } from './auth.ts';
import { check, lookUp } from './check.ts';
import { hooks } from './hooks.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Docusign',
  category: 'E-signature',
  description: 'Envelopes, their recipients and documents: sent, signed, reminded, downloaded.',
  docs: 'https://developers.docusign.com/docs/esign-rest-api/reference/',
  version: 'v2.1',
  auth: oauth,
  accountTypes,
  before,
  appFields,
  // Each account has its own address, which the sign-in server tells.
  baseUrl: "{{api || signIn || 'https://account.docusign.com'}}",
  // For each account 3,000 an hour; in half a minute 500, and 200 of a demo account. An hour's are used up before that is felt.
  limits: [
    { scope: 'connection', requests: 2_700, perMs: 3_600_000 },
    { scope: 'connection', requests: 180, perMs: 30_000, concurrent: 6 },
  ],
  limitHeaders: { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset', resetUnit: 'epoch' },
  errors: translateError,
  settings,
  lookUp,
  check,
  objects,
  actions: {
    sendFromTemplate,
    sendDocument,
    sendDraft,
    voidEnvelope,
    resendEnvelope,
    setReminders,
    getEnvelope,
    findEnvelopes,
    getRecipients,
    addRecipient,
    correctRecipient,
    removeRecipient,
    getSigningLink,
    listDocuments,
    downloadDocuments,
    getAuditTrail,
    getFormData,
  },
  triggers,
  hooks,
  options,
});
