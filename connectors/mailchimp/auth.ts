import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';

/** https://mailchimp.com/developer/marketing/guides/access-user-data-oauth-2/. A token does not end, and knows no scopes. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://login.mailchimp.com/oauth2/authorize',
  tokenUrl: 'https://login.mailchimp.com/oauth2/token',
  scopes: [],
  scopeWords: {},
  refresh: 'none',
  place: { headers: { authorization: 'OAuth {{accessToken}}' } },
};

const key: KeyAuth = {
  kind: 'key',
  fields: z.object({
    apiKey: z.string().trim().min(1, 'The key is missing.').meta({ title: 'API key', secret: true }),
    dc: z
      .string()
      .trim()
      .regex(/^[a-z]{2}\d{1,3}$/, 'As in us21: what stands behind the dash of the key.')
      .meta({ title: 'Data centre', placeholder: 'us21', description: 'What stands behind the dash of the key.' }),
  }),
  help: 'Mailchimp: Profile → Extras → API keys → Create a key. It opens the whole account.',
  place: { basic: { user: 'portico', password: '{{apiKey}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  oauth: { label: 'Sign in' },
  key: { label: 'With an API key', auth: key },
};
