import { z } from 'zod';
import type { AccountType, OAuth1Auth, OAuth2Auth, TokenAuth } from '../kit/index.ts';

/** `1234567-sb1` of hosts; what people know is 1234567_SB1, or the address of their NetSuite. */
export const before = z.object({
  account: z
    .string()
    .trim()
    .toLowerCase()
    .transform((value) =>
      value
        .replace(/^https?:\/\//, '')
        .replace(/\..*$/, '')
        .replaceAll('_', '-'),
    )
    .pipe(z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'The account ID, such as 1234567 or 1234567_SB1.'))
    .meta({
      title: 'Account ID',
      placeholder: '1234567_SB1',
      description: 'In NetSuite: Setup → Company → Company Information, or what the address begins with.',
    }),
});

const services = 'https://{{account}}.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1';
const scope = 'rest_webservices';
const sevenDays = 7 * 86_400;

/** https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_158074210415.html */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://{{account}}.app.netsuite.com/app/login/oauth2/authorize.nl',
  tokenUrl: `${services}/token`,
  revokeUrl: `${services}/revoke`,
  scopes: [scope],
  scopeWords: { [scope]: 'See and change what your role in NetSuite may see and change' },
  clientAuth: 'basic',
  refresh: 'fixed',
  refreshTokenEndsAfter: sevenDays,
  defaultExpiresIn: 3600,
};

const secretText = (title: string) => z.string().trim().min(1, `${title} is missing.`).meta({ title, secret: true });

/** https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_162790605110.html: goes on for as long as the certificate does, with nobody there. */
const certificate: TokenAuth = {
  kind: 'token',
  fields: z.object({
    clientId: z.string().trim().min(1, 'The client ID is missing.').meta({ title: 'Client ID' }),
    certificateId: z.string().trim().min(1, 'The certificate ID is missing.').meta({ title: 'Certificate ID' }),
    privateKey: secretText('Private key').meta({
      title: 'Private key',
      secret: true,
      multiline: true,
      description: 'Of the certificate, in PEM; RSA of 3,072 bits or more.',
    }),
  }),
  help: 'In NetSuite: Setup → Integration → OAuth 2.0 Client Credentials (M2M) Setup. The certificate lasts two years at most.',
  steps: [
    {
      name: 'assertion',
      sign: {
        algorithm: 'PS256',
        key: '{{privateKey}}',
        header: { kid: '{{certificateId}}' },
        claims: { iss: '{{clientId}}', scope, aud: `${services}/token` },
      },
    },
    {
      name: 'token',
      method: 'POST',
      url: `${services}/token`,
      form: {
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: '{{assertion.jwt}}',
      },
      take: { access_token: 'access_token' },
      expiresIn: 'expires_in',
    },
  ],
  place: { headers: { authorization: 'Bearer {{token.access_token}}' } },
};

const tokens: OAuth1Auth = {
  kind: 'oauth1',
  signature: 'HMAC-SHA256',
  realm: '{{account}}',
  realmForm: 'upper_underscore',
  fields: z.object({
    consumerKey: z.string().trim().min(1, 'The consumer key is missing.').meta({ title: 'Consumer key' }),
    consumerSecret: secretText('Consumer secret'),
    token: z.string().trim().min(1, 'The token ID is missing.').meta({ title: 'Token ID' }),
    tokenSecret: secretText('Token secret'),
  }),
  help: 'Of an integration that you have already: NetSuite makes no new ones of this kind from release 2027.1 on.',
};

export const accountTypes: Record<string, AccountType> = {
  certificate: {
    label: 'With a certificate',
    detail: 'Recommended: goes on without anybody for as long as the certificate lasts',
    auth: certificate,
  },
  signIn: { label: 'Sign in with NetSuite', detail: 'NetSuite asks again after seven days' },
  tokens: {
    label: 'With access tokens',
    detail: 'Token-based authentication, for integrations that are there',
    auth: tokens,
  },
};
