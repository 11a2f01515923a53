import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type ClientMetadata, type Configuration, Provider } from 'oidc-provider';
import { afterAll, beforeAll } from 'vitest';
import { resetEnv } from '#server/env.ts';
import { closeEgress } from '#server/http/egress.ts';
import { OAuthStorage } from '../../../e2e/sandbox/oauth/storage.ts';

interface TestProvider {
  issuer(): string;
  /** Goes where a browser goes: from the authorize address through sign-in and consent, which are given at once, to the callback. */
  agree(authorizeUrl: URL, redirectUri: string): Promise<URLSearchParams>;
}

const maxHops = 12;
export const callbackUrl = 'https://portico.example/callback';

/** A real authorization server, certified for OAuth 2.1 and OpenID Connect, in which everybody agrees to everything. */
export function testProvider(clients: ClientMetadata[], more: Configuration = {}): TestProvider {
  let server: Server | undefined;
  let issuer = '';

  beforeAll(async () => {
    process.env.PORTICO_EGRESS_ALLOW = '127.0.0.0/8';
    resetEnv();
    let provider: Provider | undefined;
    const started = createServer(async (request, response) => {
      if (provider === undefined) return;
      if (!request.url?.startsWith('/interaction/')) return provider.callback()(request, response);
      const { prompt, params, session } = await provider.interactionDetails(request, response);
      if (prompt.name === 'login') {
        return provider.interactionFinished(request, response, { login: { accountId: 'mara' } });
      }
      const grant = new provider.Grant({ accountId: session?.accountId, clientId: String(params.client_id) });
      grant.addOIDCScope(String(params.scope ?? ''));
      if (typeof params.resource === 'string') grant.addResourceScope(params.resource, String(params.scope ?? ''));
      return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
    });
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    server = started;
    const address = started.address();
    issuer = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
    provider = new Provider(issuer, configuration(clients, more));
  });

  afterAll(async () => {
    await closeEgress();
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  });

  async function agree(authorizeUrl: URL, redirectUri: string): Promise<URLSearchParams> {
    const jar = new Map<string, string>();
    let url = authorizeUrl;
    for (let hop = 0; hop < maxHops; hop += 1) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        const at = pair.indexOf('=');
        jar.set(pair.slice(0, at), pair.slice(at + 1));
      }
      const location = response.headers.get('location');
      if (location === null)
        throw new Error(`No way on at ${url.pathname}: ${response.status} ${await response.text()}`);
      url = new URL(location, url);
      if (url.href.startsWith(redirectUri)) return url.searchParams;
    }
    throw new Error('The sign-in goes round in circles.');
  }

  return { issuer: () => issuer, agree };
}

function configuration(clients: ClientMetadata[], { features, ...more }: Configuration): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const off = { enabled: false };
  const storage = new OAuthStorage(() => {});
  return {
    adapter: (kind: string) => storage.adapterFor(kind),
    clients,
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kty: 'RSA', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['test'] },
    scopes: ['openid', 'offline_access', 'read', 'write'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: (_context, client, code) =>
      client.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      IdToken: 300,
      RefreshToken: 86_400,
      Grant: 86_400,
      Interaction: 60,
      Session: 60,
    },
    clientBasedCORS: () => false,
    features: {
      devInteractions: off,
      revocation: { enabled: true, allowedPolicy: (_context, client, token) => token.clientId === client.clientId },
      ...features,
    },
    ...more,
  };
}
