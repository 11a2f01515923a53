import { z } from 'zod';
import { defineConnector, defineObject } from '#connectors/kit/index.ts';

const contact = z.object({
  id: z.string().min(1),
  first_name: z.string().nullable(),
  last_name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  title: z.string().nullable(),
  company_id: z.string().nullable(),
  owner_id: z.string().nullable(),
  lists: z.array(z.string()),
  custom: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  created_at: z.string(),
  updated_at: z.string(),
});

const page = z.object({ data: z.array(z.unknown()), next_cursor: z.string().nullable(), total: z.number().int() });

/** What the benchmark syncs: pages as Tidewater sends them, read whole each time, with no limit of requests. */
export default defineConnector({
  name: 'Bulk',
  category: 'Other',
  description: 'Very many contacts.',
  docs: 'https://bulk.example',
  version: '1',
  auth: {
    kind: 'oauth2',
    authorizeUrl: '{{origin}}/authorize',
    tokenUrl: '{{origin}}/token',
    scopes: [],
    scopeWords: {},
    refresh: 'none',
  },
  baseUrl: '{{origin}}/api/v1',
  settings: z.object({}),
  check: async () => ({ id: 'bulk', name: 'Bulk' }),
  objects: {
    contact: defineObject({
      label: 'contacts',
      row: contact,
      key: (row) => row.id,
      incremental: false,
      reportsDeletes: false,
      pull: async ({ http }, { cursor }) => {
        const at = z.string().nullable().parse(cursor);
        const { body } = await http.get('/contacts', page, { query: { cursor: at ?? undefined } });
        return { rows: body.data, total: body.total, next: body.next_cursor };
      },
    }),
  },
});
