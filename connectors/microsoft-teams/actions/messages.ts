import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { readMessages, sendMessages } from '../auth.ts';
import { message } from '../objects/rows.ts';
import { channel, channelPath, team } from '../settings.ts';
import { bodyOf, html, importance, messageId, most, sample, text } from './fields.ts';

const place = { team: sample.team, channel: sample.channel };
const list = z.looseObject({ value: z.array(message).default([]), '@odata.nextLink': z.string().optional() });
const found = z.object({ messages: z.array(message), hasMore: z.boolean() });

const messagesPath = (input: { team: string; channel: string }) => `${channelPath(input.team, input.channel)}/messages`;
const pathOf = (input: { team: string; channel: string; message: string }) =>
  `${messagesPath(input)}/${encodeURIComponent(input.message)}`;

export const sendChannelMessage = defineAction({
  title: 'Send a message to a channel',
  description: 'It comes from the person who connected.',
  input: z.object({ team, channel, subject: z.string().optional().meta({ title: 'Subject' }), text, html, importance }),
  output: message,
  effect: 'writes',
  repeat: 'none',
  scopes: [sendMessages],
  example: { ...place, subject: 'Globex', text: 'The offer is accepted.' },
  run: async ({ http }, input) => {
    const json = { subject: input.subject, body: bodyOf(input), importance: input.importance };
    return (await http.post(messagesPath(input), message, { json })).body;
  },
});

export const replyToMessage = defineAction({
  title: 'Reply to a message in a channel',
  input: z.object({ team, channel, message: messageId, text, html, importance }),
  output: message,
  effect: 'writes',
  repeat: 'none',
  scopes: [sendMessages],
  example: { ...place, message: sample.message, text: 'Congratulations!' },
  run: async ({ http }, input) => {
    const json = { body: bodyOf(input), importance: input.importance };
    return (await http.post(`${pathOf(input)}/replies`, message, { json })).body;
  },
});

export const getMessage = defineAction({
  title: 'Get a message of a channel',
  input: z.object({ team, channel, message: messageId }),
  output: message,
  effect: 'reads',
  repeat: 'natural',
  scopes: [readMessages],
  example: { ...place, message: sample.message },
  run: async ({ http }, input) => (await http.get(pathOf(input), message)).body,
});

export const listMessages = defineAction({
  title: 'List the latest messages of a channel',
  description: 'Without their replies.',
  input: z.object({ team, channel, most }),
  output: found,
  effect: 'reads',
  repeat: 'natural',
  scopes: [readMessages],
  example: place,
  run: async ({ http }, input) => {
    const { body } = await http.get(messagesPath(input), list, { query: { $top: input.most } });
    return { messages: body.value, hasMore: body['@odata.nextLink'] !== undefined };
  },
});

export const listReplies = defineAction({
  title: 'List the replies to a message',
  input: z.object({ team, channel, message: messageId, most }),
  output: found,
  effect: 'reads',
  repeat: 'natural',
  scopes: [readMessages],
  example: { ...place, message: sample.message },
  run: async ({ http }, input) => {
    const { body } = await http.get(`${pathOf(input)}/replies`, list, { query: { $top: input.most } });
    return { messages: body.value, hasMore: body['@odata.nextLink'] !== undefined };
  },
});
