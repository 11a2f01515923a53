import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { contactHash, memberPath } from '../audience.ts';
import { contact } from '../objects/rows.ts';

const audience = z.string().min(1).meta({ title: 'Audience', options: 'audiences' });
const email = z.email().meta({ title: 'E-mail' });
const who = { audience: 'a1b2c3d4e5', email: 'ada@acme.example' };
const nothing = z.null();

export const saveContact = defineAction({
  title: 'Create or change a contact',
  description: 'Somebody who has left stays away.',
  input: z.object({
    audience,
    email,
    status: z
      .enum(['subscribed', 'pending', 'transactional'])
      .default('subscribed')
      .meta({
        title: 'If new',
        choices: { subscribed: 'Subscribed', pending: 'Asked by e-mail first', transactional: 'Not subscribed' },
      }),
    fields: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .optional()
      .meta({ title: 'Fields', description: 'By their tags: FNAME, LNAME.' }),
  }),
  output: contact,
  effect: 'writes',
  repeat: 'natural',
  example: { ...who, fields: { FNAME: 'Ada' } },
  run: async ({ http }, input) => {
    const json = {
      email_address: input.email,
      status_if_new: input.status,
      ...(input.fields && { merge_fields: input.fields }),
    };
    const path = memberPath(input.audience, contactHash(input.email));
    return (await http.put(path, contact, { json, repeatable: true })).body;
  },
});

export const findContact = defineAction({
  title: 'Find a contact by e-mail',
  input: z.object({ audience, email }),
  output: contact,
  effect: 'reads',
  repeat: 'natural',
  example: who,
  run: async ({ http }, input) => (await http.get(memberPath(input.audience, contactHash(input.email)), contact)).body,
});

export const tagContact = defineAction({
  title: 'Tag a contact',
  input: z.object({
    audience,
    email,
    add: z.array(z.string().min(1).max(100)).default([]).meta({ title: 'Add' }),
    remove: z.array(z.string().min(1).max(100)).default([]).meta({ title: 'Remove' }),
  }),
  output: nothing,
  effect: 'writes',
  repeat: 'natural',
  example: { ...who, add: ['Customer'] },
  run: async ({ http }, input) => {
    const tags = [
      ...input.add.map((name) => ({ name, status: 'active' })),
      ...input.remove.map((name) => ({ name, status: 'inactive' })),
    ];
    const path = memberPath(input.audience, contactHash(input.email), '/tags');
    await http.post(path, z.unknown(), { json: { tags }, repeatable: true });
    return null;
  },
});

export const unsubscribe = defineAction({
  title: 'Unsubscribe a contact',
  input: z.object({ audience, email }),
  output: contact,
  effect: 'writes',
  repeat: 'natural',
  example: who,
  run: async ({ http }, input) => {
    const path = memberPath(input.audience, contactHash(input.email));
    return (await http.patch(path, contact, { json: { status: 'unsubscribed' }, repeatable: true })).body;
  },
});

export const archiveContact = defineAction({
  title: 'Archive a contact',
  description: 'It can be added again.',
  input: z.object({ audience, email }),
  output: nothing,
  effect: 'writes',
  repeat: 'natural',
  example: who,
  run: async ({ http }, input) => {
    await http.delete(memberPath(input.audience, contactHash(input.email)), z.unknown());
    return null;
  },
});

export const forgetContact = defineAction({
  title: 'Delete a contact for good',
  description: 'With everything that is known of it. The address can then only be added by its owner.',
  input: z.object({ audience, email }),
  output: nothing,
  effect: 'destroys',
  repeat: 'natural',
  example: who,
  run: async ({ http }, input) => {
    const path = memberPath(input.audience, contactHash(input.email), '/actions/delete-permanent');
    await http.post(path, z.unknown());
    return null;
  },
});

export const addEvent = defineAction({
  title: 'Tell of something that a contact did',
  description: 'Journeys and segments can begin with it.',
  input: z.object({
    audience,
    email,
    name: z
      .string()
      .regex(/^[A-Za-z][\w-]{1,29}$/, '2 to 30 letters, digits, - and _.')
      .meta({ title: 'Event', placeholder: 'order_paid' }),
    properties: z.record(z.string(), z.string()).optional().meta({ title: 'Properties' }),
  }),
  output: nothing,
  effect: 'writes',
  repeat: 'none',
  example: { ...who, name: 'order_paid', properties: { number: '42' } },
  run: async ({ http }, { audience: id, email: address, ...json }) => {
    await http.post(memberPath(id, contactHash(address), '/events'), z.unknown(), { json });
    return null;
  },
});
