import { z } from 'zod';
import { AppCallError, defineAction, defineConnector, defineObject } from '../../../../connectors/kit/index.ts';

const fields = z.object({
  origin: z.string().meta({ title: 'Address' }),
  key: z.string().meta({ title: 'Key', secret: true }),
});

const contactInput = z.object({
  name: z.string().min(1).meta({ title: 'Name' }),
  email: z.email().meta({ title: 'E-mail' }),
  address: z.object({ city: z.string() }).optional(),
  seenAt: z.coerce.date().optional(),
});
const contact = z.object({ id: z.string(), name: z.string(), email: z.string().optional() });
const example = { name: 'Mara Lindqvist', email: 'mara@globex.example' };

export default defineConnector({
  name: 'Echo',
  category: 'Other',
  description: 'An app inside the tests, which says what it was sent.',
  docs: 'https://echo.example',
  version: '1',
  auth: { kind: 'key', fields, place: { headers: { authorization: 'Bearer {{key}}' } } },
  accountTypes: {
    header: { label: 'Key in a header' },
    query: { label: 'Key in the query', auth: { kind: 'key', fields, place: { query: { api_key: '{{key}}' } } } },
    signed: {
      label: 'Signed',
      auth: {
        kind: 'signature',
        fields,
        scheme: {
          kind: 'hmac',
          algorithm: 'sha256',
          key: '{{key}}',
          text: '{{method}} {{path}}?{{query}} {{bodyHash}}',
          encoding: 'hex',
          place: { headers: { 'x-signature': '{{signature}}' } },
        },
      },
    },
  },
  baseUrl: '{{origin}}/api/v1',
  hosts: ['*.echo.example'],
  headers: { 'x-app-version': '2026-01' },
  limits: [{ scope: 'connection', requests: 10_000, perMs: 10_000 }],
  settings: z.object({}),
  check: async () => ({ id: '1', name: 'One' }),
  objects: {
    entry: defineObject({
      label: 'entries',
      row: z.object({ id: z.string() }),
      key: (row) => row.id,
      incremental: false,
      reportsDeletes: false,
      pull: async () => ({ rows: [], next: null }),
    }),
  },
  actions: {
    createContact: defineAction({
      title: 'Create a contact',
      input: contactInput,
      output: contact,
      effect: 'writes',
      repeat: 'none',
      run: async ({ http }, input) => (await http.post('/contacts', contact.loose(), { json: input })).body,
      example,
    }),
    saveContact: defineAction({
      title: 'Save a contact',
      input: contactInput,
      output: contact,
      effect: 'writes',
      repeat: 'natural',
      run: async ({ http }, input) => (await http.put('/contacts', contact, { json: input })).body,
      example,
    }),
    payInvoice: defineAction({
      title: 'Pay an invoice',
      description: 'The app does it once for one key.',
      input: z.object({ invoice: z.string() }),
      output: z.object({ id: z.string() }),
      effect: 'writes',
      repeat: 'key',
      scopes: ['invoices:write'],
      run: async ({ http }, { invoice }, { idempotencyKey }) =>
        (
          await http.post(`/invoices/${invoice}/pay`, z.object({ id: z.string() }), {
            headers: { 'idempotency-key': idempotencyKey },
          })
        ).body,
      example: { invoice: '7' },
    }),
    findContacts: defineAction({
      title: 'Find contacts',
      input: z.object({ search: z.string() }),
      output: z.object({ items: z.array(contact) }),
      effect: 'reads',
      repeat: 'natural',
      run: async ({ http }, { search }) =>
        (await http.get('/contacts', z.looseObject({ items: z.array(z.unknown()) }), { query: { search } }))
          .body as never,
      example: { search: 'Mara' },
    }),
    breakDown: defineAction({
      title: 'Break down',
      input: z.object({ class: z.enum(['auth', 'permission', 'quota', 'mapping', 'conflict', 'too_large']) }),
      output: z.object({}),
      effect: 'writes',
      repeat: 'none',
      run: async (_context, input) => {
        throw new AppCallError('It broke.', { class: input.class, code: 'E1', appMessage: 'It broke.' });
      },
      example: { class: 'quota' },
    }),
  },
});
