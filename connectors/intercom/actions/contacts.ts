import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { company, contact } from '../objects/rows.ts';
import { saveContact as save } from '../objects/upsert.ts';
import { actingAdmin, admin, contactId, custom, given, html, text } from './fields.ts';

const email = z.email().meta({ title: 'Email' });
const pathOf = (id: string, rest = ''): string => `/contacts/${encodeURIComponent(id)}${rest}`;

export const saveContact = defineAction({
  title: 'Create or update a contact',
  description: 'Finds the contact by external ID or email. Only what you give is changed.',
  input: z.object({
    email,
    externalId: text.optional().meta({ title: 'External ID', description: 'Their key in your system.' }),
    name: text.optional().meta({ title: 'Name' }),
    phone: text.optional().meta({ title: 'Phone' }),
    role: z
      .enum(['user', 'lead'])
      .default('user')
      .meta({ title: 'Role', choices: { user: 'User', lead: 'Lead' } }),
    custom,
  }),
  output: contact.extend({ isNew: z.boolean() }),
  effect: 'writes',
  repeat: 'natural',
  example: { email: 'mara@globex.example', name: 'Mara Lindqvist', custom: { plan: 'gold' } },
  run: async (context, { externalId, custom: custom_attributes, ...rest }) => {
    const json = given({ ...rest, external_id: externalId, custom_attributes });
    const saved = await save(context, { answer: contact, json });
    return { ...saved.contact, isNew: saved.isNew };
  },
});

const found = z.object({ data: z.array(contact) });

export const findContact = defineAction({
  title: 'Find a contact by email',
  description: 'Nobody is found: the contact is null.',
  input: z.object({ email }),
  output: z.object({ contact: contact.nullable() }),
  effect: 'reads',
  repeat: 'natural',
  example: { email: 'mara@globex.example' },
  run: async ({ http }, input) => {
    const json = { query: { field: 'email', operator: '=', value: input.email }, pagination: { per_page: 1 } };
    const { body } = await http.post('/contacts/search', found, { json, repeatable: true });
    return { contact: body.data[0] ?? null };
  },
});

export const archiveContact = defineAction({
  title: 'Archive a contact',
  description: 'Can be undone in Intercom.',
  input: z.object({ contact: contactId }),
  output: z.looseObject({ id: z.string(), archived: z.boolean() }),
  effect: 'writes',
  repeat: 'natural',
  example: { contact: '5ba682d23d7cf92bef87bfd4' },
  run: async ({ http }, input) => {
    const answer = z.looseObject({ id: z.string(), archived: z.boolean() });
    return (await http.post(pathOf(input.contact, '/archive'), answer, { repeatable: true })).body;
  },
});

const note = z.looseObject({ id: z.union([z.string(), z.int()]) });

export const addNote = defineAction({
  title: 'Add a note to a contact',
  input: z.object({ contact: contactId, text: html, admin }),
  output: note,
  effect: 'writes',
  repeat: 'none',
  example: { contact: '5ba682d23d7cf92bef87bfd4', text: 'Asked for an offer by Friday.' },
  run: async (context, input) => {
    const json = { body: input.text, admin_id: actingAdmin(context, input.admin) };
    return (await context.http.post(pathOf(input.contact, '/notes'), note, { json })).body;
  },
});

const tag = text.meta({ title: 'Tag', options: 'tags' });
const tagged = z.looseObject({ id: z.string() });

export const tagContact = defineAction({
  title: 'Tag a contact',
  input: z.object({ contact: contactId, tag }),
  output: tagged,
  effect: 'writes',
  repeat: 'natural',
  example: { contact: '5ba682d23d7cf92bef87bfd4', tag: '7522907' },
  run: async ({ http }, input) =>
    (await http.post(pathOf(input.contact, '/tags'), tagged, { json: { id: input.tag }, repeatable: true })).body,
});

export const untagContact = defineAction({
  title: 'Take a tag off a contact',
  input: z.object({ contact: contactId, tag }),
  output: tagged,
  effect: 'writes',
  repeat: 'natural',
  example: { contact: '5ba682d23d7cf92bef87bfd4', tag: '7522907' },
  run: async ({ http }, input) =>
    (await http.delete(pathOf(input.contact, `/tags/${encodeURIComponent(input.tag)}`), tagged)).body,
});

export const saveCompany = defineAction({
  title: 'Create or update a company',
  description: 'Finds the company by its key in your system. Only what you give is changed.',
  input: z.object({
    key: text.meta({ title: 'Key', description: 'In your system; Intercom calls it company_id.' }),
    name: text.optional().meta({ title: 'Name' }),
    website: text.optional().meta({ title: 'Website' }),
    plan: text.optional().meta({ title: 'Plan' }),
    size: z.int().min(0).optional().meta({ title: 'Employees' }),
    monthlySpend: z.number().optional().meta({ title: 'Monthly spend' }),
    custom,
  }),
  output: company,
  effect: 'writes',
  repeat: 'natural',
  example: { key: 'globex', name: 'Globex', plan: 'gold', monthlySpend: 400 },
  run: async ({ http }, { key, monthlySpend, custom: custom_attributes, ...rest }) => {
    const json = given({ company_id: key, ...rest, monthly_spend: monthlySpend, custom_attributes });
    return (await http.post('/companies', company, { json, repeatable: true })).body;
  },
});

export const attachCompany = defineAction({
  title: 'Put a contact into a company',
  input: z.object({
    contact: contactId,
    company: text.meta({ title: 'Company', description: "Intercom's ID of the company." }),
  }),
  output: company,
  effect: 'writes',
  repeat: 'natural',
  example: { contact: '5ba682d23d7cf92bef87bfd4', company: '531ee472cce572a6ec000006' },
  run: async ({ http }, input) =>
    (await http.post(pathOf(input.contact, '/companies'), company, { json: { id: input.company }, repeatable: true }))
      .body,
});

export const trackEvent = defineAction({
  title: 'Record what a contact has done',
  description: 'An event of your product, by which messages can be chosen.',
  input: z.object({
    email,
    name: text.meta({ title: 'Event', placeholder: 'ordered-lamp' }),
    at: z.iso.datetime({ offset: true }).optional().meta({ title: 'When', description: 'Empty: now.' }),
    metadata: z
      .record(z.string().min(1), z.union([z.string(), z.number(), z.boolean()]))
      .optional()
      .meta({ title: 'Details' }),
  }),
  output: z.object({ name: z.string() }),
  effect: 'writes',
  repeat: 'none',
  example: { email: 'mara@globex.example', name: 'ordered-lamp', at: '2026-11-21T09:00:00Z', metadata: { price: 120 } },
  run: async ({ http }, { email: address, name, at, metadata }) => {
    const created_at = Math.floor((at === undefined ? Date.now() : Date.parse(at)) / 1_000);
    const json = given({ event_name: name, created_at, email: address, metadata });
    // Accepted, with nothing in the answer.
    await http.post('/events', z.unknown(), { json, answer: 'text' });
    return { name };
  },
});
