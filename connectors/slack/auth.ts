import type { AccountType, OAuth2Auth } from '../kit/index.ts';

const scopeWords = {
  'channels:read': 'See the public channels of your workspace',
  'groups:read': 'See private channels that the app was invited to',
  'channels:history': 'Read messages in public channels that the app is in',
  'groups:history': 'Read messages in private channels that the app is in',
  'users:read': 'See the people of your workspace',
  'users:read.email': 'See their e-mail addresses',
  'chat:write': 'Send messages as the app',
  'channels:manage': 'Create, rename and archive public channels',
  'channels:join': 'Join public channels',
  'reactions:write': 'Add reactions to messages',
  'reactions:read': 'See reactions to messages',
  'app_mentions:read': 'See messages in which the app is mentioned',
  'im:write': 'Open direct messages with people',
  'files:read': 'See files that were shared where the app is',
};

const scopes = ['channels:read', 'groups:read', 'users:read', 'users:read.email', 'chat:write'];
const optional = [
  'channels:history',
  'groups:history',
  'files:read',
  'channels:manage',
  'channels:join',
  'reactions:read',
  'reactions:write',
  'app_mentions:read',
  'im:write',
];

const common = {
  kind: 'oauth2',
  authorizeUrl: 'https://slack.com/oauth/v2/authorize',
  tokenUrl: 'https://slack.com/api/oauth.v2.access',
  revokeUrl: 'https://slack.com/api/auth.revoke',
  revoke: { method: 'POST', in: 'bearer' },
  scopeSeparator: ',',
  // Slack takes a verifier from public clients only.
  pkce: false,
  clientAuth: 'body',
  // Where the vendor has switched token rotation on: 12 hours of access, a refresh token for one use. Without it nothing ends.
  refresh: 'rotating',
  reuse: 'refused',
} as const;

/** The app itself acts: its token stays when the person who installed it leaves. https://docs.slack.dev/authentication/installing-with-oauth */
export const bot: OAuth2Auth = {
  ...common,
  scopes: [...scopes, ...optional],
  scopeWords,
  optionalScopes: optional,
  learn: {
    team: 'team.id',
    teamName: 'team.name',
    enterprise: 'enterprise.id',
    botUser: 'bot_user_id',
    appId: 'app_id',
  },
};

/** The person acts: what is sent carries their name, and everything that they may see is seen. */
const user: OAuth2Auth = {
  ...common,
  scopes: [...scopes, 'channels:history', 'groups:history'],
  scopeWords: {
    ...scopeWords,
    'channels:read': 'See the public channels that you can see',
    'groups:read': 'See the private channels that you are in',
    'channels:history': 'Read the messages of public channels',
    'groups:history': 'Read the messages of private channels that you are in',
    'chat:write': 'Send messages in your name',
  },
  parameterNames: { scope: 'user_scope' },
  tokenPaths: {
    access_token: 'authed_user.access_token',
    refresh_token: 'authed_user.refresh_token',
    expires_in: 'authed_user.expires_in',
    scope: 'authed_user.scope',
    token_type: 'authed_user.token_type',
  },
  learn: { team: 'team.id', teamName: 'team.name', enterprise: 'enterprise.id', user: 'authed_user.id' },
};

export const accountTypes: Record<string, AccountType> = {
  bot: { label: 'As an app', detail: 'Messages come from the app; it sees the channels that it is invited to' },
  user: { label: 'As yourself', detail: 'Messages come from you; the app sees what you see', auth: user },
};
