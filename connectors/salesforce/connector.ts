import { defineConnector } from '../kit/index.ts';
import {
  addToCampaign,
  createContact,
  createLead,
  findContact,
  findLead,
  updateContact,
  updateLead,
} from './actions/people.ts';
import { createRecord, deleteRecord, getRecord, query, updateRecord, upsertRecord } from './actions/records.ts';
import { createAccount, createOpportunity, updateAccount, updateOpportunity } from './actions/sales.ts';
import { createCase, createEvent, createTask, updateCase } from './actions/work.ts';
import { accountTypes, before, oauth } from './auth.ts';
import { check, lookUp } from './check.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { version } from './soql.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Salesforce',
  category: 'CRM',
  description: 'Accounts, contacts, leads, opportunities, cases and your own objects.',
  docs: 'https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/',
  version,
  auth: oauth,
  accountTypes,
  before,
  // Learnt while connecting; until then only Salesforce's own door is called.
  baseUrl: "{{instance_url || 'https://login.salesforce.com'}}",
  hosts: ['*.salesforce.com'],
  headers: { accept: 'application/json' },
  // What counts is the day's number of calls, which Salesforce tells as "api-usage=18/100000"; at the same time it takes 25 long ones.
  limits: [{ scope: 'connection', requests: 20, perMs: 1_000, concurrent: 15 }],
  errors: translateError,
  settings,
  lookUp,
  check,
  objects,
  models,
  actions: {
    createContact,
    updateContact,
    findContact,
    findLead,
    createLead,
    updateLead,
    addToCampaign,
    createAccount,
    updateAccount,
    createOpportunity,
    updateOpportunity,
    createCase,
    updateCase,
    createTask,
    createEvent,
    createRecord,
    updateRecord,
    upsertRecord,
    getRecord,
    deleteRecord,
    query,
  },
  triggers,
  options,
});
