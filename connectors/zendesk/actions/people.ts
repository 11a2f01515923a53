import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { organization, user } from '../objects/rows.ts';
import { text } from './fields.ts';

const write = ['write'];
const withUser = z.object({ user });
const withOrganization = z.object({ organization });
const email = z.email().meta({ title: 'Email' });
const own = z.record(z.string().min(1), z.unknown()).optional();

export const saveUser = defineAction({
  title: 'Create or update a person',
  description: 'Finds the person by email. Only what you give is changed.',
  input: z.object({
    email,
    name: text.optional().meta({ title: 'Name', description: 'Needed for a new person.' }),
    phone: text.optional().meta({ title: 'Phone' }),
    externalId: text.optional().meta({ title: 'External ID' }),
    organization: text.optional().meta({ title: 'Organization', options: 'organizations' }),
    fields: own.meta({ title: 'Custom fields', description: 'By the key of the field.' }),
  }),
  output: user,
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  example: { email: 'mara@globex.example', name: 'Mara Lindqvist', fields: { plan: 'gold' } },
  run: async ({ http }, { externalId, organization: organizationId, fields, ...rest }) => {
    const json = {
      user: {
        ...rest,
        ...(externalId !== undefined && { external_id: externalId }),
        ...(organizationId !== undefined && { organization_id: Number(organizationId) }),
        ...(fields !== undefined && { user_fields: fields }),
      },
    };
    return (await http.post('/api/v2/users/create_or_update.json', withUser, { json, repeatable: true })).body.user;
  },
});

const people = z.object({ users: z.array(user) });

export const findUser = defineAction({
  title: 'Find a person by email',
  description: 'Nobody is found: the person is null.',
  input: z.object({ email }),
  output: z.object({ user: user.nullable() }),
  effect: 'reads',
  repeat: 'natural',
  example: { email: 'mara@globex.example' },
  run: async ({ http }, input) => {
    // The search is by words: it also brings who has the address among others, or a similar one.
    const { body } = await http.get('/api/v2/users/search.json', people, { query: { query: input.email } });
    const wanted = input.email.toLowerCase();
    return { user: body.users.find((one) => one.email?.toLowerCase() === wanted) ?? null };
  },
});

export const saveOrganization = defineAction({
  title: 'Create or update an organization',
  description: 'Finds the organization by external ID. Only what you give is changed.',
  input: z.object({
    externalId: text.meta({ title: 'External ID', description: 'Its key in your system.' }),
    name: text.meta({ title: 'Name' }),
    domains: z.array(text).optional().meta({ title: 'Domains', description: 'People of these are put into it.' }),
    notes: text.optional().meta({ title: 'Notes' }),
    fields: own.meta({ title: 'Custom fields', description: 'By the key of the field.' }),
  }),
  output: organization,
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  example: { externalId: 'globex', name: 'Globex', domains: ['globex.example'] },
  run: async ({ http }, { externalId, domains, fields, ...rest }) => {
    const json = {
      organization: {
        ...rest,
        external_id: externalId,
        ...(domains !== undefined && { domain_names: domains }),
        ...(fields !== undefined && { organization_fields: fields }),
      },
    };
    const path = '/api/v2/organizations/create_or_update.json';
    return (await http.post(path, withOrganization, { json, repeatable: true })).body.organization;
  },
});

export const suspendUser = defineAction({
  title: 'Suspend a person, or let them back in',
  description: 'Tickets of a suspended person go to the suspended ones.',
  input: z.object({
    user: z.int().positive().meta({ title: 'Person', description: 'Their number.' }),
    suspended: z.boolean().default(true).meta({ title: 'Suspended' }),
  }),
  output: user,
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  example: { user: 9873843, suspended: true },
  run: async ({ http }, { user: id, suspended }) =>
    (await http.put(`/api/v2/users/${id}.json`, withUser, { json: { user: { suspended } }, repeatable: true })).body
      .user,
});
