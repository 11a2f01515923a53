import { z } from 'zod';
import { defineAction } from '../kit/index.ts';
import { contact } from './contact.ts';

export const createContact = defineAction({
  title: 'Create a contact',
  input: z.object({
    name: z.string().trim().min(1).meta({ title: 'Name' }),
    email: z.string().optional().meta({ title: 'Email' }),
    group: z.string().meta({ title: 'Group', options: 'groups' }),
  }),
  output: contact,
  effect: 'writes',
  // Acme knows a repeated request by its key and makes one contact only.
  repeat: 'key',
  scopes: ['contacts:write'],
  run: async ({ http }, input, { idempotencyKey }) => {
    const headers = { 'idempotency-key': idempotencyKey };
    const { body } = await http.post('/contacts', contact, { json: input, headers, repeatable: true });
    return body;
  },
  example: { name: 'Ada', email: 'ada@acme.example', group: 'vip' },
});
