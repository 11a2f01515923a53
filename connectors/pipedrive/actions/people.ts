import { z } from 'zod';
import { type ConnectorContext, defineAction, isAppCallError } from '../../kit/index.ts';
import { organization, person } from '../objects/rows.ts';
import { findByText } from '../objects/upsert.ts';
import { bodyOf, custom, organizationId, owner, text } from './fields.ts';

const email = z.email().meta({ title: 'Email' });
const personAnswer = z.object({ data: person });

interface Save<Answer extends z.ZodType> {
  list: string;
  id: number | undefined;
  json: Record<string, unknown>;
  answer: Answer;
}

/** Changes what is there, and makes what is not. */
async function save<Answer extends z.ZodType>(
  { http }: ConnectorContext,
  { list, id, json, answer }: Save<Answer>,
): Promise<z.output<Answer>> {
  const path = `/api/v2/${list}`;
  return id === undefined
    ? (await http.post(path, answer, { json })).body
    : (await http.patch(`${path}/${id}`, answer, { json, repeatable: true })).body;
}

export const savePerson = defineAction({
  title: 'Create or update a person',
  description: 'Finds the person by email. Only what you give is changed.',
  input: z.object({
    email,
    name: text.optional().meta({ title: 'Name', description: 'Needed for a new person.' }),
    phone: text.optional().meta({ title: 'Phone' }),
    jobTitle: text.optional().meta({ title: 'Job title' }),
    organization: organizationId,
    owner,
    custom,
  }),
  output: person,
  effect: 'writes',
  repeat: 'natural',
  example: { email: 'mara@globex.example', name: 'Mara Lindqvist', phone: '+46 8 123 456', organization: 9001 },
  run: async (context, { email: value, name, phone, jobTitle, organization: org_id, owner: who, custom: own }) => {
    const id = await findByText(context, 'persons', 'email', value);
    const json = bodyOf(
      {
        // Of somebody who is there the address is known; a list would take the place of all others.
        ...(id === undefined && { name: name ?? value, emails: [{ value, primary: true, label: 'work' }] }),
        ...(id !== undefined && { name }),
        ...(phone !== undefined && { phones: [{ value: phone, primary: true, label: 'work' }] }),
        job_title: jobTitle,
        org_id,
        custom_fields: own,
      },
      { owner_id: who },
    );
    return (await save(context, { list: 'persons', id, json, answer: personAnswer })).data;
  },
});

export const findPerson = defineAction({
  title: 'Find a person by email',
  description: 'Nobody is found: the person is null.',
  input: z.object({ email }),
  output: z.object({ person: person.nullable() }),
  effect: 'reads',
  repeat: 'natural',
  example: { email: 'mara@globex.example' },
  run: async (context, input) => {
    const id = await findByText(context, 'persons', 'email', input.email);
    if (id === undefined) return { person: null };
    try {
      return { person: (await context.http.get(`/api/v2/persons/${id}`, personAnswer)).body.data };
    } catch (error) {
      // Deleted, and still in the search.
      if (isAppCallError(error) && error.details.class === 'not_found') return { person: null };
      throw error;
    }
  },
});

export const saveOrganization = defineAction({
  title: 'Create or update an organization',
  description: 'Finds the organization by its name. Only what you give is changed.',
  input: z.object({
    name: text.meta({ title: 'Name' }),
    website: text.optional().meta({ title: 'Website' }),
    address: text.optional().meta({ title: 'Address' }),
    owner,
    custom,
  }),
  output: organization,
  effect: 'writes',
  repeat: 'natural',
  example: { name: 'Globex', website: 'https://globex.example' },
  run: async (context, { name, website, address, owner: who, custom: own }) => {
    const id = await findByText(context, 'organizations', 'name', name);
    const place = address === undefined ? undefined : { value: address };
    const json = bodyOf({ name, website, address: place, custom_fields: own }, { owner_id: who });
    return (await save(context, { list: 'organizations', id, json, answer: z.object({ data: organization }) })).data;
  },
});
