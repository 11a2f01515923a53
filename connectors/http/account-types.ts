import { z } from 'zod';
import { type AccountType, clientCredentials, clientFields, type KeyAuth } from '../kit/index.ts';

const secret = (title: string) => z.string().trim().min(1, `${title} is missing.`).meta({ title, secret: true });

const bearer: KeyAuth = {
  kind: 'key',
  fields: z.object({ token: secret('Token') }),
  place: { headers: { authorization: 'Bearer {{token}}' } },
};

const header: KeyAuth = {
  kind: 'key',
  fields: z.object({ key: secret('Key') }),
  help: 'Sent as the header X-API-Key.',
  place: { headers: { 'x-api-key': '{{key}}' } },
};

const query: KeyAuth = {
  kind: 'key',
  fields: z.object({ key: secret('Key') }),
  help: 'Sent as api_key in the address of each request.',
  place: { query: { api_key: '{{key}}' } },
};

const basic: KeyAuth = {
  kind: 'key',
  fields: z.object({
    user: z.string().trim().min(1, 'The name is missing.').meta({ title: 'Name' }),
    password: z.string().default('').meta({ title: 'Password', secret: true }),
  }),
  place: { basic: { user: '{{user}}', password: '{{password?}}' } },
};

const client = clientCredentials({
  tokenUrl: '{{tokenUrl}}',
  fields: clientFields.extend({
    tokenUrl: z
      .url({ protocol: /^https?$/, error: 'Write the whole address, such as https://api.example.com/oauth/token.' })
      .meta({ title: 'Token address', placeholder: 'https://api.example.com/oauth/token' }),
    scope: z.string().default('').meta({ title: 'Scopes', description: 'Separated by spaces; often empty.' }),
  }),
  parameters: { scope: '{{scope?}}' },
});

/** The ways in that most APIs have. An API with a way of its own deserves a connector of its own. */
export const accountTypes: Record<string, AccountType> = {
  bearer: { label: 'Token', detail: 'Authorization: Bearer …', auth: bearer },
  header: { label: 'Key in a header', detail: 'X-API-Key: …', auth: header },
  query: { label: 'Key in the address', detail: '?api_key=…', auth: query },
  basic: { label: 'Name and password', detail: 'HTTP Basic', auth: basic },
  client: { label: 'OAuth client', detail: 'Client credentials', auth: client },
  none: { label: 'Nothing', detail: 'A public API', auth: { kind: 'none' } },
};
