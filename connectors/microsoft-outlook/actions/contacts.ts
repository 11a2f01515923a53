import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { readContacts, writeContacts } from '../auth.ts';
import { contact } from '../objects/rows.ts';
import { contactWith } from '../objects/upsert-contacts.ts';
import { contactPath, quoted } from '../settings.ts';
import { address, contactId, most, nothing } from './fields.ts';

const details = {
  email: address.meta({ title: 'E-mail' }),
  firstName: z.string().optional().meta({ title: 'First name' }),
  lastName: z.string().optional().meta({ title: 'Last name' }),
  company: z.string().optional().meta({ title: 'Company' }),
  jobTitle: z.string().optional().meta({ title: 'Job title' }),
  phone: z.string().optional().meta({ title: 'Phone at work' }),
  mobile: z.string().optional().meta({ title: 'Mobile phone' }),
  notes: z.string().optional().meta({ title: 'Notes', multiline: true }),
};
const some = z.object(details).partial();

const contactOf = (input: z.output<typeof some>) => ({
  givenName: input.firstName,
  surname: input.lastName,
  companyName: input.company,
  jobTitle: input.jobTitle,
  mobilePhone: input.mobile,
  personalNotes: input.notes,
  ...(input.phone !== undefined && { businessPhones: [input.phone] }),
  ...(input.email !== undefined && { emailAddresses: [{ address: input.email, name: nameOf(input) }] }),
});
const nameOf = ({ firstName, lastName, email }: z.output<typeof some>) =>
  [firstName, lastName].filter(Boolean).join(' ') || email;

const ada = { email: 'ada@globex.example', firstName: 'Ada', lastName: 'Byron', company: 'Globex' };

export const createContact = defineAction({
  title: 'Create a contact',
  input: z.object(details),
  output: contact,
  effect: 'writes',
  repeat: 'none',
  scopes: [writeContacts],
  example: ada,
  run: async ({ http }, input) => (await http.post('/me/contacts', contact, { json: contactOf(input) })).body,
});

export const saveContact = defineAction({
  title: 'Create or change a contact',
  description: 'By the e-mail address.',
  input: z.object(details),
  output: contact,
  effect: 'writes',
  repeat: 'natural',
  scopes: [writeContacts],
  example: ada,
  run: async ({ http }, input) => {
    const known = await contactWith(http, input.email);
    if (known === undefined) return (await http.post('/me/contacts', contact, { json: contactOf(input) })).body;
    // Its other addresses stay.
    const { email: _, ...rest } = input;
    return (await http.patch(contactPath(known), contact, { json: contactOf(rest), repeatable: true })).body;
  },
});

export const updateContact = defineAction({
  title: 'Change a contact',
  description: 'What is left empty stays. An e-mail address replaces all that there are.',
  input: z.object({ contact: contactId, ...some.shape }),
  output: contact,
  effect: 'writes',
  repeat: 'natural',
  scopes: [writeContacts],
  example: { contact: 'AAkALgAAcontact1', jobTitle: 'Head of purchasing' },
  run: async ({ http }, input) =>
    (await http.patch(contactPath(input.contact), contact, { json: contactOf(input), repeatable: true })).body,
});

export const deleteContact = defineAction({
  title: 'Delete a contact',
  input: z.object({ contact: contactId }),
  output: z.object({ contact: z.string() }),
  effect: 'destroys',
  repeat: 'none',
  scopes: [writeContacts],
  example: { contact: 'AAkALgAAcontact1' },
  run: async ({ http }, input) => {
    await http.delete(contactPath(input.contact), nothing);
    return { contact: input.contact };
  },
});

const list = z.looseObject({ value: z.array(contact).default([]), '@odata.nextLink': z.string().optional() });

export const findContacts = defineAction({
  title: 'Find contacts',
  description: 'By the e-mail address, or by how the name begins.',
  input: z.object({
    email: address.optional().meta({ title: 'E-mail' }),
    name: z.string().optional().meta({ title: 'Name' }),
    most,
  }),
  output: z.object({ contacts: z.array(contact), hasMore: z.boolean() }),
  effect: 'reads',
  repeat: 'natural',
  scopes: [readContacts],
  example: { email: 'ada@globex.example' },
  run: async ({ http }, input) => {
    const filters = [
      ...(input.email ? [`emailAddresses/any(a:a/address eq ${quoted(input.email)})`] : []),
      ...(input.name ? [`startswith(displayName,${quoted(input.name)})`] : []),
    ];
    const query = { $filter: filters.join(' and ') || undefined, $top: input.most };
    const { body } = await http.get('/me/contacts', list, { query });
    return { contacts: body.value, hasMore: body['@odata.nextLink'] !== undefined };
  },
});
