import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';

const scopeWords = {
  read_orders: 'See the orders of the last 60 days',
  read_all_orders: 'See all orders, older ones too',
  write_orders: 'Change orders and their tags',
  read_customers: 'See your customers',
  write_customers: 'Create and change customers',
  read_products: 'See your products',
  write_products: 'Create and change products',
  read_inventory: 'See what is in stock',
  write_inventory: 'Change what is in stock',
  read_locations: 'See your locations',
  write_draft_orders: 'Create draft orders and send their invoices',
  read_draft_orders: 'See draft orders',
  write_merchant_managed_fulfillment_orders: 'Mark orders as sent',
  read_merchant_managed_fulfillment_orders: 'See what is to be sent',
};

const scopes = ['read_orders', 'read_customers', 'read_products', 'read_inventory', 'read_locations'];
const optionalScopes = Object.keys(scopeWords).filter((scope) => !scopes.includes(scope));

/** https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens: an hour of access, a refresh token that is replaced at each use. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://{{shop}}.myshopify.com/admin/oauth/authorize',
  tokenUrl: 'https://{{shop}}.myshopify.com/admin/oauth/access_token',
  scopes,
  optionalScopes,
  scopeWords,
  scopeSeparator: ',',
  pkce: false,
  // Tokens without an end are refused from 2027 on.
  tokenParameters: { expiring: '1' },
  refresh: 'rotating',
  // The old one stays good until the new one has been used.
  reuse: 'allowed',
  defaultExpiresIn: 3600,
  signedCallback: { parameter: 'hmac' },
  place: { headers: { 'x-shopify-access-token': '{{accessToken}}' } },
};

const token: KeyAuth = {
  kind: 'key',
  fields: z.object({
    accessToken: z
      .string()
      .trim()
      .regex(/^shp\w+$/, 'An Admin API access token begins with shpat_.')
      .meta({ title: 'Admin API access token', placeholder: 'shpat_…', secret: true }),
  }),
  help: 'Of a custom app of the shop: Settings → Apps and sales channels → Develop apps.',
  place: { headers: { 'x-shopify-access-token': '{{accessToken}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  oauth: { label: 'Sign in with Shopify', detail: 'Installs the app in your shop' },
  token: { label: 'With an access token', detail: 'Of a custom app that you have made', auth: token },
};
