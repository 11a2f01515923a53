import { z } from 'zod';
import type { Connector, OAuth2Auth } from '../../../connectors/kit/index.ts';
import { defineObject } from '../../../connectors/kit/index.ts';

/** A connector of `test-token-server.ts`. */
export function rotatingApp({ name, reuse }: { name: string; reuse: OAuth2Auth['reuse'] | undefined }): Connector {
  return {
    name,
    category: 'Other',
    description: 'A token server inside the test.',
    docs: 'https://rotating.example',
    version: '1',
    auth: {
      kind: 'oauth2',
      authorizeUrl: '{{origin}}/authorize',
      tokenUrl: '{{origin}}/token',
      scopes: [],
      scopeWords: {},
      refresh: 'rotating',
      ...(reuse && { reuse }),
    },
    baseUrl: '{{origin}}',
    settings: z.object({}),
    check: async ({ http }) => (await http.get('/me', z.object({ id: z.string(), name: z.string() }))).body,
    objects: {
      thing: defineObject({
        label: 'things',
        row: z.object({ id: z.string() }),
        key: (row) => row.id,
        incremental: false,
        reportsDeletes: false,
        pull: async () => ({ rows: [], next: null }),
      }),
    },
  };
}
