import { saveOauthApp } from '#server/catalog/oauth-apps.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import type { TestTokenServer } from './test-token-server.ts';

interface Wanted {
  server: TestTokenServer;
  connector: string;
  /** Of the app's tokens. */
  family: string;
  /** Seconds that the access token is good for; below zero it has ended. */
  livesFor: number;
}

/** A connection of the token server, as a connect has left it. */
export function seedConnection({ server, connector, family, livesFor }: Wanted): Promise<SeededSync> {
  const { accessToken, refreshToken } = server.begin(family);
  return seedSync({
    connector,
    object: 'thing',
    label: 'things',
    credential: {
      kind: 'oauth2',
      accessToken,
      refreshToken,
      expiresAt: new Date(Date.now() + livesFor * 1000).toISOString(),
      tokenType: 'Bearer',
      scope: [],
    },
    prepare: async (tx) => {
      await saveOauthApp(tx, {
        connector,
        clientId: 'acme',
        clientSecret: 'a secret of the OAuth app',
        parameters: { origin: server.origin },
      });
    },
  });
}
