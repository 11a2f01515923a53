import { Provider } from 'oidc-provider';
import { accountSeeds, findUser } from '../accounts/accounts.ts';
import { protectPage } from '../http-exchange.ts';
import { oauthErrorPage } from '../pages/error-page.ts';
import type { SandboxKeys } from './keys.ts';
import { knownScopes } from './scopes.ts';
import type { OAuthStorage } from './storage.ts';

export const SESSION_TTL_S = 14 * 86_400;

interface ProviderOptions {
  origin: string;
  storage: OAuthStorage;
  keys: SandboxKeys;
  accessTtlS: number;
}

export function createProvider({ origin, storage, keys, accessTtlS }: ProviderOptions): Provider {
  const off = { enabled: false };
  const cookie = { signed: true, httpOnly: true, sameSite: 'lax', path: '/' } as const;
  const names = new Map(accountSeeds(0).map((account) => [account.id, account.name]));

  const provider = new Provider(origin, {
    adapter: (kind: string) => storage.adapterFor(kind),
    jwks: { keys: [keys.signingKey] },
    cookies: {
      keys: keys.cookieKeys,
      // Cookies of localhost are shared by all ports: ours must not meet those of other servers.
      names: { session: 'tidewater_session', interaction: 'tidewater_interaction', resume: 'tidewater_resume' },
      long: cookie,
      short: cookie,
    },
    routes: {
      authorization: '/oauth/authorize',
      token: '/oauth/token',
      revocation: '/oauth/revoke',
      introspection: '/oauth/introspect',
      userinfo: '/oauth/userinfo',
      jwks: '/oauth/jwks',
    },
    scopes: [...knownScopes],
    claims: { openid: ['sub', 'email', 'name', 'account_id', 'account_name'] },
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    pkce: { required: () => true },
    clockTolerance: 0,
    rotateRefreshToken: true,
    issueRefreshToken: (_ctx, client, source) =>
      client.grantTypeAllowed('refresh_token') && source.scopes.has('offline_access'),
    // What an app was allowed to do does not end because a person signs out in the browser.
    expiresWithSession: () => false,
    // Every consent is a grant of its own, so that revoking one connection never takes another with it.
    loadExistingGrant: async (ctx) => {
      const grantId = ctx.oidc.result?.consent?.grantId;
      return grantId === undefined ? undefined : ctx.oidc.provider.Grant.find(grantId);
    },
    findAccount: (_ctx, id) => {
      const user = findUser(id);
      if (user === undefined) return undefined;
      const claims = {
        sub: user.id,
        email: user.email,
        name: user.name,
        account_id: user.accountId,
        account_name: names.get(user.accountId),
      };
      return { accountId: user.id, claims: () => claims };
    },
    ttl: {
      AccessToken: accessTtlS,
      AuthorizationCode: 60,
      IdToken: 3_600,
      RefreshToken: 180 * 86_400,
      Grant: 365 * 86_400,
      Interaction: 1_800,
      Session: SESSION_TTL_S,
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    clientBasedCORS: () => false,
    features: {
      devInteractions: off,
      rpInitiatedLogout: off,
      resourceIndicators: off,
      pushedAuthorizationRequests: off,
      dPoP: off,
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      introspection: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
    },
    renderError: (ctx, out) => {
      protectPage(ctx.res);
      ctx.type = 'html';
      ctx.body = oauthErrorPage(out.error, out.error_description).text;
    },
  });
  provider.on('server_error', (_ctx, error) => process.stderr.write(`tidewater: ${error.stack ?? error.message}\n`));
  return provider;
}
