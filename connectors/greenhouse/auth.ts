import { z } from 'zod';
import { type AccountType, clientFields, type OAuth2Auth, type TokenAuth } from '../kit/index.ts';

const tokenUrl = 'https://auth.greenhouse.io/token';

export const scope = (resource: string, verb = 'list'): string => `harvest:${resource}:${verb}`;

/**
 * https://harvestdocs.greenhouse.io/docs/harvest-partner-oauth. What the token is asked with goes in the query, as the guide says.
 * The refresh token ends after a day in which it was not used.
 */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://auth.greenhouse.io/authorize',
  tokenUrl,
  scopes: [scope('candidates'), scope('applications'), scope('jobs')],
  scopeWords: {
    [scope('candidates')]: 'See candidates',
    [scope('candidates', 'create')]: 'Add candidates',
    [scope('candidates', 'update')]: 'Change candidates',
    [scope('applications')]: 'See applications',
    [scope('applications', 'reject')]: 'Reject applications',
    [scope('applications', 'unreject')]: 'Take back rejections',
    [scope('jobs')]: 'See jobs',
    [scope('jobs', 'create')]: 'Open jobs',
    [scope('offers')]: 'See offers',
    [scope('users')]: 'See your colleagues in Greenhouse',
    [scope('notes', 'create')]: 'Write notes about candidates',
    [scope('candidate_tags')]: 'See the tags for candidates',
    [scope('applied_candidate_tags')]: 'See which tags candidates have',
    [scope('applied_candidate_tags', 'create')]: 'Give tags to candidates',
    [scope('rejection_reasons')]: 'See the reasons for rejections',
    [scope('custom_fields')]: 'See your custom fields',
    [scope('custom_field_options')]: 'See the choices of your custom fields',
  },
  clientAuth: 'basic',
  tokenFormat: 'query',
  refresh: 'rotating',
  defaultExpiresIn: 3_600,
};

/** https://harvestdocs.greenhouse.io/docs/authentication. Of the customer's own; its scopes are chosen at Greenhouse. */
const ownKey: TokenAuth = {
  kind: 'token',
  fields: clientFields.extend({
    userId: z.string().trim().regex(/^\d+$/, 'The number in the address of the person’s page.').meta({
      title: 'User ID',
      description: 'Of a Site Admin, in whose name it acts: the number in the address of the page.',
    }),
  }),
  help: 'Configure → Dev Center → API Credentials → Create new API credentials → Harvest V3 (OAuth). Then choose its scopes.',
  steps: [
    {
      name: 'token',
      method: 'POST',
      url: tokenUrl,
      basic: { user: '{{clientId}}', password: '{{clientSecret}}' },
      form: { grant_type: 'client_credentials', sub: '{{userId}}' },
      take: { access_token: 'access_token' },
      expiresIn: 'expires_in',
      expiresAt: 'expires_at',
    },
  ],
  defaultExpiresIn: 3_600,
  place: { headers: { authorization: 'Bearer {{token.access_token}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  partner: { label: 'Sign in', detail: 'By a Site Admin' },
  own: { label: 'With credentials of your own', detail: 'Made by an administrator', auth: ownKey },
};
