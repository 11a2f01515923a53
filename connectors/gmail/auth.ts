import { z } from 'zod';
import type { AccountType, OAuth2Auth, TokenAuth } from '../kit/index.ts';

const read = 'https://www.googleapis.com/auth/gmail.readonly';
export const send = 'https://www.googleapis.com/auth/gmail.send';
export const compose = 'https://www.googleapis.com/auth/gmail.compose';
export const modify = 'https://www.googleapis.com/auth/gmail.modify';
export const labels = 'https://www.googleapis.com/auth/gmail.labels';

/** https://developers.google.com/identity/protocols/oauth2/web-server. Without `prompt` a second consent would bring no refresh token. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
  tokenUrl: 'https://oauth2.googleapis.com/token',
  revokeUrl: 'https://oauth2.googleapis.com/revoke',
  authorizeParameters: { access_type: 'offline', prompt: 'consent' },
  scopes: [read],
  scopeWords: {
    [read]: 'Read your e-mail',
    [send]: 'Send e-mail as you',
    [compose]: 'Write drafts, and send e-mail as you',
    [modify]: 'Read, label and bin your e-mail',
    [labels]: 'Make and change your labels',
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
    subject: z
      .email('The e-mail address of the mailbox.')
      .meta({ title: 'Mailbox', description: 'The person as whom the service account acts.' }),
  }),
  help: 'An administrator must let the service account act as people of the organisation (domain-wide delegation).',
  steps: [
    {
      name: 'assertion',
      sign: {
        algorithm: 'RS256',
        key: '{{serviceAccount.private_key}}',
        header: { kid: '{{serviceAccount.private_key_id?}}' },
        claims: {
          iss: '{{serviceAccount.client_email}}',
          sub: '{{subject}}',
          scope: [read, send, compose, modify, labels].join(' '),
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
  oauth: { label: 'Sign in with Google', detail: 'Your own mailbox' },
  service: { label: 'With a service account', detail: 'A mailbox of your organisation', auth: serviceAccount },
};

function isKey(text: string): boolean {
  try {
    return z.object({ client_email: z.string(), private_key: z.string() }).safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
