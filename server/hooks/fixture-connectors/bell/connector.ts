import { z } from 'zod';
import { defineConnector, defineObject, hmacSignature } from '../../../../connectors/kit/index.ts';

const made = z.object({ id: z.string(), secret: z.string().optional(), expiresAt: z.string().optional() });
const event = z.object({
  id: z.string().default(''),
  type: z.string().default('note.changed'),
  account: z.string().optional(),
  object: z.string().optional(),
  key: z.string().optional(),
});
const told = z.object({ events: z.array(event) });
const row = z.object({ id: z.string(), text: z.string() });

const fields = z.object({
  origin: z.string().meta({ title: 'Address' }),
  key: z.string().meta({ title: 'Key', secret: true }),
  nickname: z.string().default('').meta({ title: 'What you call it' }),
});

/*
 * An app that rings: by the vendor's app for all accounts, or by a subscription that ends. The test plays its API over real
 * HTTP, at the address that the connection's `origin` says.
 */
export default defineConnector({
  name: 'Bell',
  category: 'Other',
  description: 'An app inside the test that tells of changes.',
  docs: 'https://bell.example',
  version: '1',
  auth: { kind: 'key', fields, place: { headers: { authorization: 'Bearer {{key}}' } } },
  baseUrl: '{{origin}}',
  settings: z.object({ room: z.string().default('hall').meta({ title: 'Room' }) }),
  check: async () => ({ id: 'bell', name: 'Bell' }),
  objects: {
    note: defineObject({
      label: 'notes',
      row,
      key: ({ id }) => id,
      incremental: false,
      reportsDeletes: false,
      pull: async ({ http }) => {
        const { body } = await http.get('/notes', z.object({ notes: z.array(row) }));
        return { rows: body.notes, next: null };
      },
    }),
  },
  triggers: {
    noteChanged: {
      title: 'A note was changed',
      via: 'hook',
      events: ['note.changed', 'note.gone'],
      output: z.object({ id: z.string() }),
      sample: { id: '1' },
    },
  },
  hooks: {
    secretFrom: 'subscription',
    verify: hmacSignature({ header: 'bell-signature', encoding: 'hex' }),
    events: ({ body }) =>
      told.parse(JSON.parse(new TextDecoder().decode(body))).events.map((one) => ({ ...one, data: one })),
    challenge: ({ url }) => {
      const question = url.searchParams.get('question');
      return question === null ? undefined : { status: 200, body: question };
    },
    subscribe: async ({ http, settings }, { url, secret, events }) => {
      const json = { url, secret, events, room: z.object({ room: z.string() }).parse(settings).room };
      const { id, ...rest } = (await http.post('/subscriptions', made, { json })).body;
      return { id, ...rest, state: { url } };
    },
    renew: async ({ http }, { id, state }) => {
      const { body } = await http.post(`/subscriptions/${id}/renew`, made, { json: { state } });
      return { ...body, state };
    },
    unsubscribe: async ({ http }, { id }) => {
      await http.delete(`/subscriptions/${id}`, z.unknown());
    },
  },
});
