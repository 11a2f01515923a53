import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { searchCost } from '../changed-since.ts';
import { objectPath } from '../record.ts';
import { further, optionalText, owner, recordId } from './fields.ts';
import { createRecord, saved, updateRecord } from './save-record.ts';

const company = {
  domain: optionalText.meta({ title: 'Domain', placeholder: 'globex.example' }),
  phone: optionalText.meta({ title: 'Phone' }),
  industry: optionalText.meta({ title: 'Industry', description: 'The internal name of one of HubSpot’s industries.' }),
  city: optionalText.meta({ title: 'City' }),
  country: optionalText.meta({ title: 'Country' }),
  hubspot_owner_id: owner,
  properties: further,
};
const name = z.string().trim().min(1).meta({ title: 'Name' });
const write = ['crm.objects.companies.write'];

export const createCompany = defineAction({
  title: 'Create a company',
  description: 'HubSpot keeps several companies with one domain apart: find it first where it may exist.',
  input: z.object({ name, ...company }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  scopes: write,
  run: (context, { properties, ...fields }) => createRecord(context, 'companies', { ...fields, ...properties }),
  example: { name: 'Globex', domain: 'globex.example', city: 'Stockholm' },
});

export const updateCompany = defineAction({
  title: 'Update a company',
  input: z.object({
    id: recordId.meta({ title: 'Company', description: 'Record ID.' }),
    name: name.optional(),
    ...company,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  run: (context, { id, properties, ...fields }) => updateRecord(context, 'companies', id, { ...fields, ...properties }),
  example: { id: '9001', phone: '+46 8 123 456' },
});

export const findCompanies = defineAction({
  title: 'Find companies by domain',
  input: z.object({ domain: z.string().trim().min(1).meta({ title: 'Domain', placeholder: 'globex.example' }) }),
  output: z.object({ companies: z.array(saved) }),
  effect: 'reads',
  repeat: 'natural',
  run: async ({ http }, { domain }) => {
    const filters = [{ propertyName: 'domain', operator: 'EQ', value: domain.toLowerCase() }];
    const properties = ['name', 'domain', 'phone', 'industry', 'city', 'country', 'hubspot_owner_id'];
    const { body } = await http.post(objectPath('companies', 'search'), z.object({ results: z.array(saved) }), {
      json: { filterGroups: [{ filters }], properties, limit: 20 },
      repeatable: true,
      cost: searchCost,
    });
    return { companies: body.results };
  },
  example: { domain: 'globex.example' },
});
