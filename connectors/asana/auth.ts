import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';

/** https://developers.asana.com/docs/oauth: an hour of access, a refresh token that stays the same. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://app.asana.com/-/oauth_authorize',
  tokenUrl: 'https://app.asana.com/-/oauth_token',
  revokeUrl: 'https://app.asana.com/-/oauth_revoke',
  scopes: ['workspaces:read', 'projects:read', 'tasks:read', 'users:read', 'tags:read', 'custom_fields:read'],
  optionalScopes: [
    'tasks:write',
    'tasks:delete',
    'stories:write',
    'attachments:write',
    'projects:write',
    'webhooks:write',
    'webhooks:delete',
  ],
  scopeWords: {
    'workspaces:read': 'See which workspaces you are in',
    'projects:read': 'See projects',
    'tasks:read': 'See tasks',
    'users:read': 'See the people of your workspace',
    'tags:read': 'See tags',
    'custom_fields:read': 'See your own fields of tasks',
    'tasks:write': 'Create and change tasks',
    'tasks:delete': 'Delete tasks',
    'stories:write': 'Write comments',
    'attachments:write': 'Attach links to tasks',
    'projects:write': 'Create projects',
    'webhooks:write': 'Be told at once when something changes',
    'webhooks:delete': 'Stop being told',
  },
  refresh: 'fixed',
  defaultExpiresIn: 3_600,
};

const token: KeyAuth = {
  kind: 'key',
  fields: z.object({
    accessToken: z
      .string()
      .trim()
      .min(1, 'The token is missing.')
      .meta({ title: 'Personal access token', secret: true }),
  }),
  help: 'Asana: your picture → Settings → Apps → Developer apps → Create new token.',
  place: { headers: { authorization: 'Bearer {{accessToken}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  oauth: { label: 'Sign in with Asana', detail: 'What you agree to' },
  token: { label: 'With a personal access token', detail: 'Everything that you may do', auth: token },
};
