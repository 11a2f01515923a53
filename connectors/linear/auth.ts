import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';

/** https://linear.app/developers/oauth-2-0-authentication: a day of access, a refresh token that is replaced at each use. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://linear.app/oauth/authorize',
  tokenUrl: 'https://api.linear.app/oauth/token',
  revokeUrl: 'https://api.linear.app/oauth/revoke',
  authorizeParameters: { prompt: 'consent' },
  scopes: ['read'],
  optionalScopes: ['write', 'issues:create', 'comments:create', 'admin'],
  scopeWords: {
    read: 'See issues, projects, cycles and people of your workspace',
    write: 'Change issues and projects',
    'issues:create': 'Create issues',
    'comments:create': 'Write comments',
    admin: 'Be told at once when something changes (webhooks need an administrator)',
  },
  scopeSeparator: ',',
  refresh: 'rotating',
  reuse: 'refused',
  defaultExpiresIn: 86_400,
};

const key: KeyAuth = {
  kind: 'key',
  fields: z.object({
    apiKey: z
      .string()
      .trim()
      .regex(/^lin_api_\w+$/, 'A key begins with lin_api_.')
      .meta({ title: 'API key', placeholder: 'lin_api_…', secret: true }),
  }),
  help: 'Linear: Settings → Security & access → Personal API keys.',
  // Without the word Bearer.
  place: { headers: { authorization: '{{apiKey}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  oauth: { label: 'Sign in with Linear', detail: 'The teams that you are in' },
  key: { label: 'With an API key', detail: 'Everything that you may do', auth: key },
};
