import { z } from 'zod';
import type { Placement, TokenAuth } from './auth.ts';
import type { Template } from './template.ts';

interface ClientCredentials {
  tokenUrl: Template;
  /** `clientId` and `clientSecret` unless told; more where the address or the parameters need them. */
  fields?: z.ZodObject;
  help?: string;
  scopes?: string[];
  parameters?: Record<string, Template>;
  /** `body` unless told. */
  clientAuth?: 'basic' | 'body';
  tokenFormat?: 'form' | 'json';
  place?: Placement;
  defaultExpiresIn?: number;
}

export const clientFields = z.object({
  clientId: z.string().trim().min(1).meta({ title: 'Client ID' }),
  clientSecret: z.string().trim().min(1).meta({ title: 'Client secret', secret: true }),
});

/** OAuth 2 client credentials (RFC 6749, 4.4) with a client that the customer registered. */
export function clientCredentials(options: ClientCredentials): TokenAuth {
  const { tokenUrl, fields = clientFields, help, scopes = [], parameters, clientAuth = 'body' } = options;
  const isBasic = clientAuth === 'basic';
  const body = {
    grant_type: 'client_credentials',
    ...(!isBasic && { client_id: '{{clientId}}', client_secret: '{{clientSecret}}' }),
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    ...parameters,
  };
  return {
    kind: 'token',
    fields,
    help,
    steps: [
      {
        name: 'token',
        method: 'POST',
        url: tokenUrl,
        ...(isBasic && { basic: { user: '{{clientId}}', password: '{{clientSecret}}' } }),
        ...(options.tokenFormat === 'json' ? { json: body } : { form: body }),
        take: { access_token: 'access_token' },
        expiresIn: 'expires_in',
      },
    ],
    defaultExpiresIn: options.defaultExpiresIn,
    place: options.place ?? { headers: { authorization: 'Bearer {{token.access_token}}' } },
  };
}
