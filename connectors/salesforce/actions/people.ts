import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { query, quoted } from '../soql.ts';
import { create, email, further, optionalText, owner, record, recordId, saved, update } from './fields.ts';

const lastName = z.string().min(1).max(80).meta({ title: 'Last name' });
const person = {
  FirstName: optionalText.meta({ title: 'First name' }),
  Phone: optionalText.meta({ title: 'Phone' }),
  Title: optionalText.meta({ title: 'Job title' }),
  OwnerId: owner,
  fields: further,
};
const account = recordId.optional().meta({ title: 'Account', options: 'accounts' });

export const createContact = defineAction({
  title: 'Create a contact',
  input: z.object({ LastName: lastName, Email: email.optional(), AccountId: account, ...person }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  run: (context, { fields, ...input }) => create(context, 'Contact', { ...input, ...fields }),
  example: { LastName: 'Lindqvist', FirstName: 'Mara', Email: 'mara@globex.example', AccountId: '001Dn00000Kx1abIAB' },
});

export const updateContact = defineAction({
  title: 'Update a contact',
  description: 'What is left out stays as it is.',
  input: z.object({
    id: recordId.meta({ title: 'Contact' }),
    LastName: lastName.optional(),
    Email: email.optional(),
    AccountId: account,
    ...person,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  run: (context, { id, fields, ...input }) => update(context, 'Contact', id, { ...input, ...fields }),
  example: { id: '003Dn00000Kx1abIAB', Title: 'Buyer' },
});

/** A contact or lead by address: the one that was changed last. */
const findByEmail = (title: string, sobject: 'Contact' | 'Lead') =>
  defineAction({
    title,
    description: 'Where several have the address, the one that was changed last. Nothing is found: the record is null.',
    input: z.object({ Email: email }),
    output: z.object({ record: record.nullable() }),
    effect: 'reads',
    repeat: 'natural',
    run: async (context, input) => {
      const where = `Email = ${quoted(input.Email)} ORDER BY LastModifiedDate DESC`;
      const { records } = await query(context, `SELECT FIELDS(ALL) FROM ${sobject} WHERE ${where} LIMIT 1`);
      return { record: record.optional().parse(records[0]) ?? null };
    },
    example: { Email: 'mara@globex.example' },
  });

export const findContact = findByEmail('Find a contact by email', 'Contact');
export const findLead = findByEmail('Find a lead by email', 'Lead');

export const createLead = defineAction({
  title: 'Create a lead',
  input: z.object({
    LastName: lastName,
    Company: z.string().min(1).max(255).meta({ title: 'Company' }),
    Email: email.optional(),
    Status: optionalText.meta({ title: 'Status', options: 'leadStatuses' }),
    LeadSource: optionalText.meta({ title: 'Source' }),
    ...person,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  run: (context, { fields, ...input }) => create(context, 'Lead', { ...input, ...fields }),
  example: { LastName: 'Ohm', Company: 'Initech', Email: 'tom@initech.example', LeadSource: 'Web' },
});

export const updateLead = defineAction({
  title: 'Update a lead',
  description: 'What is left out stays as it is.',
  input: z.object({
    id: recordId.meta({ title: 'Lead' }),
    Email: email.optional(),
    Status: optionalText.meta({ title: 'Status', options: 'leadStatuses' }),
    ...person,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  run: (context, { id, fields, ...input }) => update(context, 'Lead', id, { ...input, ...fields }),
  example: { id: '00QDn00000Kx1abIAB', Status: 'Working - Contacted' },
});

export const addToCampaign = defineAction({
  title: 'Add somebody to a campaign',
  description: 'A contact or a lead. Salesforce refuses who is a member already.',
  input: z
    .object({
      CampaignId: recordId.meta({ title: 'Campaign', options: 'campaigns' }),
      ContactId: recordId.optional().meta({ title: 'Contact' }),
      LeadId: recordId.optional().meta({ title: 'Lead' }),
      Status: optionalText.meta({ title: 'Status', placeholder: 'Sent' }),
    })
    .refine(({ ContactId, LeadId }) => (ContactId === undefined) !== (LeadId === undefined), {
      path: ['ContactId'],
      message: 'Name a contact or a lead, and not both.',
    }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  run: (context, input) => create(context, 'CampaignMember', input),
  example: { CampaignId: '701Dn00000Kx1abIAB', ContactId: '003Dn00000Kx1abIAB' },
});
