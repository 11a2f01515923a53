import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';

/** https://developers.notion.com/docs/authorization. What the app may do is set at the app; which pages it sees, the person chooses. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://api.notion.com/v1/oauth/authorize',
  tokenUrl: 'https://api.notion.com/v1/oauth/token',
  revokeUrl: 'https://api.notion.com/v1/oauth/revoke',
  authorizeParameters: { owner: 'user' },
  scopes: [],
  scopeWords: {},
  pkce: false,
  clientAuth: 'basic',
  tokenFormat: 'json',
  refresh: 'rotating',
  reuse: 'refused',
  learn: { workspace: 'workspace_id', workspaceName: 'workspace_name', bot: 'bot_id' },
};

const token: KeyAuth = {
  kind: 'key',
  fields: z.object({
    token: z
      .string()
      .trim()
      .regex(/^(ntn|secret)_\w+$/, 'A token begins with ntn_ or secret_.')
      .meta({ title: 'Integration token', placeholder: 'ntn_…', secret: true }),
  }),
  help: 'notion.so/my-integrations → New integration. Then share the pages with it: ••• → Connections.',
  place: { headers: { authorization: 'Bearer {{token}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  oauth: { label: 'Sign in with Notion', detail: 'You choose which pages are shared' },
  token: { label: 'With an integration token', detail: 'Of an internal integration of your workspace', auth: token },
};
