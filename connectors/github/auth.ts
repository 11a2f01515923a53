import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth, TokenAuth } from '../kit/index.ts';

/** https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps. The token stays good until it is taken back or has slept for a year. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://github.com/login/oauth/authorize',
  tokenUrl: 'https://github.com/login/oauth/access_token',
  scopes: ['repo', 'read:org', 'read:user'],
  scopeWords: {
    repo: 'See and change your repositories, their issues and pull requests, private ones too',
    'read:org': 'See which organisations and teams you are in',
    'read:user': 'See your profile',
    'admin:repo_hook': 'Be told at once when something happens in your repositories',
  },
  optionalScopes: ['read:org', 'read:user', 'admin:repo_hook'],
  // `repo` brings with it what `public_repo` and the like would; GitHub answers with the shorter list, separated by commas.
  refresh: 'none',
};

/** https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app. For what an organisation installs, and no person has to stay in. */
const installation: TokenAuth = {
  kind: 'token',
  fields: z.object({
    appId: z
      .string()
      .trim()
      .regex(/^(\d+|Iv[\w.]+)$/, 'The app id is a number, the client id begins with Iv.')
      .meta({ title: 'App ID' }),
    installationId: z
      .string()
      .trim()
      .regex(/^\d+$/, 'A number: the last part of the address of the installation.')
      .meta({ title: 'Installation ID', description: 'The last part of github.com/settings/installations/…' }),
    privateKey: z
      .string()
      .trim()
      .min(1, 'The private key is missing.')
      .meta({ title: 'Private key', secret: true, multiline: true }),
  }),
  help: "The app's page shows its id, and generates the private key.",
  steps: [
    {
      name: 'app',
      sign: { algorithm: 'RS256', key: '{{privateKey}}', claims: { iss: '{{appId}}' }, lifetime: 540 },
    },
    {
      name: 'installation',
      method: 'POST',
      url: 'https://api.github.com/app/installations/{{installationId}}/access_tokens',
      headers: {
        authorization: 'Bearer {{app.jwt}}',
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
      },
      take: { token: 'token' },
      expiresAt: 'expires_at',
    },
  ],
  defaultExpiresIn: 3600,
  place: { headers: { authorization: 'Bearer {{installation.token}}' } },
};

const token: KeyAuth = {
  kind: 'key',
  fields: z.object({
    token: z
      .string()
      .trim()
      .regex(/^(github_pat_|ghp_)\w+$/, 'A personal access token begins with github_pat_ or ghp_.')
      .meta({ title: 'Personal access token', placeholder: 'github_pat_…', secret: true }),
  }),
  help: 'GitHub: Settings → Developer settings → Personal access tokens → Fine-grained tokens.',
  place: { headers: { authorization: 'Bearer {{token}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  oauth: { label: 'Sign in with GitHub', detail: 'Everything that you may do, as far as you allow it' },
  installation: {
    label: 'As a GitHub App',
    detail: 'What an organisation has installed; nobody has to stay in it',
    auth: installation,
  },
  token: {
    label: 'With a token',
    detail: 'A personal access token with just the rights that you give it',
    auth: token,
  },
};
