import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import { actions } from './actions/all-actions.ts';
import { accountTypes, api, auth } from './auth.ts';
import { check, lookUp } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects.ts';
import { options } from './options.ts';
import { version } from './record.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'HubSpot',
  category: 'CRM',
  description: 'CRM with marketing, sales and service: contacts, companies, deals, tickets and what is done with them.',
  docs: 'https://developers.hubspot.com/docs/api-reference/latest/overview',
  version,
  auth,
  accountTypes,
  baseUrl: api,
  // HubSpot allows an app 110 calls in ten seconds for each account; the rest is left to what we can't see.
  limits: [{ scope: 'connection', requests: 100, perMs: 10_000 }],
  limitHeaders: { remaining: 'x-hubspot-ratelimit-remaining' },
  errors: translateError,
  settings: z.object({}),
  lookUp,
  check,
  objects,
  models,
  actions,
  triggers,
  hooks,
  options,
});
