import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';

/** https://developers.intercom.com/docs/build-an-integration/learn-more/authentication/setting-up-oauth. Each region is a world of its own. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://{{app}}/oauth',
  tokenUrl: 'https://{{api}}/auth/eagle/token',
  // What may be done is chosen where the app is registered; nothing is asked for by scope.
  scopes: [],
  scopeWords: {},
  pkce: false,
  // A token does not end.
  refresh: 'none',
};

const token: KeyAuth = {
  kind: 'key',
  fields: z.object({
    api: z
      .enum(['api.intercom.io', 'api.eu.intercom.io', 'api.au.intercom.io'])
      .default('api.intercom.io')
      .meta({
        title: 'Region',
        description: 'Look at the address of your Intercom: app.intercom.com, app.eu.… or app.au.…',
        choices: {
          'api.intercom.io': 'United States',
          'api.eu.intercom.io': 'Europe',
          'api.au.intercom.io': 'Australia',
        },
      }),
    accessToken: z.string().trim().min(1, 'The access token is missing.').meta({ title: 'Access token', secret: true }),
  }),
  help: 'In Intercom: Settings → Integrations → Developer Hub → your app → Authentication.',
  place: { headers: { authorization: 'Bearer {{accessToken}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  us: {
    label: 'Sign in with Intercom',
    detail: 'Workspaces of app.intercom.com',
    values: { app: 'app.intercom.com', api: 'api.intercom.io' },
  },
  eu: {
    label: 'Sign in, Europe',
    detail: 'Workspaces of app.eu.intercom.com',
    values: { app: 'app.eu.intercom.com', api: 'api.eu.intercom.io' },
  },
  au: {
    label: 'Sign in, Australia',
    detail: 'Workspaces of app.au.intercom.com',
    values: { app: 'app.au.intercom.com', api: 'api.au.intercom.io' },
  },
  token: {
    label: 'With an access token',
    detail: 'Of an app in your own workspace. Changes are looked for, Intercom does not tell us.',
    auth: token,
  },
};
