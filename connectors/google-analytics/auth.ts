import { z } from 'zod';
import type { AccountType, OAuth2Auth, TokenAuth } from '../kit/index.ts';

const read = 'https://www.googleapis.com/auth/analytics.readonly';
/** For everything that changes a property. */
export const edit = 'https://www.googleapis.com/auth/analytics.edit';
const email = 'https://www.googleapis.com/auth/userinfo.email';

/** https://developers.google.com/identity/protocols/oauth2/web-server. Without `prompt` a second consent would bring no refresh token. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
  tokenUrl: 'https://oauth2.googleapis.com/token',
  revokeUrl: 'https://oauth2.googleapis.com/revoke',
  authorizeParameters: { access_type: 'offline', prompt: 'consent' },
  scopes: [read, email, 'openid'],
  scopeWords: {
    [read]: 'See your Google Analytics reports and properties',
    [edit]: 'Change key events, custom dimensions and metrics',
    [email]: 'See your e-mail address',
    openid: 'Know who connected',
  },
  refresh: 'fixed',
};

/** https://developers.google.com/identity/protocols/oauth2/service-account */
const serviceAccount: TokenAuth = {
  kind: 'token',
  fields: z.object({
    serviceAccount: z
      .string()
      .trim()
      .refine(isKey, 'The whole JSON file of the key: { "type": "service_account", … }.')
      .meta({ title: 'Key of the service account', description: 'The JSON file.', secret: true, multiline: true }),
  }),
  help: 'In Google Analytics: Admin → Property access management → add its e-mail address, as Viewer, or as Editor to change key events.',
  steps: [
    {
      name: 'assertion',
      sign: {
        algorithm: 'RS256',
        key: '{{serviceAccount.private_key}}',
        header: { kid: '{{serviceAccount.private_key_id?}}' },
        claims: {
          iss: '{{serviceAccount.client_email}}',
          scope: `${read} ${edit} ${email} openid`,
          aud: 'https://oauth2.googleapis.com/token',
        },
        lifetime: 3600,
      },
    },
    {
      name: 'token',
      method: 'POST',
      url: 'https://oauth2.googleapis.com/token',
      form: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: '{{assertion.jwt}}' },
      take: { access_token: 'access_token' },
      expiresIn: 'expires_in',
    },
  ],
  place: { headers: { authorization: 'Bearer {{token.access_token}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  oauth: { label: 'Sign in with Google', detail: 'The properties that you may see' },
  service: { label: 'With a service account', detail: 'The properties that it was added to', auth: serviceAccount },
};

function isKey(text: string): boolean {
  try {
    return z.object({ client_email: z.string(), private_key: z.string() }).safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
