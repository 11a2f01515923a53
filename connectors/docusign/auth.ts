import { z } from 'zod';
import type { AccountType, OAuth2Auth, TokenAuth } from '../kit/index.ts';

const door = "https://{{login || 'account'}}.docusign.com";

/**
 * https://developers.docusign.com/platform/auth/authcode/. With `extended` each renewal brings a refresh token for another 30
 * days; without it a person would have to sign in every 30 days.
 */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: `${door}/oauth/auth`,
  tokenUrl: `${door}/oauth/token`,
  scopes: ['signature', 'extended'],
  scopeWords: {
    signature: 'See, create and send envelopes, and see templates and people of the account',
    extended: 'Keep access until you disconnect',
  },
  clientAuth: 'basic',
  refresh: 'rotating',
  reuse: 'refused',
  defaultExpiresIn: 28_800,
};

const uuid = z
  .string()
  .trim()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'As in 4799e5e9-7de8-4bb7-8b8c-8b1a7cf0e7d1.');

/** https://developers.docusign.com/platform/auth/jwt/ */
const jwt: TokenAuth = {
  kind: 'token',
  fields: z.object({
    integrationKey: uuid.meta({ title: 'Integration key', description: 'Of your app: Settings → Apps and Keys.' }),
    userId: uuid.meta({ title: 'User ID', description: 'Of the person it acts as: Settings → Apps and Keys.' }),
    privateKey: z.string().trim().min(1, 'The key is missing.').meta({
      title: 'RSA private key',
      description: 'With its first and last line.',
      secret: true,
      multiline: true,
    }),
  }),
  help: 'The person, or an administrator for everybody, must have agreed once to the app with the scopes signature and impersonation.',
  steps: [
    {
      name: 'assertion',
      sign: {
        algorithm: 'RS256',
        key: '{{privateKey}}',
        claims: {
          iss: '{{integrationKey}}',
          sub: '{{userId}}',
          aud: "{{login || 'account'}}.docusign.com",
          scope: 'signature impersonation',
        },
        lifetime: 3600,
      },
    },
    {
      name: 'token',
      method: 'POST',
      url: `${door}/oauth/token`,
      form: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: '{{assertion.jwt}}' },
      take: { access_token: 'access_token' },
      expiresIn: 'expires_in',
    },
  ],
  place: { headers: { authorization: 'Bearer {{token.access_token}}' } },
};

const production = { login: 'account', signIn: 'https://account.docusign.com' };
const demo = { login: 'account-d', signIn: 'https://account-d.docusign.com' };

export const accountTypes: Record<string, AccountType> = {
  production: { label: 'Production', values: production },
  demo: { label: 'Demo', detail: 'A developer account', values: demo },
  jwt: {
    label: 'Production, with an app of your own',
    detail: 'As one person, by a key',
    values: production,
    auth: jwt,
  },
  jwtDemo: { label: 'Demo, with an app of your own', detail: 'As one person, by a key', values: demo, auth: jwt },
};

/** Who belongs to several accounts says which one is meant. */
export const before = z.object({
  wantedAccount: z.string().trim().default('').meta({
    title: 'Account',
    placeholder: 'Acme Lamps Ltd',
    description: 'Its name or ID. Empty: the one that is yours unless told.',
  }),
});

export const appFields = z.object({
  webhookSecret: z.string().trim().default('').meta({
    title: 'Connect keys',
    secret: true,
    description:
      'Of the account that the app belongs to: Settings → Connect → Connect Keys. Several with a space between.',
  }),
});
