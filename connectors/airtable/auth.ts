import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';

/** https://airtable.com/developers/web/api/oauth-reference: an hour of access; a refresh token for one use, dead after 60 days. Two refreshes at once end the access. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://airtable.com/oauth2/v1/authorize',
  tokenUrl: 'https://airtable.com/oauth2/v1/token',
  clientAuth: 'basic',
  scopes: ['data.records:read', 'schema.bases:read', 'user.email:read'],
  optionalScopes: ['data.records:write', 'data.recordComments:write', 'webhook:manage', 'user.email:read'],
  scopeWords: {
    'data.records:read': 'See the records of the bases that you choose',
    'schema.bases:read': 'See their tables and fields',
    'user.email:read': 'Know your e-mail address',
    'data.records:write': 'Create, change and delete records',
    'data.recordComments:write': 'Write comments',
    'webhook:manage': 'Be told at once when something changes',
  },
  refresh: 'rotating',
  reuse: 'revokes',
  defaultExpiresIn: 3600,
};

const token: KeyAuth = {
  kind: 'key',
  fields: z.object({
    token: z
      .string()
      .trim()
      .regex(/^pat[\w.]+$/, 'A personal access token begins with pat.')
      .meta({ title: 'Personal access token', placeholder: 'pat…', secret: true }),
  }),
  help: 'airtable.com/create/tokens, with data.records:read and schema.bases:read for the bases that are meant.',
  place: { headers: { authorization: 'Bearer {{token}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  oauth: { label: 'Sign in with Airtable', detail: 'You choose which bases are shared' },
  token: {
    label: 'With a token',
    detail: 'A personal access token with just the rights that you give it',
    auth: token,
  },
};
