import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { findByEmail } from '../known-contacts.ts';

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

const contact = z.looseObject({ id: z.string(), email: z.string().nullish() });

export const findContacts = defineAction({
  title: 'Find contacts by e-mail',
  input: z.object({ emails: z.array(z.email().max(100)).min(1).max(100).meta({ title: 'E-mails' }) }),
  output: z.object({ contacts: z.array(contact) }),
  effect: 'reads',
  repeat: 'natural',
  example: { emails: ['ada@acme.example'] },
  run: async (context, { emails }) => {
    const found = Object.values(await findByEmail(context, emails));
    return { contacts: found.flatMap(({ contact: one }) => one ?? []) };
  },
});

const matches = z.object({ result: z.array(contact).optional(), contact_count: z.int() });

export const searchContacts = defineAction({
  title: 'Search contacts',
  description: "In SendGrid's query language. Shows the first 50 and says how many there are.",
  input: z.object({
    query: z
      .string()
      .min(1)
      .meta({ title: 'Query', multiline: true, placeholder: "city = 'Lyon' AND email LIKE '%@acme.example'" }),
  }),
  output: z.object({ contacts: z.array(contact), count: z.int() }),
  effect: 'reads',
  repeat: 'natural',
  example: { query: "city = 'Lyon'" },
  run: async ({ http }, json) => {
    const { body } = await http.post('/marketing/contacts/search', matches, { json, repeatable: true });
    return { contacts: body.result ?? [], count: body.contact_count };
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

export const removeFromList = defineAction({
  title: 'Take contacts off a list',
  description: 'They stay contacts. SendGrid does it a moment later.',
  input: z.object({
    list: z.string().min(1).meta({ title: 'List', options: 'lists' }),
    ids: z.array(z.string().min(1)).min(1).max(100).meta({ title: 'Ids of the contacts' }),
  }),
  output: job,
  effect: 'writes',
  repeat: 'natural',
  example: { list: '0b6c3a1e-2d4f-4c5b-8a9d-1e2f3a4b5c6d', ids: ['c2fe5e1a-3f1f-4b1c-9c1d-2f2b3f4e5a6b'] },
  run: async ({ http }, { list: from, ids }) => {
    const path = `/marketing/lists/${encodeURIComponent(from)}/contacts`;
    return (await http.delete(path, job, { query: { contact_ids: ids.join(',') } })).body;
  },
});
