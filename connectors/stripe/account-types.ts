import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';

const key: KeyAuth = {
  kind: 'key',
  fields: z.object({
    apiKey: z
      .string()
      .trim()
      .regex(
        /^(rk|sk)_(live|test)_\w+$/,
        'A secret or restricted key begins with rk_live_, sk_live_, rk_test_ or sk_test_.',
      )
      .meta({ title: 'Restricted key', placeholder: 'rk_live_…', secret: true }),
  }),
  help: 'In Stripe: Developers → API keys → Create restricted key. A restricted key may do no more than you allow it.',
  place: { headers: { authorization: 'Bearer {{apiKey}}' } },
};

/** A Stripe App's sign-in: access for an hour, a refresh token of a year that is replaced at each use. */
const app: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://marketplace.stripe.com/oauth/v2/authorize',
  tokenUrl: 'https://api.stripe.com/v1/oauth/token',
  // The permissions are those of the app's manifest; nothing is asked for by scope.
  scopes: [],
  scopeWords: {},
  pkce: false,
  clientAuth: 'basic',
  refresh: 'rotating',
  reuse: 'refused',
  defaultExpiresIn: 3600,
  learn: ['stripe_user_id', 'stripe_publishable_key', 'livemode'],
};

/** Stripe Connect: one token that does not end, taken back with /oauth/deauthorize. */
const connect: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://connect.stripe.com/oauth/authorize',
  tokenUrl: 'https://connect.stripe.com/oauth/token',
  scopes: ['read_write'],
  scopeWords: { read_write: 'See and change the payments, invoices and customers of your Stripe account' },
  pkce: false,
  clientAuth: 'body',
  refresh: 'fixed',
  learn: ['stripe_user_id', 'stripe_publishable_key', 'livemode'],
};

export const accountTypes: Record<string, AccountType> = {
  app: { label: 'Sign in with Stripe', detail: 'Through the Stripe App Marketplace', auth: app },
  connect: { label: 'Stripe Connect', detail: 'For platforms that are registered with Connect', auth: connect },
  key: { label: 'With a restricted key', detail: 'You create it in your Stripe dashboard', auth: key },
};

export const defaultAuth = app;
