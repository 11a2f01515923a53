import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';

/** https://www.typeform.com/developers/get-started/applications/: without `offline` there is no refresh token. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://api.typeform.com/oauth/authorize',
  tokenUrl: 'https://api.typeform.com/oauth/token',
  scopes: ['offline', 'accounts:read', 'forms:read', 'responses:read', 'workspaces:read'],
  optionalScopes: ['forms:write', 'responses:write', 'workspaces:write', 'webhooks:read', 'webhooks:write'],
  scopeWords: {
    offline: 'Keep access until you disconnect',
    'accounts:read': 'See who you are',
    'forms:read': 'See your forms and their questions',
    'responses:read': 'Read the answers to your forms',
    'workspaces:read': 'See your workspaces',
    'forms:write': 'Create, change and delete forms',
    'responses:write': 'Delete answers',
    'workspaces:write': 'Create, rename and delete workspaces',
    'webhooks:read': 'See who is told about answers',
    'webhooks:write': 'Be told at once when somebody answers',
  },
  refresh: 'rotating',
  // A week, where the answer does not say it.
  defaultExpiresIn: 604_800,
};

const token: KeyAuth = {
  kind: 'key',
  fields: z.object({
    token: z
      .string()
      .trim()
      .regex(/^\w[\w-]{10,}$/, 'A personal token has letters, digits and dashes.')
      .meta({ title: 'Personal token', placeholder: 'tfp_…', secret: true }),
  }),
  help: 'Typeform: your picture → Your settings → Personal tokens.',
  place: { headers: { authorization: 'Bearer {{token}}' } },
};

/**
 * Answers are kept in one of two places, and a question at the other one finds nothing. What is at typeform.eu is apart from
 * both: its accounts, tokens and OAuth apps are known nowhere else.
 */
const us = { host: 'api.typeform.com' };
const eu = { host: 'api.eu.typeform.com' };
const apart = { host: 'api.typeform.eu' };

export const accountTypes: Record<string, AccountType> = {
  us: { label: 'Sign in with Typeform', detail: 'Answers are kept in the United States, as usual', values: us },
  eu: { label: 'Sign in, answers in the EU', detail: 'For accounts with the EU data center', values: eu },
  tokenUs: { label: 'With a personal token', detail: 'Answers in the United States', values: us, auth: token },
  tokenEu: { label: 'With a personal token, answers in the EU', values: eu, auth: token },
  tokenApart: { label: 'With a personal token, of typeform.eu', values: apart, auth: token },
};
