import { z } from 'zod';
import type { AccountType, OAuth2Auth } from '../kit/index.ts';
import { squareVersion } from './version.ts';

/** https://developer.squareup.com/docs/oauth-api/square-permissions */
const scopeWords = {
  MERCHANT_PROFILE_READ: 'See the business and its locations',
  CUSTOMERS_READ: 'See customers',
  CUSTOMERS_WRITE: 'Create, change and delete customers',
  ORDERS_READ: 'See orders',
  ORDERS_WRITE: 'Create and change orders',
  PAYMENTS_READ: 'See payments and refunds',
  PAYMENTS_WRITE: 'Take, cancel and refund payments',
  ITEMS_READ: 'See the catalog',
  ITEMS_WRITE: 'Create and change items of the catalog',
  INVENTORY_READ: 'See the stock',
  INVENTORY_WRITE: 'Change the stock',
  INVOICES_READ: 'See invoices',
  INVOICES_WRITE: 'Create, send and cancel invoices',
  EMPLOYEES_READ: 'See team members',
};

/** https://developer.squareup.com/docs/oauth-api/overview, the code flow. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://{{host}}/oauth2/authorize',
  tokenUrl: 'https://{{host}}/oauth2/token',
  revokeUrl: 'https://{{host}}/oauth2/revoke',
  revoke: {
    method: 'POST',
    in: 'form',
    parameter: 'access_token',
    headers: { authorization: 'Client {{clientSecret}}' },
  },
  scopes: ['MERCHANT_PROFILE_READ', 'CUSTOMERS_READ', 'ORDERS_READ', 'PAYMENTS_READ'],
  scopeWords,
  // With a challenge Square would take the client for one without a secret, whose refresh tokens end.
  pkce: false,
  // The secret is a parameter of the token address only; revoking has it in a header and takes no other.
  clientAuth: 'none',
  tokenFormat: 'json',
  tokenHeaders: { 'square-version': squareVersion },
  tokenParameters: { client_secret: '{{clientSecret}}' },
  refreshParameters: { client_secret: '{{clientSecret}}' },
  // A stranger's sign-in that is still open in this browser is not taken; the sandbox knows no such choice.
  authorizeParameters: { session: '{{session?}}' },
  tokenPaths: { expires_in: 'expires_at' },
  // The same for as long as the access lasts.
  refresh: 'fixed',
  defaultExpiresIn: 30 * 86_400,
  learn: ['merchant_id'],
};

export const accountTypes: Record<string, AccountType> = {
  production: { label: 'Production', detail: 'Real money', values: { host: 'connect.squareup.com', session: 'false' } },
  sandbox: { label: 'Sandbox', detail: 'For tests', values: { host: 'connect.squareupsandbox.com' } },
};

export const appFields = z.object({
  webhookSecret: z.string().trim().default('').meta({
    title: 'Signature key',
    secret: true,
    description: 'Of the app’s webhook subscription. Needed for events; without it none is accepted.',
  }),
});
