import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';

/** https://pipedrive.readme.io/docs/marketplace-oauth-authorization */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://oauth.pipedrive.com/oauth/authorize',
  tokenUrl: 'https://oauth.pipedrive.com/oauth/token',
  revokeUrl: 'https://oauth.pipedrive.com/oauth/revoke',
  // What may be done is chosen where the app is registered; nothing is asked for by scope.
  scopes: [],
  scopeWords: {},
  pkce: false,
  clientAuth: 'basic',
  // An answer brings a refresh token each time; it lives for 60 days after its last use.
  refresh: 'rotating',
  reuse: 'allowed',
  defaultExpiresIn: 3600,
  learn: ['api_domain'],
};

const token: KeyAuth = {
  kind: 'key',
  fields: z.object({
    apiToken: z.string().trim().min(1, 'The API token is missing.').meta({ title: 'API token', secret: true }),
  }),
  help: 'In Pipedrive: your picture → Company settings → Personal preferences → API. It may do what you may do.',
  place: { headers: { 'x-api-token': '{{apiToken}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  signIn: { label: 'Sign in with Pipedrive', detail: 'Installs the app in your company' },
  token: { label: 'With an API token', detail: 'Yours, from your personal preferences', auth: token },
};
