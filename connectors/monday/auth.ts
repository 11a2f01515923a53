import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';

/**
 * https://developer.monday.com/apps/docs/migrating-to-the-new-oauth-flow: the only way since October 2026. Each renewal gives
 * another refresh token; how long a token lasts stands in the token alone.
 */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://auth.monday.com/oauth2/authorize',
  tokenUrl: 'https://auth.monday.com/oauth_ms/oauth/token',
  revokeUrl: 'https://auth.monday.com/oauth_ms/oauth/revoke',
  scopes: ['me:read', 'account:read', 'boards:read', 'users:read', 'updates:read'],
  optionalScopes: ['boards:write', 'updates:write', 'notifications:write', 'webhooks:read', 'webhooks:write'],
  scopeWords: {
    'me:read': 'See who you are',
    'account:read': 'See the name of your account',
    'boards:read': 'See your boards and their items',
    'users:read': 'See the people of your account',
    'updates:read': 'Read what people write below items',
    'boards:write': 'Create and change boards, groups and items',
    'updates:write': 'Write below items',
    'notifications:write': 'Notify people',
    'webhooks:read': 'See who is told about changes',
    'webhooks:write': 'Be told at once when something changes',
  },
  refresh: 'rotating',
  defaultExpiresIn: 3_600,
};

const token: KeyAuth = {
  kind: 'key',
  fields: z.object({
    token: z
      .string()
      .trim()
      .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'A token has three parts with dots between them.')
      .meta({ title: 'API token', placeholder: 'eyJ…', secret: true }),
  }),
  help: 'monday.com: your picture → Developers → API token.',
  // Without the word Bearer.
  place: { headers: { authorization: '{{token}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  oauth: {
    label: 'Sign in with monday.com',
    detail: 'As far as you allow it; an administrator may have to install the app',
  },
  token: { label: 'With an API token', detail: 'Everything that you may do; without triggers', auth: token },
};

export const appFields = z.object({
  webhookSecret: z.string().trim().default('').meta({
    title: 'Signing secret',
    secret: true,
    description: 'Of the app’s Basic information. Needed for events; without it none is accepted.',
  }),
});
