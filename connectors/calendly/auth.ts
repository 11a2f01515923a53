import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';

/** https://developer.calendly.com/refresh-token-rotation-guide: two hours of access, a refresh token that is good once. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://auth.calendly.com/oauth/authorize',
  tokenUrl: 'https://auth.calendly.com/oauth/token',
  revokeUrl: 'https://auth.calendly.com/oauth/revoke',
  clientAuth: 'basic',
  scopes: ['users:read', 'scheduled_events:read', 'event_types:read', 'organizations:read'],
  // What may write may also read, and is then named alone.
  optionalScopes: [
    'availability:read',
    'scheduled_events:write',
    'scheduling_links:write',
    'organizations:write',
    'webhooks:write',
  ],
  scopeWords: {
    'users:read': 'See who you are',
    'scheduled_events:read': 'See your meetings and who is invited',
    'event_types:read': 'See which kinds of meetings can be booked, and when',
    'organizations:read': 'See who is in your organisation',
    'availability:read': 'See when you are free',
    'scheduled_events:write': 'Book and cancel meetings, and note who did not come',
    'scheduling_links:write': 'Make booking links that are good once',
    'organizations:write': 'Invite people to your organisation, and take them out',
    'webhooks:write': 'Be told at once when somebody books or cancels',
  },
  refresh: 'rotating',
  reuse: 'refused',
  defaultExpiresIn: 7_200,
};

const token: KeyAuth = {
  kind: 'key',
  fields: z.object({
    token: z
      .string()
      .trim()
      .min(20, 'A personal access token is longer.')
      .meta({ title: 'Personal access token', placeholder: 'eyJ…', secret: true }),
  }),
  help: 'Calendly: Integrations & apps → API and webhooks → Personal access tokens.',
  place: { headers: { authorization: 'Bearer {{token}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  oauth: { label: 'Sign in with Calendly', detail: 'As far as you allow it' },
  token: { label: 'With a personal access token', detail: 'What you may see and do', auth: token },
};

export const appFields = z.object({
  webhookSecret: z.string().trim().default('').meta({
    title: 'Webhook signing key',
    secret: true,
    description: 'Of the app’s page at Calendly. Needed for events; without it none is accepted.',
  }),
});
