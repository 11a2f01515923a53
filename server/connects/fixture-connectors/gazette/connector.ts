import { z } from 'zod';
import { defineConnector, defineObject } from '../../../../connectors/kit/index.ts';

/** An app of the days of OAuth 1, which tells nobody whose account it is. */
export default defineConnector({
  name: 'Gazette',
  category: 'Other',
  description: 'An app with OAuth 1 inside the test.',
  docs: 'https://gazette.example',
  version: '1',
  auth: {
    kind: 'oauth1',
    signature: 'HMAC-SHA1',
    endpoints: {
      requestToken: '{{origin}}/request_token',
      authorize: '{{origin}}/authorize',
      accessToken: '{{origin}}/access_token',
    },
  },
  baseUrl: '{{origin}}',
  settings: z.object({}),
  objects: {
    issue: defineObject({
      label: 'issues',
      row: z.object({ id: z.string() }),
      key: (row) => row.id,
      incremental: false,
      reportsDeletes: false,
      pull: async () => ({ rows: [], next: null }),
    }),
  },
});
