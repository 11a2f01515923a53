import { z } from 'zod';
import type { AccountType, KeyAuth } from '../kit/index.ts';

export const auth: KeyAuth = {
  kind: 'key',
  fields: z.object({
    apiKey: z
      .string()
      .trim()
      .regex(/^SG\.[\w.-]+$/, 'A key begins with SG.')
      .meta({ title: 'API key', placeholder: 'SG.…', secret: true }),
  }),
  help: 'SendGrid: Settings → API Keys. Restricted access to Mail Send, Marketing, Suppressions and Mail Settings is enough.',
  place: { headers: { authorization: 'Bearer {{apiKey}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  global: { label: 'Global', detail: 'Most accounts', values: { host: 'api.sendgrid.com' } },
  eu: {
    label: 'European Union',
    detail: 'Subusers whose data stays in the EU',
    values: { host: 'api.eu.sendgrid.com' },
  },
};
