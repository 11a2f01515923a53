import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';

const job = z.looseObject({ job_id: z.unknown().optional() });

export const saveContacts = defineAction({
  title: 'Create or change contacts',
  description: 'Known by their e-mail address. SendGrid does it a moment later.',
  input: z.object({
    lists: z
      .array(z.string().meta({ options: 'lists' }))
      .default([])
      .meta({ title: 'Add to the lists' }),
    contacts: z
      .array(
        z.object({
          email: z.email().meta({ title: 'E-mail' }),
          first_name: z.string().max(50).optional().meta({ title: 'First name' }),
          last_name: z.string().max(50).optional().meta({ title: 'Last name' }),
          city: z.string().max(60).optional().meta({ title: 'City' }),
          country: z.string().max(50).optional().meta({ title: 'Country' }),
        }),
      )
      .min(1)
      .max(30_000)
      .meta({ title: 'Contacts' }),
  }),
  output: job,
  effect: 'writes',
  repeat: 'natural',
  example: { contacts: [{ email: 'ada@acme.example', first_name: 'Ada' }] },
  run: async ({ http }, { lists, contacts }) => {
    const json = { ...(lists.length > 0 && { list_ids: lists }), contacts };
    return (await http.put('/marketing/contacts', job, { json, repeatable: true })).body;
  },
});

const contact = z.looseObject({ id: z.string(), email: z.string() });
const found = z.object({ result: z.record(z.string(), z.looseObject({ contact: contact.optional() })) });

export const findContacts = defineAction({
  title: 'Find contacts by e-mail',
  input: z.object({ emails: z.array(z.email().max(100)).min(1).max(100).meta({ title: 'E-mails' }) }),
  output: z.object({ contacts: z.array(contact) }),
  effect: 'reads',
  repeat: 'natural',
  example: { emails: ['ada@acme.example'] },
  run: async ({ http }, { emails }) => {
    // Nobody found is told as 404, which is an answer here.
    const { body } = await http.post('/marketing/contacts/search/emails', found, {
      json: { emails },
      repeatable: true,
    });
    return { contacts: Object.values(body.result).flatMap(({ contact: one }) => one ?? []) };
  },
});

const list = z.looseObject({ id: z.string(), name: z.string() });

export const createList = defineAction({
  title: 'Create a contact list',
  input: z.object({ name: z.string().min(1).max(100).meta({ title: 'Name' }) }),
  output: list,
  effect: 'writes',
  // A second one of the same name is refused.
  repeat: 'natural',
  example: { name: 'Lamp lovers' },
  run: async ({ http }, json) => (await http.post('/marketing/lists', list, { json })).body,
});

export const deleteContacts = defineAction({
  title: 'Delete contacts',
  description: 'From all lists. This can not be undone.',
  input: z.object({ ids: z.array(z.string()).min(1).max(100).meta({ title: 'Ids' }) }),
  output: job,
  effect: 'destroys',
  repeat: 'natural',
  example: { ids: ['c2fe5e1a-3f1f-4b1c-9c1d-2f2b3f4e5a6b'] },
  run: async ({ http }, { ids }) =>
    (await http.delete('/marketing/contacts', job, { query: { ids: ids.join(',') } })).body,
});
