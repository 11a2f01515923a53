import { z } from 'zod';
import { defineConnector, defineObject } from '../../../../connectors/kit/index.ts';

/** An MCP server of the customer's own choice, at which nobody is registered yet. */
export default defineConnector({
  name: 'Almanac',
  category: 'Other',
  description: 'An MCP server inside the test.',
  docs: 'https://almanac.example',
  version: '1',
  auth: { kind: 'mcp', url: '{{server}}' },
  before: z.object({ server: z.url().meta({ title: 'Address of the server' }) }),
  baseUrl: '{{server}}',
  settings: z.object({}),
  objects: {
    page: defineObject({
      label: 'pages',
      row: z.object({ id: z.string() }),
      key: (row) => row.id,
      incremental: false,
      reportsDeletes: false,
      pull: async () => ({ rows: [], next: null }),
    }),
  },
});
