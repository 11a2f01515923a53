import { z } from 'zod';
import { defineAction, isAppCallError } from '../../kit/index.ts';
import { objectPath } from '../record.ts';
import { textsOf } from '../write-records.ts';
import { further, linkFields, optionalText, owner, recordId } from './fields.ts';
import { createRecord, saved, updateRecord } from './save-record.ts';

// HubSpot judges which addresses it takes.
const email = z
  .string()
  .trim()
  .regex(/^[^\s@]+@[^\s@]+$/, 'Write an email address.')
  .meta({ title: 'Email' });
const person = {
  firstname: optionalText.meta({ title: 'First name' }),
  lastname: optionalText.meta({ title: 'Last name' }),
  phone: optionalText.meta({ title: 'Phone' }),
  company: optionalText.meta({ title: 'Company name', description: 'A text; to associate a company, give its ID.' }),
  jobtitle: optionalText.meta({ title: 'Job title' }),
  lifecyclestage: optionalText.meta({ title: 'Lifecycle stage', options: 'lifecycleStages' }),
  hubspot_owner_id: owner,
  properties: further,
};
const write = ['crm.objects.contacts.write'];

export const createContact = defineAction({
  title: 'Create a contact',
  description:
    'HubSpot refuses a second contact with the same email: use “Create or update a contact” where it may exist.',
  input: z.object({ email, ...person, companyId: linkFields.companyId }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  scopes: write,
  run: (context, { properties, companyId, ...fields }) =>
    createRecord(context, 'contacts', { ...fields, ...properties }, { companyId }),
  example: { email: 'mara@globex.example', firstname: 'Mara', lastname: 'Lindqvist', companyId: '9001' },
});

export const updateContact = defineAction({
  title: 'Update a contact',
  input: z.object({
    id: recordId.meta({ title: 'Contact', description: 'Record ID.' }),
    email: email.optional(),
    ...person,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  run: (context, { id, properties, ...fields }) => updateRecord(context, 'contacts', id, { ...fields, ...properties }),
  example: { id: '512', lifecyclestage: 'customer', properties: { favourite_colours: ['blue', 'green'] } },
});

const upserted = z.object({ results: z.tuple([saved.extend({ new: z.boolean().optional() })]) });

export const upsertContact = defineAction({
  title: 'Create or update a contact',
  description: 'Finds the contact by its email. Only the fields that you give are changed.',
  input: z.object({ email, ...person }),
  output: saved.extend({ created: z.boolean() }),
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  run: async ({ http }, { properties, ...fields }) => {
    const input = { id: fields.email, idProperty: 'email', properties: textsOf({ ...fields, ...properties }) };
    const { body } = await http.post(objectPath('contacts', 'batch', 'upsert'), upserted, {
      json: { inputs: [input] },
      repeatable: true,
    });
    const [{ new: isNew = false, ...contact }] = body.results;
    return { ...contact, created: isNew };
  },
  example: { email: 'mara@globex.example', phone: '+46 8 123 456' },
});

export const findContact = defineAction({
  title: 'Find a contact by email',
  description: 'By any of its email addresses. Nothing is found: the contact is null.',
  input: z.object({
    email,
    properties: z
      .array(z.string().min(1))
      .default(['email', 'firstname', 'lastname', 'phone', 'company', 'lifecyclestage', 'hubspot_owner_id'])
      .meta({ title: 'Properties', description: 'Which ones to bring.', options: 'contactProperties' }),
  }),
  output: z.object({ contact: saved.nullable() }),
  effect: 'reads',
  repeat: 'natural',
  run: async ({ http }, { email: address, properties }) => {
    const query = { idProperty: 'email', properties: properties.join(',') };
    try {
      return { contact: (await http.get(objectPath('contacts', address), saved, { query })).body };
    } catch (error) {
      if (isAppCallError(error) && error.details.class === 'not_found') return { contact: null };
      throw error;
    }
  },
  example: { email: 'mara@globex.example' },
});
