import { z } from 'zod';
import { defineConnector, defineObject } from '../../../../connectors/kit/index.ts';

/** An app that lets everybody in. What the vendor gives is a signing secret. */
export default defineConnector({
  name: 'Beacon',
  category: 'Other',
  description: 'An open app inside the test.',
  docs: 'https://beacon.example',
  version: '1',
  auth: { kind: 'none' },
  appFields: z.object({
    region: z.string().optional().meta({ title: 'Region' }),
    webhookSecret: z.string().optional().meta({ title: 'Signing secret', secret: true }),
  }),
  baseUrl: 'https://beacon.example',
  settings: z.object({}),
  objects: {
    light: defineObject({
      label: 'lights',
      row: z.object({ id: z.string() }),
      key: (row) => row.id,
      incremental: false,
      reportsDeletes: false,
      pull: async () => ({ rows: [], next: null }),
    }),
  },
});
