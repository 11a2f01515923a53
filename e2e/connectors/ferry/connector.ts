import { z } from 'zod';
import { defineConnector, defineObject } from '../../../connectors/kit/index.ts';

const note = z.object({ id: z.string(), text: z.string() });

export default defineConnector({
  name: 'Ferry',
  category: 'Other',
  description: 'The ferry: notes, let in by signing in or by a key.',
  docs: 'https://ferry.example/docs',
  version: '1',
  auth: {
    kind: 'oauth2',
    authorizeUrl: '{{origin}}/oauth/authorize',
    tokenUrl: '{{origin}}/oauth/token',
    revokeUrl: '{{origin}}/oauth/revoke',
    issuer: '{{origin}}',
    scopes: ['openid', 'offline_access', 'contacts:read', 'deals:read'],
    scopeWords: {
      openid: 'Know who connected',
      offline_access: 'Keep access until you disconnect',
      'contacts:read': 'See who travels',
      'deals:read': 'See the bookings and what they cost',
    },
    refresh: 'rotating',
  },
  accountTypes: {
    live: { label: 'Live', detail: 'The ferry that carries people.', values: { line: 'live' } },
    training: { label: 'Training', detail: 'A ferry to practise on; nothing leaves the harbour.' },
    key: {
      label: 'With an API key',
      detail: 'For companies that do not sign in at Tidewater.',
      auth: {
        kind: 'key',
        help: 'The harbour master gives you a key.',
        fields: z.object({ key: z.string().trim().min(1).meta({ title: 'API key', secret: true }) }),
        place: { headers: { 'x-ferry-key': '{{key}}' } },
      },
    },
  },
  before: z.object({
    harbour: z
      .string()
      .trim()
      .regex(/^[a-z]+$/, 'Write it as in the address of your harbour: lower-case letters.')
      .meta({ title: 'Harbour', description: 'north or south: the last part of your harbour’s address.' }),
  }),
  baseUrl: '{{origin}}/ways/ferry/{{harbour}}',
  settings: z.object({}),
  check: async ({ http }) => (await http.get('/me', z.object({ id: z.string(), name: z.string() }))).body,
  objects: {
    note: defineObject({
      label: 'notes',
      row: note,
      key: (row) => row.id,
      incremental: false,
      reportsDeletes: false,
      pull: async ({ http }) => {
        const { body } = await http.get('/notes', z.object({ notes: z.array(z.unknown()) }));
        return { rows: body.notes, next: null };
      },
    }),
  },
});
