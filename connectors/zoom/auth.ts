import { z } from 'zod';
import type { AccountType, OAuth2Auth, TokenAuth } from '../kit/index.ts';

/** https://developers.zoom.us/docs/integrations/oauth/. One hour of access; each renewal burns the refresh token before. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://zoom.us/oauth/authorize',
  tokenUrl: 'https://zoom.us/oauth/token',
  revokeUrl: 'https://zoom.us/oauth/revoke',
  clientAuth: 'basic',
  scopes: ['user:read:user', 'meeting:read:list_meetings', 'meeting:read:meeting'],
  scopeWords: {
    'user:read:user': 'See your name and e-mail address',
    'meeting:read:list_meetings': 'See your meetings',
    'meeting:read:meeting': 'See the details of a meeting',
    'meeting:write:meeting': 'Create meetings',
    'meeting:update:meeting': 'Change meetings',
    'meeting:delete:meeting': 'Delete meetings',
    'meeting:update:status': 'End meetings',
    'meeting:read:list_registrants': 'See who registered for a meeting',
    'meeting:read:registrant': 'See the details of a registration',
    'meeting:read:list_registration_questions': 'See what a meeting asks those who register',
    'meeting:update:registrant_status': 'Approve and refuse registrations',
    'meeting:write:registrant': 'Register people for a meeting',
    'meeting:delete:registrant': 'Take people off the registration',
    'meeting:read:list_past_participants': 'See who took part in a meeting',
    'meeting:read:summary': 'Read the summary of a meeting',
    'cloud_recording:read:list_user_recordings': 'See your cloud recordings',
    'cloud_recording:read:list_recording_files': 'See the files of a recording',
    'webinar:read:list_webinars': 'See your webinars',
  },
  refresh: 'rotating',
};

/** https://developers.zoom.us/docs/internal-apps/s2s-oauth/. The app is the account's own, and so are its scopes. */
const serverToServer: TokenAuth = {
  kind: 'token',
  fields: z.object({
    accountId: z.string().trim().min(1, 'The account id is missing.').meta({ title: 'Account ID' }),
    clientId: z.string().trim().min(1, 'The client id is missing.').meta({ title: 'Client ID' }),
    clientSecret: z.string().trim().min(1, 'The secret is missing.').meta({ title: 'Client secret', secret: true }),
    user: z
      .string()
      .trim()
      .min(1, 'The person is missing.')
      .meta({ title: 'Whose meetings?', description: 'The e-mail address, or the id at Zoom.' }),
  }),
  help: 'marketplace.zoom.us → Develop → Build App → Server to Server OAuth App. An administrator makes it.',
  steps: [
    {
      name: 'token',
      method: 'POST',
      url: 'https://zoom.us/oauth/token',
      query: { grant_type: 'account_credentials', account_id: '{{accountId}}' },
      basic: { user: '{{clientId}}', password: '{{clientSecret}}' },
      take: { access_token: 'access_token' },
      expiresIn: 'expires_in',
    },
  ],
  place: { headers: { authorization: 'Bearer {{token.access_token}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  user: { label: 'Sign in', detail: 'Your own meetings' },
  serverToServer: {
    label: 'With a server-to-server app',
    detail: 'Of the whole account, by its administrator',
    auth: serverToServer,
  },
};
