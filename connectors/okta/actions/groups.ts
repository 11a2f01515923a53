import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { group as groupRow, user } from '../objects/rows.ts';
import { application, appPath, group, groupPath, person } from './fields.ts';

const manage = ['okta.groups.manage'];
const member = z.object({ group: z.string(), person: z.string() });

export const createGroup = defineAction({
  title: 'Create a group',
  input: z.object({
    name: z.string().min(1).max(255).meta({ title: 'Name' }),
    description: z.string().max(1024).optional().meta({ title: 'Description' }),
  }),
  output: groupRow,
  effect: 'writes',
  // A second one of the name is refused.
  repeat: 'natural',
  scopes: manage,
  example: { name: 'Sales', description: 'Everybody who sells' },
  run: async ({ http }, profile) => (await http.post('/api/v1/groups', groupRow, { json: { profile } })).body,
});

export const addToGroup = defineAction({
  title: 'Add a person to a group',
  input: z.object({ group, person }),
  output: member,
  effect: 'writes',
  repeat: 'natural',
  scopes: manage,
  example: { group: '00g1emaKYZTWRYYRRTSK', person: '00ub0oNGTSWTBKOLGLNR' },
  run: async ({ http }, input) => {
    const path = `${groupPath(input.group)}/users/${encodeURIComponent(input.person)}`;
    await http.put(path, z.unknown(), { repeatable: true });
    return input;
  },
});

export const removeFromGroup = defineAction({
  title: 'Take a person out of a group',
  input: z.object({ group, person }),
  output: member,
  effect: 'writes',
  repeat: 'natural',
  scopes: manage,
  example: { group: '00g1emaKYZTWRYYRRTSK', person: '00ub0oNGTSWTBKOLGLNR' },
  run: async ({ http }, input) => {
    await http.delete(`${groupPath(input.group)}/users/${encodeURIComponent(input.person)}`, z.unknown());
    return input;
  },
});

export const listMembers = defineAction({
  title: 'List the people of a group',
  description: 'Up to 200.',
  input: z.object({ group }),
  output: z.object({ people: z.array(user) }),
  effect: 'reads',
  repeat: 'natural',
  example: { group: '00g1emaKYZTWRYYRRTSK' },
  run: async ({ http }, input) => ({
    people: (await http.get(`${groupPath(input.group)}/users`, z.array(user), { query: { limit: 200 } })).body,
  }),
});

const assigned = z.looseObject({ id: z.string(), status: z.string().optional() });

export const assignApplication = defineAction({
  title: 'Give a person an application',
  input: z.object({ application, person }),
  output: assigned,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['okta.apps.manage'],
  example: { application: '0oad5lTSBOMUBOBVVQSC', person: '00ub0oNGTSWTBKOLGLNR' },
  run: async ({ http }, input) => {
    const json = { id: input.person, scope: 'USER' };
    return (await http.post(`${appPath(input.application)}/users`, assigned, { json, repeatable: true })).body;
  },
});

export const unassignApplication = defineAction({
  title: 'Take an application away from a person',
  input: z.object({ application, person }),
  output: z.object({ application: z.string(), person: z.string() }),
  effect: 'destroys',
  repeat: 'natural',
  scopes: ['okta.apps.manage'],
  example: { application: '0oad5lTSBOMUBOBVVQSC', person: '00ub0oNGTSWTBKOLGLNR' },
  run: async ({ http }, input) => {
    await http.delete(`${appPath(input.application)}/users/${encodeURIComponent(input.person)}`, z.unknown());
    return input;
  },
});
