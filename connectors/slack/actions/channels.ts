import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { channel as channelRow } from '../objects/channel.ts';
import { channel, person } from './fields.ts';

const answer = z.object({ channel: channelRow });

export const createChannel = defineAction({
  title: 'Create a channel',
  input: z.object({
    name: z
      .string()
      .regex(/^[\p{Ll}\p{Lo}\p{N}_-]{1,80}$/u, 'Up to 80 lower-case letters, digits, - and _.')
      .meta({ title: 'Name', placeholder: 'orders' }),
    isPrivate: z.boolean().default(false).meta({ title: 'Private' }),
  }),
  output: channelRow,
  effect: 'writes',
  // A second one of the same name is refused.
  repeat: 'natural',
  scopes: ['channels:manage'],
  example: { name: 'orders' },
  run: async ({ http }, { name, isPrivate }) =>
    (await http.post('/conversations.create', answer, { form: { name, is_private: isPrivate } })).body.channel,
});

export const inviteToChannel = defineAction({
  title: 'Invite a person to a channel',
  input: z.object({ channel, user: person }),
  output: channelRow,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['channels:manage'],
  example: { channel: 'C012AB3CD', user: 'U012AB3CD' },
  run: async ({ http }, input) =>
    (await http.post('/conversations.invite', answer, { form: { channel: input.channel, users: input.user } })).body
      .channel,
});

export const joinChannel = defineAction({
  title: 'Let the app join a channel',
  description: 'A public one; to a private one somebody in it must invite the app.',
  input: z.object({ channel }),
  output: channelRow,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['channels:join'],
  example: { channel: 'C012AB3CD' },
  run: async ({ http }, form) =>
    (await http.post('/conversations.join', answer, { form, repeatable: true })).body.channel,
});

export const setTopic = defineAction({
  title: 'Set the topic of a channel',
  input: z.object({ channel, topic: z.string().max(250).meta({ title: 'Topic' }) }),
  output: z.looseObject({}),
  effect: 'writes',
  repeat: 'natural',
  scopes: ['channels:manage'],
  example: { channel: 'C012AB3CD', topic: 'Orders of today' },
  run: async ({ http }, form) =>
    (await http.post('/conversations.setTopic', z.looseObject({}), { form, repeatable: true })).body,
});

export const archiveChannel = defineAction({
  title: 'Archive a channel',
  input: z.object({ channel }),
  output: z.looseObject({}),
  effect: 'destroys',
  repeat: 'natural',
  scopes: ['channels:manage'],
  example: { channel: 'C012AB3CD' },
  run: async ({ http }, form) => (await http.post('/conversations.archive', z.looseObject({}), { form })).body,
});
