import { z } from 'zod';
import type { AccountType, KeyAuth } from '../kit/index.ts';

const accountSid = z
  .string()
  .trim()
  .regex(/^AC[0-9a-fA-F]{32}$/, 'An account SID is AC and 32 letters or digits.')
  .meta({ title: 'Account SID', placeholder: 'AC…', description: 'On the first page of the Twilio console.' });

/** Each region has accounts' data and keys of its own. https://www.twilio.com/docs/global-infrastructure/understanding-twilio-regions */
const host = z
  .enum(['api.twilio.com', 'api.dublin.ie1.twilio.com', 'api.sydney.au1.twilio.com'])
  .default('api.twilio.com')
  .meta({
    title: 'Region',
    choices: {
      'api.twilio.com': 'United States (most accounts)',
      'api.dublin.ie1.twilio.com': 'Ireland',
      'api.sydney.au1.twilio.com': 'Australia',
    },
  });

export const auth: KeyAuth = {
  kind: 'key',
  fields: z.object({
    accountSid,
    keySid: z
      .string()
      .trim()
      .regex(/^SK[0-9a-fA-F]{32}$/, 'The SID of a key is SK and 32 letters or digits.')
      .meta({ title: 'API key SID', placeholder: 'SK…' }),
    keySecret: z.string().trim().min(1, 'The secret is missing.').meta({ title: 'API key secret', secret: true }),
    host,
  }),
  help: 'Twilio console: Admin → Account management → API keys & tokens → Create API key. A standard key is enough.',
  place: { basic: { user: '{{keySid}}', password: '{{keySecret}}' } },
};

const token: KeyAuth = {
  kind: 'key',
  fields: z.object({
    accountSid,
    authToken: z.string().trim().min(1, 'The token is missing.').meta({ title: 'Auth token', secret: true }),
    host,
  }),
  help: 'On the first page of the Twilio console. It opens the whole account; a key can be taken back alone.',
  place: { basic: { user: '{{accountSid}}', password: '{{authToken}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  key: { label: 'With an API key', detail: 'Can be taken back alone' },
  token: { label: 'With the auth token', detail: 'Of the whole account', auth: token },
};
