import { z } from 'zod';
import { type AccountType, clientCredentials, type OAuth2Auth } from '../kit/index.ts';

const site = 'https://{{subdomain}}.zendesk.com';

/** The name that stands before .zendesk.com; somebody who pastes the whole address means it too. */
export const before = z.object({
  subdomain: z
    .string()
    .trim()
    .toLowerCase()
    .transform((value) => value.replace(/^https?:\/\//, '').replace(/[./].*$/, ''))
    .pipe(z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'The name before .zendesk.com, such as acme.'))
    .meta({ title: 'Zendesk address', placeholder: 'acme.zendesk.com' }),
});

/** https://developer.zendesk.com/documentation/api-basics/authentication/refresh-token */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: `${site}/oauth/authorizations/new`,
  tokenUrl: `${site}/oauth/tokens`,
  revokeUrl: `${site}/api/v2/oauth/tokens/current.json`,
  revoke: { method: 'DELETE', in: 'bearer' },
  scopes: ['read'],
  scopeWords: {
    read: 'See tickets with their comments, people, organizations and groups',
    write: 'Create and change tickets, people and organizations, and be told at once when something happens',
  },
  // Each renewal deletes the tokens before it.
  refresh: 'rotating',
  reuse: 'refused',
  // What new clients have; older ones name no end, and their tokens can be renewed as well.
  defaultExpiresIn: 1800,
};

/** API tokens are no way in any more: none are made since October 2026, and the last end in April 2027. */
export const accountTypes: Record<string, AccountType> = {
  signIn: { label: 'Sign in with Zendesk', detail: 'As an administrator: others may not read everything' },
  client: {
    label: 'With an OAuth client of your own',
    detail: 'Acts as the administrator who made it',
    auth: clientCredentials({
      tokenUrl: `${site}/oauth/tokens`,
      tokenFormat: 'json',
      scopes: ['read', 'write'],
      help: 'In Zendesk: Admin Center → Apps and integrations → APIs → OAuth clients. Kind of client: confidential.',
      defaultExpiresIn: 1800,
    }),
  },
};
