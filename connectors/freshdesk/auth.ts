import { z } from 'zod';
import type { KeyAuth } from '../kit/index.ts';

/** https://developers.freshdesk.com/api/#authentication: the key is the user name, and the password may be anything. */
export const auth: KeyAuth = {
  kind: 'key',
  fields: z.object({
    domain: z
      .string()
      .trim()
      .toLowerCase()
      .transform((value) => value.replace(/^https?:\/\//, '').replace(/[./].*$/, ''))
      .pipe(z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'The name before .freshdesk.com, such as acme.'))
      .meta({
        title: 'Freshdesk address',
        placeholder: 'acme.freshdesk.com',
        description: 'The one that ends with .freshdesk.com, also where your help desk has an address of its own.',
      }),
    apiKey: z.string().trim().min(1, 'The API key is missing.').meta({ title: 'API key', secret: true }),
  }),
  help: 'In Freshdesk: your picture → Profile settings → View API key. It may do what you may do.',
  place: { basic: { user: '{{apiKey}}', password: 'X' } },
};
