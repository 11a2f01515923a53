import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { readChats, writeChats } from '../auth.ts';
import { chat as chatRow, message } from '../objects/rows.ts';
import { chatPath } from '../settings.ts';
import { bodyOf, chat, html, importance, memberOf, most, person, sample, text } from './fields.ts';

export const sendChatMessage = defineAction({
  title: 'Send a message to a chat',
  input: z.object({ chat, text, html, importance }),
  output: message,
  effect: 'writes',
  repeat: 'none',
  scopes: [writeChats],
  example: { chat: sample.chat, text: 'Shall we talk at three?' },
  run: async ({ http }, input) => {
    const json = { body: bodyOf(input), importance: input.importance };
    return (await http.post(`${chatPath(input.chat)}/messages`, message, { json })).body;
  },
});

const me = z.looseObject({ id: z.string() });

export const createChat = defineAction({
  title: 'Open a chat',
  description: 'With one person: the chat there is, or a new one. With several: a new group.',
  input: z.object({
    people: z.array(person).min(1, 'With whom?').max(49, 'At most 49.').meta({ title: 'People', options: 'people' }),
    topic: z.string().optional().meta({ title: 'Topic', description: 'Of a group.' }),
  }),
  output: chatRow,
  effect: 'writes',
  repeat: 'none',
  scopes: [writeChats],
  example: { people: [sample.person] },
  run: async ({ http }, input) => {
    const { body } = await http.get('/me', me, { query: { $select: 'id' } });
    const isGroup = input.people.length > 1;
    const json = {
      chatType: isGroup ? 'group' : 'oneOnOne',
      ...(isGroup && input.topic && { topic: input.topic }),
      members: [body.id, ...input.people].map((one) => memberOf(one, ['owner'])),
    };
    return (await http.post('/chats', chatRow, { json })).body;
  },
});

const list = z.looseObject({ value: z.array(message).default([]), '@odata.nextLink': z.string().optional() });

export const listChatMessages = defineAction({
  title: 'List the latest messages of a chat',
  input: z.object({ chat, most }),
  output: z.object({ messages: z.array(message), hasMore: z.boolean() }),
  effect: 'reads',
  repeat: 'natural',
  scopes: [readChats],
  example: { chat: sample.chat },
  run: async ({ http }, input) => {
    const query = { $top: input.most, $orderby: 'createdDateTime desc' };
    const { body } = await http.get(`${chatPath(input.chat)}/messages`, list, { query });
    return { messages: body.value, hasMore: body['@odata.nextLink'] !== undefined };
  },
});
