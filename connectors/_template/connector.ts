import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import { contactObject } from './contact.ts';
import { createContact } from './create-contact.ts';
import { groups } from './groups.ts';
import { settings } from './settings.ts';

const me = z.object({ id: z.string(), email: z.string() });

export default defineConnector({
  name: 'Acme',
  category: 'CRM',
  description: 'What Acme is, in one line for its card.',
  docs: 'https://acme.example/docs/api',
  version: '1',
  auth: {
    kind: 'oauth2',
    authorizeUrl: 'https://acme.example/oauth/authorize',
    tokenUrl: 'https://acme.example/oauth/token',
    // The least that the connector is of use with. What an object or action needs beyond it, it names itself.
    scopes: ['contacts:read'],
    scopeWords: { 'contacts:read': 'See your contacts and groups', 'contacts:write': 'Create contacts' },
    refresh: 'fixed',
  },
  baseUrl: 'https://api.acme.example/v1',
  limits: [{ scope: 'connection', requests: 100, perMs: 60_000 }],
  settings,
  check: async ({ http }) => {
    const { body } = await http.get('/me', me);
    return { id: body.id, name: body.email };
  },
  objects: { contact: contactObject },
  actions: { createContact },
  options: { groups },
});
