import { z } from 'zod';
import { type ConnectorAction, defineAction } from '../../kit/index.ts';
import { user } from '../objects/rows.ts';
import { others, person, userPath } from './fields.ts';

const manage = ['okta.users.manage'];
const email = z.email('An address such as mara@globex.example.').meta({ title: 'Email' });
const name = (title: string) => z.string().min(1).max(50).meta({ title });
const done = z.object({ person: z.string() });

export const createUser = defineAction({
  title: 'Create a person',
  description: 'Okta sends a mail to sign in with, unless the person is only staged.',
  input: z.object({
    firstName: name('First name'),
    lastName: name('Last name'),
    email,
    login: z.string().min(1).optional().meta({ title: 'Login', description: 'Empty: the email.' }),
    activate: z.boolean().default(true).meta({ title: 'Activate at once' }),
    groups: z.array(z.string().min(1)).max(20).default([]).meta({ title: 'Groups', description: 'Their ids.' }),
    profile: others,
  }),
  output: user,
  effect: 'writes',
  // A second one of the login is refused.
  repeat: 'natural',
  scopes: manage,
  example: { firstName: 'Mara', lastName: 'Lindqvist', email: 'mara@globex.example' },
  run: async ({ http }, { activate, groups, profile, login, ...given }) => {
    const json = {
      profile: { ...profile, ...given, login: login ?? given.email },
      ...(groups.length > 0 && { groupIds: groups }),
    };
    return (await http.post('/api/v1/users', user, { query: { activate }, json })).body;
  },
});

export const updateUser = defineAction({
  title: 'Change a person',
  description: 'What is left out stays as it is.',
  input: z.object({
    person,
    firstName: name('First name').optional(),
    lastName: name('Last name').optional(),
    email: email.optional(),
    profile: others,
  }),
  output: user,
  effect: 'writes',
  repeat: 'natural',
  scopes: manage,
  example: { person: '00ub0oNGTSWTBKOLGLNR', profile: { department: 'Sales' } },
  run: async ({ http }, { person: id, profile, ...given }) => {
    const json = { profile: { ...profile, ...given } };
    return (await http.post(userPath(id), user, { json, repeatable: true })).body;
  },
});

export const getUser = defineAction({
  title: 'Read a person',
  input: z.object({ person }),
  output: user,
  effect: 'reads',
  repeat: 'natural',
  example: { person: 'mara@globex.example' },
  run: async ({ http }, input) => (await http.get(userPath(input.person), user)).body,
});

export const findUsers = defineAction({
  title: 'Find people',
  description: "By Okta's own words for searching; up to 200. What was just changed may be missing for a moment.",
  input: z.object({
    search: z.string().min(1).meta({ title: 'Search', placeholder: 'profile.department eq "Sales"' }),
  }),
  output: z.object({ people: z.array(user) }),
  effect: 'reads',
  repeat: 'natural',
  example: { search: 'profile.department eq "Sales" and status eq "ACTIVE"' },
  run: async ({ http }, { search }) => ({
    people: (await http.get('/api/v1/users', z.array(user), { query: { search, limit: 200 } })).body,
  }),
});

/** What changes where somebody stands. Okta refuses it the second time, or says yes again. */
const lifecycle = (verb: string, more: Pick<ConnectorAction, 'title' | 'description' | 'effect'>, query = {}) =>
  defineAction({
    ...more,
    input: z.object({ person }),
    output: done,
    repeat: 'natural',
    scopes: manage,
    example: { person: '00ub0oNGTSWTBKOLGLNR' },
    run: async ({ http }, input) => {
      await http.post(`${userPath(input.person)}/lifecycle/${verb}`, z.unknown(), { query });
      return { person: input.person };
    },
  });

export const deactivateUser = lifecycle('deactivate', {
  title: 'Deactivate a person',
  description: 'Ends every access. Applications are taken away, which activating again does not give back.',
  effect: 'destroys',
});
export const activateUser = lifecycle(
  'activate',
  { title: 'Activate a person', description: 'Okta sends a mail to sign in with.', effect: 'writes' },
  { sendEmail: true },
);
export const suspendUser = lifecycle('suspend', {
  title: 'Suspend a person',
  description: 'Nobody can sign in as them until they are back; groups and applications stay.',
  effect: 'writes',
});
export const unsuspendUser = lifecycle('unsuspend', { title: 'Let a suspended person back in', effect: 'writes' });
export const unlockUser = lifecycle('unlock', { title: 'Unlock a person', effect: 'writes' });
export const resetPassword = lifecycle(
  'reset_password',
  { title: 'Reset a password', description: 'Okta sends a mail with a link for a new one.', effect: 'writes' },
  { sendEmail: true },
);

export const endSessions = defineAction({
  title: 'Sign a person out everywhere',
  input: z.object({ person, tokens: z.boolean().default(false).meta({ title: 'End tokens of applications too' }) }),
  output: done,
  effect: 'writes',
  repeat: 'natural',
  scopes: manage,
  example: { person: '00ub0oNGTSWTBKOLGLNR' },
  run: async ({ http }, input) => {
    await http.delete(`${userPath(input.person)}/sessions`, z.unknown(), { query: { oauthTokens: input.tokens } });
    return { person: input.person };
  },
});
