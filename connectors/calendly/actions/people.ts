import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { idOf, learntAddress } from '../check.ts';

const invitation = z.looseObject({ uri: z.string(), email: z.string(), status: z.string().nullish() });
const organisation = (learnt: Record<string, string>) =>
  `/organizations/${encodeURIComponent(idOf(learntAddress(learnt, 'organization')))}`;

export const invitePerson = defineAction({
  title: 'Invite a person to the organisation',
  input: z.object({ email: z.email().meta({ title: 'E-mail' }) }),
  output: invitation,
  effect: 'writes',
  repeat: 'none',
  scopes: ['organizations:write'],
  example: { email: 'mara@globex.example' },
  run: async ({ http, learnt }, json) =>
    (await http.post(`${organisation(learnt)}/invitations`, z.object({ resource: invitation }), { json })).body
      .resource,
});

export const removePerson = defineAction({
  title: 'Take a person out of the organisation',
  description: 'Their account stays; what was booked with them stays too.',
  input: z.object({
    membership: z
      .string()
      .regex(/^[\w-]+$/, 'The id of a membership: the last part of its address.')
      .meta({ title: 'Person', options: 'people' }),
  }),
  output: z.object({ membership: z.string() }),
  effect: 'destroys',
  repeat: 'natural',
  scopes: ['organizations:write'],
  example: { membership: 'AAAAAAAAAAAAAAAA' },
  run: async ({ http }, { membership }) => {
    const path = `/organization_memberships/${encodeURIComponent(membership)}`;
    await http.delete(path, z.unknown(), { answer: 'text' });
    return { membership };
  },
});
