import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';

/** https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/ */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://auth.atlassian.com/authorize',
  tokenUrl: 'https://auth.atlassian.com/oauth/token',
  authorizeParameters: { audience: 'api.atlassian.com', prompt: 'consent' },
  scopes: ['read:jira-work', 'read:jira-user', 'offline_access', 'write:jira-work', 'manage:jira-webhook'],
  scopeWords: {
    'read:jira-work': 'See projects and issues, with their comments and attachments',
    'read:jira-user': 'See the people of your Jira',
    offline_access: 'Keep access until you disconnect',
    'write:jira-work': 'Create and change issues and comments',
    'manage:jira-webhook': 'Be told at once when an issue changes',
  },
  optionalScopes: ['write:jira-work', 'manage:jira-webhook'],
  pkce: false,
  tokenFormat: 'json',
  refresh: 'rotating',
  // A refresh token that was just used is taken again for ten minutes, for answers that got lost.
  reuse: 'allowed',
  defaultExpiresIn: 3600,
};

const token: KeyAuth = {
  kind: 'key',
  fields: z.object({
    site: z
      .string()
      .trim()
      .toLowerCase()
      .transform((site) => site.replace(/^https:\/\//, '').replace(/\/.*$/, ''))
      .pipe(
        z
          .string()
          .regex(/^[a-z0-9-]+\.(atlassian\.net|jira\.com)$/, 'The address of your Jira, such as acme.atlassian.net.'),
      )
      .meta({ title: 'Jira site', placeholder: 'acme.atlassian.net' }),
    email: z.email('The e-mail address of your Atlassian account.').meta({ title: 'E-mail' }),
    apiToken: z.string().trim().min(1, 'The API token is missing.').meta({ title: 'API token', secret: true }),
  }),
  help: 'Create a token at id.atlassian.com → Security → API tokens.',
  place: { basic: { user: '{{email}}', password: '{{apiToken}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  oauth: { label: 'Sign in with Atlassian', detail: 'Everything that you may do, as far as you allow it' },
  token: { label: 'With an API token', detail: 'E-mail address and token of one person', auth: token },
};
