import type { Connector, OAuth2Auth } from '#connectors/kit/index.ts';
import { Secret } from '#server/secrets.ts';
import { type Access, accessOf, type OAuthClient } from '../access.ts';
import type { OAuthCredential } from '../credential.ts';
import { loadTestConnector } from '../test-context.ts';

interface TestAccess {
  auth?: Partial<OAuth2Auth>;
  connector?: Partial<Connector>;
  accountType?: string;
  client?: Partial<Omit<OAuthClient, 'clientSecret'>> & { clientSecret?: string };
  learnt?: Record<string, string>;
}

const base = await loadTestConnector('tidewater');

export const now = new Date('2026-11-21T10:00:00.000Z');

/** An app called Acme at `origin`, plain OAuth 2 but for what a test declares otherwise. */
export function testAccess(
  origin: string,
  { auth, connector, accountType, client, learnt = {} }: TestAccess = {},
): Access {
  const plain: OAuth2Auth = {
    kind: 'oauth2',
    authorizeUrl: '{{origin}}/authorize',
    tokenUrl: '{{origin}}/token',
    revokeUrl: '{{origin}}/revoke',
    scopes: ['read', 'write'],
    scopeWords: { read: 'Read', write: 'Write' },
    refresh: 'rotating',
  };
  return accessOf({
    connector: {
      ...base,
      connector: { ...base.connector, name: 'Acme', errors: undefined, auth: { ...plain, ...auth }, ...connector },
    },
    accountType: accountType ?? null,
    client: {
      clientId: 'acme id',
      scopes: [],
      ...client,
      parameters: { origin, ...client?.parameters },
      clientSecret: new Secret(client?.clientSecret ?? 's3cret:+/'),
    },
    learnt,
  });
}

export const codeInput = {
  redirectUri: 'https://portico.example/cb',
  code: 'abc',
  codeVerifier: 'verifier',
  callback: new URLSearchParams({ code: 'abc', state: 'st' }),
  now,
};

export const oldCredential: OAuthCredential = {
  kind: 'oauth2',
  accessToken: 'a0',
  refreshToken: 'r0',
  expiresAt: null,
  tokenType: 'Bearer',
  scope: ['read'],
};
