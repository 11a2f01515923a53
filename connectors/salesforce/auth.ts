import { z } from 'zod';
import { type AccountType, clientCredentials, clientFields, type OAuth2Auth } from '../kit/index.ts';

/** `acme.my` of `https://acme.my.salesforce.com/`: what stands before .salesforce.com. */
const myDomain = z
  .string()
  .trim()
  .toLowerCase()
  .transform((value) =>
    value
      .replace(/^https?:\/\//, '')
      .replace(/\/.*$/, '')
      .replace(/\.lightning\.force\.com$/, '.my')
      .replace(/\.salesforce\.com$/, ''),
  );
const domainPattern = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.my$/;
const domainProblem = 'Your own address at Salesforce, such as acme.my.salesforce.com.';

/** A person whose company signs in at an address of its own. */
export const before = z.object({
  myDomain: myDomain
    .refine((value) => value === '' || domainPattern.test(value), domainProblem)
    .default('')
    .meta({
      title: 'My Domain',
      placeholder: 'acme.my.salesforce.com',
      description: 'Needed only if you can’t sign in at login.salesforce.com or test.salesforce.com.',
    }),
});

const door = "https://{{myDomain || login || 'login'}}.salesforce.com/services/oauth2";

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm: where the data is, the token answer tells (`instance_url`). */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: `${door}/authorize`,
  tokenUrl: `${door}/token`,
  revokeUrl: `${door}/revoke`,
  scopes: ['api', 'refresh_token'],
  scopeWords: {
    api: 'See and change the records that you may see and change yourself',
    refresh_token: 'Keep access until you disconnect',
  },
  // Where the app has rotation switched on, each renewal brings a new refresh token; else the first one stays.
  refresh: 'rotating',
  learn: ['instance_url'],
};

const server = clientCredentials({
  tokenUrl: 'https://{{server}}.salesforce.com/services/oauth2/token',
  fields: clientFields.extend({
    server: myDomain
      .pipe(z.string().regex(domainPattern, domainProblem))
      .meta({ title: 'My Domain', placeholder: 'acme.my.salesforce.com' }),
  }),
  help: 'In Salesforce: Setup → External Client App Manager → your app, with the client credentials flow switched on and a user to run as.',
  // Salesforce does not say how long a session lasts; the shortest that an administrator can choose is a quarter of an hour.
  defaultExpiresIn: 900,
});

export const accountTypes: Record<string, AccountType> = {
  production: { label: 'Production', detail: 'Also developer editions', values: { login: 'login' } },
  sandbox: { label: 'Sandbox', detail: 'A copy for tests', values: { login: 'test' } },
  server: {
    label: 'With an app of your own',
    detail: 'Client ID and secret, as one user for everything',
    auth: server,
  },
};
