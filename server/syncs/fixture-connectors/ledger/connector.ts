import { z } from 'zod';
import { defineConnector, defineObject, type Page, type PullRequest } from '../../../../connectors/kit/index.ts';

/*
 * An app inside the test: what it answers is what the test put into this slot. It stands at the edge of the world, where
 * the third party would be; everything from the pull on is the real thing.
 */
export interface Ledger {
  pull(request: PullRequest): Promise<Page>;
}

const slot = Symbol.for('portico.test.ledger');

export default defineConnector({
  name: 'Ledger',
  category: 'Other',
  description: 'An app inside the test.',
  docs: 'https://ledger.example',
  version: '1',
  auth: {
    kind: 'database',
    dialect: 'postgresql',
    fields: z.object({}),
    connect: () => ({ host: 'ledger.example', port: 5432, database: '', user: '', password: '', tls: 'off' }),
  },
  settings: z.object({}),
  check: async () => ({ id: 'ledger', name: 'Ledger' }),
  objects: {
    remark: defineObject({
      label: 'remarks',
      row: z.object({ id: z.string(), text: z.string() }),
      key: (row) => row.id,
      incremental: false,
      reportsDeletes: false,
      pull: async () => ({ rows: [], next: null }),
    }),
    entry: defineObject({
      label: 'entries',
      row: z.object({ id: z.string(), text: z.string() }),
      key: (row) => row.id,
      incremental: true,
      reportsDeletes: false,
      pull: (_context, request) => {
        const ledger = (globalThis as unknown as Record<symbol, Ledger | undefined>)[slot];
        if (!ledger) throw new Error('The test put no ledger into its slot.');
        return ledger.pull(request);
      },
    }),
  },
});
