import { z } from 'zod';
import { defineConnector, defineObject } from '../../../connectors/kit/index.ts';

const note = z.object({ id: z.string(), text: z.string() });

export default defineConnector({
  name: 'Lighthouse',
  category: 'Other',
  description: 'The lighthouse: notes, let in by a log-in of two steps.',
  docs: 'https://lighthouse.example/docs',
  version: '1',
  auth: {
    kind: 'token',
    fields: z.object({
      address: z.url('Write the whole address, such as https://lighthouse.example.com.').meta({ title: 'Address' }),
      company: z.string().trim().min(1).meta({ title: 'Company' }),
      user: z.string().trim().min(1).meta({ title: 'User' }),
      password: z.string().min(1).meta({ title: 'Password', secret: true }),
    }),
    steps: [
      {
        name: 'session',
        method: 'POST',
        url: '{{address}}/ways/lighthouse/session',
        json: { company: '{{company}}', user: '{{user}}', password: '{{password}}' },
        take: { ticket: 'session.ticket' },
      },
      {
        name: 'token',
        method: 'POST',
        url: '{{address}}/ways/lighthouse/token',
        headers: { 'x-ticket': '{{session.ticket}}' },
        json: {},
        take: { value: 'access_token' },
        expiresIn: 'expires_in',
      },
    ],
    place: { headers: { authorization: 'Bearer {{token.value}}' } },
  },
  baseUrl: '{{address}}/ways/lighthouse',
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
