import { z } from 'zod';
import { defineConnector, defineObject } from '../kit/index.ts';

// What the app's list answers: rows stay unknown, each is read by its object, so that a bad one fails alone.
const page = z.object({
  data: z.array(z.unknown()),
  next_cursor: z.string().nullable(),
  total: z.number().int().optional(),
});

const contact = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  updated_at: z.string(),
});

const settings = z.object({
  group: z
    .string()
    .min(1)
    .meta({ title: 'Which contacts should arrive?', description: 'Those of one group.', options: 'groups' }),
});
type Settings = z.output<typeof settings>;

export default defineConnector({
  name: 'Acme',
  category: 'CRM',
  description: 'What Acme is, in one line for its card.',
  docs: 'https://acme.example/docs/api',
  version: '1',
  auth: {
    kind: 'oauth2',
    authorizeUrl: 'https://acme.example/oauth/authorize',
    tokenUrl: 'https://acme.example/oauth/token',
    scopes: ['contacts:read'],
    scopeWords: { 'contacts:read': 'See your contacts and groups' },
    refresh: 'fixed',
  },
  baseUrl: '{{origin}}/v1',
  limits: [{ scope: 'connection', requests: 100, perMs: 60_000 }],
  settings,
  check: async ({ http }) => {
    const { body } = await http.get('/me', z.object({ id: z.string(), email: z.string() }));
    return { id: body.id, name: body.email };
  },
  objects: {
    contact: defineObject<typeof contact, Settings>({
      label: 'contacts',
      row: contact,
      key: (row) => row.id,
      incremental: false,
      reportsDeletes: false,
      pull: async ({ http, settings }, { cursor }) => {
        const at = z.string().nullable().parse(cursor);
        const { body } = await http.get('/contacts', page, {
          query: { limit: 100, group: settings.group, cursor: at ?? undefined },
        });
        return { rows: body.data, total: body.total, next: body.next_cursor };
      },
    }),
  },
  options: {
    groups: async ({ http }, { search }) => {
      const { body } = await http.get(
        '/groups',
        z.object({ data: z.array(z.object({ id: z.string(), name: z.string() })) }),
        {
          query: { search: search || undefined },
        },
      );
      return { options: body.data.map(({ id, name }) => ({ value: id, label: name })), next: null };
    },
  },
});
