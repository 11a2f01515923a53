import { defineConnector } from '../kit/index.ts';
import { createCampaign, sendCampaign } from './actions/campaigns.ts';
import {
  addEvent,
  archiveContact,
  findContact,
  forgetContact,
  saveContact,
  tagContact,
  unsubscribe,
} from './actions/contacts.ts';
import { accountTypes, oauth } from './auth.ts';
import { check, lookUp } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { contactObject } from './objects/contact.ts';
import { audienceObject, campaignObject } from './objects/others.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Mailchimp',
  category: 'Marketing',
  description: 'Audiences, contacts with their tags, and campaigns.',
  docs: 'https://mailchimp.com/developer/marketing/api/',
  version: '3.0',
  auth: oauth,
  accountTypes,
  // Until it was looked up where the account lives, only that is asked, elsewhere.
  baseUrl: "https://{{dc || 'us1'}}.api.mailchimp.com/3.0",
  hosts: ['login.mailchimp.com'],
  // Mailchimp limits what runs at a time (10), not how much in a minute.
  limits: [{ scope: 'connection', requests: 50, perMs: 1_000, concurrent: 8 }],
  errors: translateError,
  settings,
  lookUp,
  check,
  objects: { contact: contactObject, audience: audienceObject, campaign: campaignObject },
  models,
  actions: {
    saveContact,
    findContact,
    tagContact,
    unsubscribe,
    archiveContact,
    forgetContact,
    addEvent,
    createCampaign,
    sendCampaign,
  },
  triggers,
  hooks,
  options,
});
