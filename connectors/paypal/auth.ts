import { z } from 'zod';
import { type AccountType, clientCredentials } from '../kit/index.ts';

const fields = z.object({
  clientId: z.string().trim().min(1).meta({ title: 'Client ID' }),
  clientSecret: z.string().trim().min(1).meta({ title: 'Secret', secret: true }),
});

/** A REST app of the customer's own (https://developer.paypal.com/api/rest/authentication/). A token lives for about nine hours. */
export const clientCredentialsAuth = clientCredentials({
  tokenUrl: 'https://{{host}}/v1/oauth2/token',
  fields,
  help: 'developer.paypal.com → Apps & Credentials → Live or Sandbox → Create App.',
  clientAuth: 'basic',
  defaultExpiresIn: 28_800,
});

export const accountTypes: Record<string, AccountType> = {
  live: { label: 'Live', detail: 'Real money', values: { host: 'api-m.paypal.com' } },
  sandbox: { label: 'Sandbox', detail: 'For tests', values: { host: 'api-m.sandbox.paypal.com' } },
};
