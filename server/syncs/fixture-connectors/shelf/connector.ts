import { z } from 'zod';
import { defineConnector, defineObject } from '../../../../connectors/kit/index.ts';

const page = z.object({ rows: z.array(z.unknown()), next: z.number().nullable() });

const settings = z.object({ shouting: z.boolean().default(false).meta({ title: 'Loud' }) });

/** A list over HTTP, page by page, which the test serves. */
export default defineConnector({
  name: 'Shelf',
  category: 'Other',
  description: 'A list inside the test.',
  docs: 'https://shelf.example',
  version: '1',
  auth: {
    kind: 'oauth2',
    authorizeUrl: '{{origin}}/authorize',
    tokenUrl: '{{origin}}/token',
    scopes: [],
    scopeWords: {},
    refresh: 'none',
  },
  baseUrl: '{{origin}}',
  settings,
  check: async () => ({ id: 'shelf', name: 'Shelf' }),
  objects: {
    book: defineObject({
      label: 'books',
      row: z.object({ id: z.string(), text: z.string() }),
      key: (row) => row.id,
      incremental: false,
      reportsDeletes: false,
      pull: async ({ http, settings: answers }, { cursor }) => {
        const { body } = await http.get('/books', page, { query: { from: z.number().catch(0).parse(cursor) } });
        const rows = settings.parse(answers).shouting ? body.rows.map((row) => loud(row)) : body.rows;
        return { rows, next: body.next, watermark: null };
      },
    }),
    crate: defineObject({
      label: 'crates',
      row: z.looseObject({ id: z.string() }),
      key: (row) => row.id,
      incremental: false,
      reportsDeletes: false,
      pull: async ({ http }, { cursor }) => {
        const { body } = await http.get('/crates', page, { query: { from: z.number().catch(0).parse(cursor) } });
        return { ...body, watermark: null };
      },
    }),
  },
});

const loud = (row: unknown) => {
  const { id, text } = z.object({ id: z.string(), text: z.string() }).parse(row);
  return { id, text: text.toUpperCase() };
};
