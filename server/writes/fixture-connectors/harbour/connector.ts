import { z } from 'zod';
import {
  defineConnector,
  defineObject,
  type Page,
  type PullRequest,
  type Upsert,
  type WriteItem,
  type WriteResult,
} from '../../../../connectors/kit/index.ts';

/** The app itself, which the test puts into a slot: it stands where the third party would be. */
export interface HarbourApp {
  pull(object: string, request: PullRequest): Promise<Page>;
  get(object: string, key: string): Promise<unknown>;
  write(object: string, items: WriteItem[], idempotencyKey: string): Promise<WriteResult[]>;
}

const slot = Symbol.for('portico.test.harbour');

function app(): HarbourApp {
  const harbour = (globalThis as unknown as Record<symbol, HarbourApp | undefined>)[slot];
  if (!harbour) throw new Error('The test put no harbour into its slot.');
  return harbour;
}

const row = z.object({
  id: z.string(),
  code: z.string().nullable(),
  name: z.string().nullable(),
  berth: z.string().nullable(),
  crew: z.record(z.string(), z.unknown()),
  updatedAt: z.number(),
});

function object(name: string, upsert: Partial<Upsert>) {
  return defineObject({
    label: name,
    row,
    key: ({ id }) => id,
    incremental: true,
    reportsDeletes: true,
    pull: (_context, request) => app().pull(name, request),
    get: (_context, key) => app().get(name, key),
    upsert: {
      batch: 3,
      matchBy: [],
      example: [{ data: { name: 'Tern' } }, { key: '1', data: { name: 'Gull' } }],
      write: (_context, items, { idempotencyKey }) => app().write(name, items, idempotencyKey),
      ...upsert,
    },
  });
}

export default defineConnector({
  name: 'Harbour',
  category: 'Other',
  description: 'An app inside the test that can be written to.',
  docs: 'https://harbour.example',
  version: '1',
  auth: {
    kind: 'database',
    dialect: 'postgresql',
    fields: z.object({}),
    connect: () => ({ host: 'harbour.example', port: 5432, database: '', user: '', password: '', tls: 'off' }),
  },
  settings: z.object({}),
  check: async () => ({ id: 'harbour', name: 'Harbour' }),
  objects: {
    ship: object('ship', { matchBy: ['code'], partial: true, touches: ['updatedAt'] }),
    /** Of a new one that was sent, nobody can tell whether it arrived. */
    crate: object('crate', {}),
    buoy: object('buoy', { repeat: 'key', partial: true, touches: ['updatedAt'] }),
  },
});
