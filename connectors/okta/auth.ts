import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';

/** Production and preview are sites of their own: which one is said by the account type. */
export const site = 'https://{{org}}.{{domain}}';
const production = 'okta.com';
const preview = 'oktapreview.com';

/** The name of the organization; somebody who pastes the whole address, or that of its admin console, means it too. */
export const before = z.object({
  org: z
    .string()
    .trim()
    .toLowerCase()
    .transform((value) =>
      value
        .replace(/^https?:\/\//, '')
        .replace(/[./].*$/, '')
        .replace(/-admin$/, ''),
    )
    .pipe(z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'The name before .okta.com, such as acme.'))
    .meta({ title: 'Okta address', placeholder: 'acme.okta.com' }),
});

export const scopeWords = {
  offline_access: 'Keep access until you disconnect',
  'okta.users.read': 'See the people of your organization and their profiles',
  'okta.users.manage': 'Create, change, suspend and deactivate people',
  'okta.groups.read': 'See groups and who is in them',
  'okta.groups.manage': 'Create and change groups, and who is in them',
  'okta.apps.read': 'See applications',
  'okta.apps.manage': 'Give people applications and take them away',
  'okta.schemas.read': 'See which fields your profiles have',
  'okta.eventHooks.manage': 'Be told at once when something happens',
};

/** https://developer.okta.com/docs/guides/implement-oauth-for-okta/ : only the organization's own server gives scopes of its API. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: `${site}/oauth2/v1/authorize`,
  tokenUrl: `${site}/oauth2/v1/token`,
  revokeUrl: `${site}/oauth2/v1/revoke`,
  scopes: ['offline_access', 'okta.users.read', 'okta.groups.read', 'okta.apps.read', 'okta.schemas.read'],
  scopeWords,
  clientAuth: 'basic',
  // As the app is set: a fixed one comes back each time. A rotated one that is used again ends the whole family.
  refresh: 'rotating',
  reuse: 'revokes',
  defaultExpiresIn: 3600,
};

const token: KeyAuth = {
  kind: 'key',
  fields: z.object({
    apiToken: z.string().trim().min(1, 'The token is missing.').meta({ title: 'API token', secret: true }),
  }),
  help: 'In the admin console: Security → API → Tokens. It may do what the administrator may who makes it, and ends after 30 days without use.',
  place: { headers: { authorization: 'SSWS {{apiToken}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  signIn: { label: 'Sign in with Okta', detail: 'As an administrator', values: { domain: production } },
  signInPreview: { label: 'Sign in with Okta (preview)', detail: 'oktapreview.com', values: { domain: preview } },
  token: { label: 'With an API token', values: { domain: production }, auth: token },
  tokenPreview: {
    label: 'With an API token (preview)',
    detail: 'oktapreview.com',
    values: { domain: preview },
    auth: token,
  },
};
