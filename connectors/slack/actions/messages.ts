import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { asText, blocks, channel, person, text, ts } from './fields.ts';

const sent = z.object({ channel: z.string(), ts: z.string() });

export const sendMessage = defineAction({
  title: 'Send a message to a channel',
  description: 'The app must be in the channel. One message a second for each channel.',
  input: z.object({
    channel,
    text,
    blocks,
    thread: ts
      .optional()
      .meta({ title: 'Reply to', description: 'The ts of the message that the thread begins with.' }),
  }),
  output: sent,
  effect: 'writes',
  repeat: 'none',
  scopes: ['chat:write'],
  example: { channel: 'C012AB3CD', text: 'The order *42* was paid.' },
  run: async ({ http }, input) => {
    const form = { channel: input.channel, text: input.text, blocks: asText(input.blocks), thread_ts: input.thread };
    return (await http.post('/chat.postMessage', sent, { form })).body;
  },
});

const opened = z.object({ channel: z.object({ id: z.string() }) });

export const sendDirectMessage = defineAction({
  title: 'Send a message to a person',
  input: z.object({ user: person, text, blocks }),
  output: sent,
  effect: 'writes',
  repeat: 'none',
  scopes: ['chat:write', 'im:write'],
  example: { user: 'U012AB3CD', text: 'Your export is ready.' },
  run: async ({ http }, input) => {
    const { body } = await http.post('/conversations.open', opened, { form: { users: input.user }, repeatable: true });
    const form = { channel: body.channel.id, text: input.text, blocks: asText(input.blocks) };
    return (await http.post('/chat.postMessage', sent, { form })).body;
  },
});

export const updateMessage = defineAction({
  title: 'Change a message',
  description: 'One that this app has sent.',
  input: z.object({ channel, ts, text, blocks }),
  output: sent,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['chat:write'],
  example: { channel: 'C012AB3CD', ts: '1700000000.123456', text: 'The order *42* was refunded.' },
  run: async ({ http }, input) => {
    const form = { channel: input.channel, ts: input.ts, text: input.text, blocks: asText(input.blocks) };
    return (await http.post('/chat.update', sent, { form, repeatable: true })).body;
  },
});

export const deleteMessage = defineAction({
  title: 'Delete a message',
  description: 'One that this app has sent.',
  input: z.object({ channel, ts }),
  output: sent,
  effect: 'destroys',
  repeat: 'natural',
  scopes: ['chat:write'],
  example: { channel: 'C012AB3CD', ts: '1700000000.123456' },
  run: async ({ http }, form) => (await http.post('/chat.delete', sent, { form })).body,
});

const scheduled = z.object({ channel: z.string(), scheduled_message_id: z.string(), post_at: z.coerce.number() });

export const scheduleMessage = defineAction({
  title: 'Send a message later',
  description: 'Up to 120 days ahead.',
  input: z.object({ channel, text, at: z.iso.datetime({ offset: true }).meta({ title: 'When' }) }),
  output: scheduled,
  effect: 'writes',
  repeat: 'none',
  scopes: ['chat:write'],
  example: { channel: 'C012AB3CD', text: 'Stand-up in ten minutes.', at: '2026-12-01T08:50:00Z' },
  run: async ({ http }, input) => {
    const post_at = Math.floor(Date.parse(input.at) / 1000);
    const form = { channel: input.channel, text: input.text, post_at };
    return (await http.post('/chat.scheduleMessage', scheduled, { form })).body;
  },
});

export const addReaction = defineAction({
  title: 'React to a message',
  input: z.object({
    channel,
    ts,
    name: z
      .string()
      .regex(/^[\w+-]+$/, 'The name of an emoji without its colons: eyes.')
      .meta({ title: 'Emoji', placeholder: 'eyes' }),
  }),
  output: z.looseObject({}),
  effect: 'writes',
  repeat: 'none',
  scopes: ['reactions:write'],
  example: { channel: 'C012AB3CD', ts: '1700000000.123456', name: 'eyes' },
  run: async ({ http }, { ts: timestamp, ...form }) =>
    (await http.post('/reactions.add', z.looseObject({}), { form: { ...form, timestamp } })).body,
});
