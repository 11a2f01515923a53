import { z } from 'zod';
import type { AccountType, OAuth2Auth } from '../kit/index.ts';

const fiveYears = 5 * 365 * 86_400;

/** https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0 */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://appcenter.intuit.com/connect/oauth2',
  tokenUrl: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
  revokeUrl: 'https://developer.api.intuit.com/v2/oauth2/tokens/revoke',
  scopes: ['com.intuit.quickbooks.accounting'],
  scopeWords: { 'com.intuit.quickbooks.accounting': 'See and change the books of your company' },
  // Intuit documents none, and the secret proves who we are.
  pkce: false,
  clientAuth: 'basic',
  // Each answer brings a refresh token; it is another one about once a day, and the newest is the one to keep.
  refresh: 'rotating',
  reuse: 'allowed',
  refreshTokenEndsAfter: fiveYears,
  defaultExpiresIn: 3600,
  // Which company was chosen stands in the address that the person comes back to.
  learnFromCallback: ['realmId'],
};

export const accountTypes: Record<string, AccountType> = {
  production: { label: 'QuickBooks Online', values: { api: 'quickbooks' } },
  sandbox: {
    label: 'Sandbox company',
    detail: 'With the development keys of the app',
    values: { api: 'sandbox-quickbooks' },
  },
};

export const appFields = z.object({
  webhookSecret: z.string().trim().default('').meta({
    title: 'Verifier token',
    secret: true,
    description: 'Of the app’s Webhooks page. Needed for events; without it none is accepted.',
  }),
});
