import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import { companyObject } from './company.ts';
import { contactObject } from './contact.ts';
import { lists } from './lists.ts';
import { models } from './models.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';

const me = z.object({
  user: z.object({ email: z.string() }),
  account: z.object({ id: z.string().min(1), name: z.string() }),
});

export default defineConnector({
  name: 'Tidewater',
  category: 'CRM',
  description: 'The CRM for sales teams that live by the water: contacts, companies and lists.',
  docs: 'https://tidewater.example/docs/api',
  version: '1',
  auth: {
    kind: 'oauth2',
    authorizeUrl: '{{origin}}/oauth/authorize',
    tokenUrl: '{{origin}}/oauth/token',
    revokeUrl: '{{origin}}/oauth/revoke',
    issuer: '{{origin}}',
    scopes: ['openid', 'offline_access', 'contacts:read', 'contacts:write'],
    scopeWords: {
      openid: 'Know who connected: name and e-mail address',
      offline_access: 'Keep access until you disconnect',
      'contacts:read': 'See your contacts and lists',
      'contacts:write': 'Add and change contacts',
    },
    refresh: 'rotating',
    defaultExpiresIn: 300,
  },
  baseUrl: '{{origin}}/api/v1',
  limits: [{ scope: 'connection', requests: 300, perMs: 10_000 }],
  errors: translateError,
  settings,
  check: async ({ http }) => {
    const { user, account } = (await http.get('/me', me)).body;
    return { id: account.id, name: `${account.name} (${user.email})` };
  },
  objects: { contact: contactObject, company: companyObject },
  models,
  options: { lists },
});
