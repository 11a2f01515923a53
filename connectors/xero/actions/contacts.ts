import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { contact } from '../objects/rows.ts';
import { contactId, email, further, optionalText, save } from './fields.ts';

const person = {
  email: email.optional(),
  firstName: optionalText.meta({ title: 'First name' }),
  lastName: optionalText.meta({ title: 'Last name' }),
  phone: optionalText.meta({ title: 'Phone' }),
  taxNumber: optionalText.meta({ title: 'Tax number' }),
  fields: further,
};
const name = z.string().min(1).max(255).meta({ title: 'Name', description: 'No other contact may have it.' });
type Person = z.output<z.ZodObject<typeof person>> & { name?: string };

const bodyOf = ({ name: called, email: address, firstName, lastName, phone, taxNumber, fields }: Person) => ({
  Name: called,
  EmailAddress: address,
  FirstName: firstName,
  LastName: lastName,
  Phones: phone === undefined ? undefined : [{ PhoneType: 'DEFAULT', PhoneNumber: phone }],
  TaxNumber: taxNumber,
  ...fields,
});
const write = ['accounting.contacts'];

export const createContact = defineAction({
  title: 'Create a contact',
  input: z.object({ name, ...person }),
  output: contact,
  effect: 'writes',
  repeat: 'key',
  scopes: write,
  run: (context, input, { idempotencyKey: key }) =>
    save(context, { collection: 'Contacts', method: 'put' }, contact, { fields: bodyOf(input), key }),
  example: { name: 'Globex', email: 'mara@globex.example', firstName: 'Mara', lastName: 'Lindqvist' },
});

export const updateContact = defineAction({
  title: 'Update a contact',
  description: 'What is left out stays as it is.',
  input: z.object({ id: contactId, name: name.optional(), ...person }),
  output: contact,
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  run: (context, { id, ...input }, { idempotencyKey: key }) =>
    save(context, { collection: 'Contacts', id }, contact, { fields: bodyOf(input), key }),
  example: { id: 'bd2270c3-8706-4c11-9cfb-000b551c3f51', phone: '+46 8 123 456' },
});

export const archiveContact = defineAction({
  title: 'Archive a contact',
  description: 'Xero deletes none: it can be brought back there.',
  input: z.object({ id: contactId }),
  output: contact,
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  run: (context, { id }, { idempotencyKey: key }) =>
    save(context, { collection: 'Contacts', id }, contact, { fields: { ContactStatus: 'ARCHIVED' }, key }),
  example: { id: 'bd2270c3-8706-4c11-9cfb-000b551c3f51' },
});

const found = z.looseObject({ Contacts: z.array(contact) });

export const findContacts = defineAction({
  title: 'Find contacts',
  description: 'By name, email, company number or contact number. Up to 100.',
  input: z.object({ search: z.string().trim().min(1).meta({ title: 'Search for' }) }),
  output: z.object({ contacts: z.array(contact) }),
  effect: 'reads',
  repeat: 'natural',
  run: async ({ http }, { search }) => {
    const query = { searchTerm: search, page: 1, pageSize: 100 };
    return { contacts: (await http.get('/Contacts', found, { query })).body.Contacts };
  },
  example: { search: 'globex' },
});
