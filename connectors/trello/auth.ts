import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth1Auth } from '../kit/index.ts';

const at = 'https://trello.com/1';

/** https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization: what is asked for, and for how long, stands in the address. */
export const oauth: OAuth1Auth = {
  kind: 'oauth1',
  signature: 'HMAC-SHA1',
  endpoints: {
    requestToken: `${at}/OAuthGetRequestToken`,
    authorize: `${at}/OAuthAuthorizeToken?scope=read,write&expiration=never`,
    accessToken: `${at}/OAuthGetAccessToken`,
  },
};

const key: KeyAuth = {
  kind: 'key',
  fields: z.object({
    apiKey: z
      .string()
      .trim()
      .regex(/^\w+$/, 'The key has letters and digits only.')
      .meta({ title: 'API key', secret: true }),
    token: z
      .string()
      .trim()
      .regex(/^\w+$/, 'The token has letters and digits only.')
      .meta({ title: 'Token', secret: true }),
  }),
  help: 'At trello.com/power-ups/admin: your Power-Up → API key, and beside it the link to a token.',
  // As Trello has it for the header, so that neither stands in an address.
  place: { headers: { authorization: 'OAuth oauth_consumer_key="{{apiKey}}", oauth_token="{{token}}"' } },
};

export const accountTypes: Record<string, AccountType> = {
  oauth: { label: 'Sign in with Trello', detail: 'Webhooks too' },
  key: { label: 'With an API key and a token', detail: 'Without webhooks', auth: key },
};
