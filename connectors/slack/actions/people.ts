import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { user } from '../objects/user.ts';

const answer = z.object({ user });

export const findPerson = defineAction({
  title: 'Find a person by e-mail',
  input: z.object({ email: z.email().meta({ title: 'E-mail' }) }),
  output: user,
  effect: 'reads',
  repeat: 'natural',
  scopes: ['users:read.email'],
  example: { email: 'ada@acme.example' },
  run: async ({ http }, query) => (await http.get('/users.lookupByEmail', answer, { query })).body.user,
});
