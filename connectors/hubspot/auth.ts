import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';
import { version } from './record.ts';

// HubSpot knows its account by the token, whatever the address: one host serves all data centres.
export const api = 'https://api.hubapi.com';

export const scopeWords = {
  oauth: 'Know which HubSpot account was connected',
  'crm.objects.contacts.read': 'See your contacts, and the notes, tasks, calls and meetings of your team',
  'crm.objects.contacts.write': 'Create and change contacts, notes, tasks, calls and meetings',
  'crm.objects.companies.read': 'See your companies',
  'crm.objects.companies.write': 'Create and change companies',
  'crm.objects.deals.read': 'See your deals and their pipelines',
  'crm.objects.deals.write': 'Create and change deals',
  'crm.objects.owners.read': 'See who in your team owns what',
  'crm.objects.products.read': 'See your product library',
  'crm.objects.products.write': 'Create and change products',
  'crm.objects.line_items.read': 'See the line items of your deals',
  'crm.objects.line_items.write': 'Create and change line items',
  'crm.objects.quotes.read': 'See your quotes',
  'crm.objects.quotes.write': 'Create and change quotes',
  'crm.lists.read': 'See your lists',
  'crm.lists.write': 'Put contacts on lists and take them off',
  tickets: 'See, create and change support tickets',
};

export const auth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
  // The one of v1 ends on 2027-02-16.
  tokenUrl: `${api}/oauth/${version}/token`,
  revokeUrl: `${api}/oauth/${version}/token/revoke`,
  // The least that the connector is of use with; objects and actions name what they need beyond it.
  scopes: [
    'oauth',
    'crm.objects.contacts.read',
    'crm.objects.companies.read',
    'crm.objects.deals.read',
    'crm.objects.owners.read',
  ],
  scopeWords,
  // HubSpot answers with a refresh token each time and asks to keep the newest; the one before goes on to work.
  refresh: 'rotating',
  reuse: 'allowed',
  defaultExpiresIn: 1800,
};

const token: KeyAuth = {
  kind: 'key',
  fields: z.object({
    token: z.string().trim().min(1).meta({ title: 'Access token', placeholder: 'pat-eu1-…', secret: true }),
  }),
  help: 'In HubSpot: Settings → Integrations → Service keys (or the private app that you already have). Give it the rights that are named below.',
  place: { headers: { authorization: 'Bearer {{token}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  signIn: { label: 'Sign in with HubSpot', detail: 'For everybody. Changes arrive at once.' },
  token: {
    label: 'With an access token',
    detail: 'From a service key or private app of your own. Changes are looked for, HubSpot does not tell us.',
    auth: token,
  },
};
