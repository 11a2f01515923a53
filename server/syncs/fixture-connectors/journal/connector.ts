import { z } from 'zod';
import {
  defineConnector,
  defineObject,
  type ObjectField,
  type Page,
  type PullRequest,
} from '../../../../connectors/kit/index.ts';

/*
 * An app inside the test: what it answers is what the test put into this slot. It stands at the edge of the world, where
 * the third party would be; everything from the pull on is the real thing.
 */
export interface Journal {
  pull(request: PullRequest): Promise<Page>;
  get(key: string): Promise<unknown>;
  fields(): Promise<ObjectField[]>;
}

const slot = Symbol.for('portico.test.journal');

function journal(): Journal {
  const found = (globalThis as unknown as Record<symbol, Journal | undefined>)[slot];
  if (!found) throw new Error('The test put no journal into its slot.');
  return found;
}

const entry = {
  row: z.object({ id: z.string(), text: z.string() }),
  key: (row: { id: string }) => row.id,
  reportsDeletes: false,
  pull: (_context: unknown, request: PullRequest) => journal().pull(request),
};

export default defineConnector({
  name: 'Journal',
  category: 'Other',
  description: 'An app inside the test.',
  docs: 'https://journal.example',
  version: '1',
  auth: {
    kind: 'database',
    dialect: 'postgresql',
    fields: z.object({}),
    connect: () => ({ host: 'journal.example', port: 5432, database: '', user: '', password: '', tls: 'off' }),
  },
  settings: z.object({}),
  check: async () => ({ id: 'journal', name: 'Journal' }),
  hooks: { verify: 'none', secretFrom: 'customer', events: () => [] },
  objects: {
    entry: defineObject({
      ...entry,
      label: 'entries',
      incremental: true,
      get: (_context, key) => journal().get(key),
      describe: () => journal().fields(),
    }),
    /** That can be read by lists alone. */
    line: defineObject({ ...entry, label: 'lines', incremental: true }),
    /** That can't even say what has changed. */
    total: defineObject({ ...entry, label: 'totals', incremental: false }),
  },
});
