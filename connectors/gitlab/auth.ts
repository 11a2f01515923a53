import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';

/** Of the customer, else of the vendor's OAuth app, else gitlab.com. The app's secret goes to the last two alone. */
export const origin = "https://{{host || server || 'gitlab.com'}}";

const host = z
  .string()
  .trim()
  .toLowerCase()
  .transform((value) => value.replace(/^https?:\/\//, '').replace(/\/.*$/, ''))
  .pipe(
    z.string().regex(/^([a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?)?$/, 'The name of a server, such as gitlab.acme.example.'),
  )
  .default('');

export const before = z.object({
  host: host.meta({
    title: 'GitLab address',
    placeholder: 'gitlab.com',
    description: 'Only if your GitLab is your own. To sign in there, the integration must be registered there.',
  }),
});

export const appFields = z.object({
  server: host.meta({
    title: 'GitLab address',
    placeholder: 'gitlab.com',
    description: 'Where this app is registered, if that is not gitlab.com.',
  }),
});

/** https://docs.gitlab.com/api/oauth2/: two hours of access; a renewal ends both tokens. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: `${origin}/oauth/authorize`,
  tokenUrl: `${origin}/oauth/token`,
  revokeUrl: `${origin}/oauth/revoke`,
  scopes: ['read_api'],
  optionalScopes: ['api'],
  scopeWords: {
    read_api: 'See your projects with their issues, merge requests and pipelines',
    api: 'Create and change issues, merge requests and files, start pipelines, and be told at once when something happens',
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
      .regex(/^[\w.-]{16,}$/, 'A token has letters, digits and dashes, and no spaces.')
      .meta({ title: 'Access token', placeholder: 'glpat-…', secret: true }),
  }),
  help: 'GitLab: your picture → Edit profile → Access tokens, or Settings → Access tokens of a project or group. Scope: api, or read_api to read only.',
  place: { headers: { 'private-token': '{{token}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  oauth: { label: 'Sign in with GitLab', detail: 'Everything that you may do, as far as you allow it' },
  token: {
    label: 'With an access token',
    detail: 'Of a person, project or group; for a GitLab of your own too',
    auth: token,
  },
};
