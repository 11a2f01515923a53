import { z } from 'zod';
import { type AccountType, clientCredentials, clientFields, type OAuth2Auth } from '../kit/index.ts';

export const scope = {
  write: 'root_readwrite',
  users: 'manage_managed_users',
  hooks: 'manage_webhook',
  metadata: 'manage_enterprise_properties',
} as const;

const tokenUrl = 'https://api.box.com/oauth2/token';

/** https://developer.box.com/guides/authentication/tokens/refresh. A refresh token serves once, within 60 days. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://account.box.com/api/oauth2/authorize',
  tokenUrl,
  revokeUrl: 'https://api.box.com/oauth2/revoke',
  scopes: ['root_readonly'],
  scopeWords: {
    root_readonly: 'See and download your files and folders',
    [scope.write]: 'See, upload, change, share and delete your files and folders',
    [scope.users]: 'See the people of your organisation',
    [scope.hooks]: 'Be told at once when files change',
    [scope.metadata]: 'See and change what is recorded of files in templates',
  },
  refresh: 'rotating',
  reuse: 'refused',
  defaultExpiresIn: 3600,
};

/** https://developer.box.com/guides/authentication/client-credentials */
const ownApp = clientCredentials({
  tokenUrl,
  fields: clientFields.extend({
    subjectType: z
      .enum(['enterprise', 'user'])
      .default('enterprise')
      .meta({ title: 'Acts as', choices: { enterprise: 'The app’s own account', user: 'One person' } }),
    subjectId: z.string().trim().regex(/^\d+$/, 'A number.').meta({
      title: 'Enterprise ID, or user ID',
      description: 'As the app acts: of the organisation, or of the person.',
    }),
  }),
  help: 'Of an app with server authentication (client credentials grant) that an administrator has authorised: Developer Console → My Apps.',
  parameters: { box_subject_type: '{{subjectType}}', box_subject_id: '{{subjectId}}' },
  defaultExpiresIn: 3600,
});

export const accountTypes: Record<string, AccountType> = {
  oauth: { label: 'Sign in with Box', detail: 'The files that you see' },
  server: { label: 'With an app of your own', detail: 'Client credentials', auth: ownApp },
};

export const appFields = z.object({
  webhookSecret: z.string().trim().default('').meta({
    title: 'Signature keys',
    secret: true,
    description:
      'Of the app’s Webhooks page: the primary, a space, and the secondary. Without them no event is accepted.',
  }),
});
