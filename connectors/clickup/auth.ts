import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';

/** https://developer.clickup.com/docs/authentication: the token does not end, and there are no scopes: the person chooses workspaces. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://app.clickup.com/api',
  tokenUrl: 'https://api.clickup.com/api/v2/oauth/token',
  tokenFormat: 'json',
  scopes: [],
  scopeWords: {},
  refresh: 'none',
};

const token: KeyAuth = {
  kind: 'key',
  fields: z.object({
    apiToken: z
      .string()
      .trim()
      .regex(/^pk_\w+$/, 'A token begins with pk_.')
      .meta({ title: 'API token', placeholder: 'pk_…', secret: true }),
  }),
  help: 'ClickUp: your picture → Settings → Apps → API token.',
  // Without the word Bearer.
  place: { headers: { authorization: '{{apiToken}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  oauth: { label: 'Sign in with ClickUp', detail: 'The workspaces that you choose' },
  token: { label: 'With an API token', detail: 'Everything that you may do', auth: token },
};
