import { z } from 'zod';
import { type ConnectorContext, defineAction } from '../../kit/index.ts';
import { company, contact } from '../objects/rows.ts';
import { findCompanyId, findContactId } from '../objects/upsert.ts';
import { custom, text } from './fields.ts';

const email = z.email().meta({ title: 'Email' });

/** Changes what is there, and makes what is not. */
async function save<Row extends z.ZodType>(
  { http }: ConnectorContext,
  { list, row, id, json }: { list: string; row: Row; id: number | undefined; json: Record<string, unknown> },
): Promise<z.output<Row>> {
  return id === undefined
    ? (await http.post(`/api/v2/${list}`, row, { json })).body
    : (await http.put(`/api/v2/${list}/${id}`, row, { json, repeatable: true })).body;
}

export const saveContact = defineAction({
  title: 'Create or update a contact',
  description: 'Finds the contact by email. Only what you give is changed.',
  input: z.object({
    email,
    name: text.optional().meta({ title: 'Name', description: 'Needed for a new contact.' }),
    phone: text.optional().meta({ title: 'Phone' }),
    jobTitle: text.optional().meta({ title: 'Job title' }),
    company: text.optional().meta({ title: 'Company', options: 'companies' }),
    custom,
  }),
  output: contact,
  effect: 'writes',
  repeat: 'natural',
  example: { email: 'mara@globex.example', name: 'Mara Lindqvist', phone: '+46 8 123 456' },
  run: async (context, { jobTitle, company: companyId, custom: own, ...rest }) => {
    const json = {
      ...rest,
      ...(jobTitle !== undefined && { job_title: jobTitle }),
      ...(companyId !== undefined && { company_id: Number(companyId) }),
      ...(own !== undefined && { custom_fields: own }),
    };
    return save(context, { list: 'contacts', row: contact, id: await findContactId(context, rest.email), json });
  },
});

export const findContact = defineAction({
  title: 'Find a contact by email',
  description: 'Nobody is found: the contact is null.',
  input: z.object({ email }),
  output: z.object({ contact: contact.nullable() }),
  effect: 'reads',
  repeat: 'natural',
  example: { email: 'mara@globex.example' },
  run: async ({ http }, { email: address }) => {
    const { body } = await http.get('/api/v2/contacts', z.array(contact), { query: { email: address } });
    return { contact: body.find((one) => one.email?.toLowerCase() === address.toLowerCase()) ?? null };
  },
});

export const saveCompany = defineAction({
  title: 'Create or update a company',
  description: 'Finds the company by its name. Only what you give is changed.',
  input: z.object({
    name: text.meta({ title: 'Name' }),
    domains: z.array(text).optional().meta({ title: 'Domains', description: 'Contacts of these are put into it.' }),
    note: text.optional().meta({ title: 'Note' }),
    custom,
  }),
  output: company,
  effect: 'writes',
  repeat: 'natural',
  example: { name: 'Globex', domains: ['globex.example'] },
  run: async (context, { custom: own, ...rest }) => {
    const json = { ...rest, ...(own !== undefined && { custom_fields: own }) };
    return save(context, { list: 'companies', row: company, id: await findCompanyId(context, rest.name), json });
  },
});
