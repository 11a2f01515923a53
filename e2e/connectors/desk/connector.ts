import { z } from 'zod';
import { defineConnector, defineObject, hmacSignature } from '../../../connectors/kit/index.ts';

const note = z.object({ id: z.string(), text: z.string() });
const hook = z.object({ id: z.string(), key: z.string() });
const me = z.object({ account: z.object({ id: z.string(), name: z.string() }), user: z.string() });

export default defineConnector({
  name: 'Desk',
  category: 'Support',
  description: 'The desk beside the harbour: notes, let in by a key.',
  docs: 'https://desk.example/docs',
  version: '1',
  auth: {
    kind: 'key',
    help: 'At your desk, open Settings, API and make a key for Acme.',
    fields: z.object({
      address: z
        .url('Write the whole address, such as https://desk.example.com.')
        .meta({ title: 'Address', placeholder: 'https://desk.example.com' }),
      user: z.string().trim().min(3).meta({ title: 'E-mail address', placeholder: 'you@example.com' }),
      key: z.string().trim().min(1).meta({ title: 'API key', secret: true }),
      certificate: z.string().optional().meta({
        title: 'Certificate',
        description: 'Only where your desk asks for one. Text that begins with -----BEGIN.',
        multiline: true,
        secret: true,
      }),
    }),
    place: { headers: { 'x-desk-user': '{{user}}', 'x-desk-key': '{{key}}' } },
  },
  baseUrl: '{{address}}/ways/desk',
  settings: z.object({}),
  check: async ({ http }) => {
    const { account, user } = (await http.get('/me', me)).body;
    return { id: account.id, name: `${account.name} (${user})` };
  },
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
  // Its address is entered at the desk by a person, with the secret.
  hooks: {
    verify: hmacSignature({ header: 'x-desk-signature', encoding: 'hex' }),
    secretFrom: 'customer',
    events: ({ body }) => [
      { type: 'note.changed', ...hook.parse(JSON.parse(new TextDecoder().decode(body))), data: {} },
    ],
  },
});
