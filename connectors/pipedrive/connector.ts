import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import { addNote, createActivity, createLead, finishActivity } from './actions/activities.ts';
import { addProduct, createDeal, deleteDeal, getDeal, searchDeals, updateDeal } from './actions/deals.ts';
import { findPerson, saveOrganization, savePerson } from './actions/people.ts';
import { accountTypes, oauth } from './auth.ts';
import { check, lookUp } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Pipedrive',
  category: 'CRM',
  description: 'Deals in their pipelines, persons, organizations, activities, products and leads.',
  docs: 'https://developers.pipedrive.com/docs/api/v1',
  version: 'v2',
  auth: oauth,
  accountTypes,
  // Each company has its own address; it comes with the token, or is looked up.
  baseUrl: "{{api_domain || 'https://api.pipedrive.com'}}",
  hosts: ['*.pipedrive.com'],
  headers: { accept: 'application/json' },
  // In bursts, of the smallest plan; the day's budget of tokens is told by the headers alone.
  limits: [{ scope: 'connection', requests: 20, perMs: 2_000, concurrent: 5 }],
  limitHeaders: { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset', resetUnit: 'seconds' },
  errors: translateError,
  settings: z.object({}),
  lookUp,
  check,
  objects,
  models,
  actions: {
    createDeal,
    updateDeal,
    getDeal,
    deleteDeal,
    searchDeals,
    addProduct,
    savePerson,
    findPerson,
    saveOrganization,
    createActivity,
    finishActivity,
    addNote,
    createLead,
  },
  triggers,
  hooks,
  options,
});
