import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { writeMail } from '../auth.ts';
import { message } from '../objects/rows.ts';
import { folderField, messagePath, messagesPath } from '../settings.ts';
import { messageId, most, nothing } from './fields.ts';

const id = 'AAkALgAAmessage1';
const folder = folderField.meta({ title: 'Folder', options: 'mailFolders' });
const list = z.looseObject({ value: z.array(message).default([]), '@odata.nextLink': z.string().optional() });

export const getMessage = defineAction({
  title: 'Get a message',
  input: z.object({ message: messageId }),
  output: message,
  effect: 'reads',
  repeat: 'natural',
  example: { message: id },
  run: async ({ http }, input) => (await http.get(messagePath(input.message), message)).body,
});

export const findMessages = defineAction({
  title: 'Find messages',
  description: 'By words in sender, subject or text; newest first.',
  input: z.object({
    words: z.string().trim().min(1, 'Which words?').meta({ title: 'Words', placeholder: 'from:ada subject:offer' }),
    folder: folder.optional(),
    most,
  }),
  output: z.object({ messages: z.array(message), hasMore: z.boolean() }),
  effect: 'reads',
  repeat: 'natural',
  example: { words: 'offer' },
  run: async ({ http }, input) => {
    // The words are one quoted text; a search has an order of its own, and takes no other.
    const query = { $search: `"${input.words.replaceAll(/[\\"]/g, '\\$&')}"`, $top: input.most };
    const path = input.folder === undefined ? '/me/messages' : messagesPath(input.folder);
    const { body } = await http.get(path, list, { query });
    return { messages: body.value, hasMore: body['@odata.nextLink'] !== undefined };
  },
});

export const moveMessage = defineAction({
  title: 'Move a message',
  input: z.object({ message: messageId, folder }),
  output: message,
  effect: 'writes',
  repeat: 'natural',
  scopes: [writeMail],
  example: { message: id, folder: 'archive' },
  run: async ({ http }, input) =>
    (await http.post(`${messagePath(input.message)}/move`, message, { json: { destinationId: input.folder } })).body,
});

export const updateMessage = defineAction({
  title: 'Mark a message',
  description: 'As read or unread, with a flag or categories. What is left empty stays.',
  input: z.object({
    message: messageId,
    read: z.boolean().optional().meta({ title: 'Read' }),
    flag: z.enum(['notFlagged', 'flagged', 'complete']).optional().meta({ title: 'Flag' }),
    categories: z
      .array(z.string())
      .optional()
      .meta({ title: 'Categories', description: 'They replace those there are.' }),
    importance: z.enum(['low', 'normal', 'high']).optional().meta({ title: 'Importance' }),
  }),
  output: message,
  effect: 'writes',
  repeat: 'natural',
  scopes: [writeMail],
  example: { message: id, read: true, flag: 'complete' },
  run: async ({ http }, input) => {
    const { read, flag, categories, importance } = input;
    const json = { isRead: read, categories, importance, ...(flag && { flag: { flagStatus: flag } }) };
    if (Object.values(json).every((value) => value === undefined))
      throw new AppCallError('Nothing was named to mark the message with.', {
        class: 'invalid',
        code: 'nothing_given',
      });
    return (await http.patch(messagePath(input.message), message, { json, repeatable: true })).body;
  },
});

export const deleteMessage = defineAction({
  title: 'Delete a message',
  description: 'It goes to the deleted ones; out of there it is gone.',
  input: z.object({ message: messageId }),
  output: z.object({ message: z.string() }),
  effect: 'destroys',
  repeat: 'none',
  scopes: [writeMail],
  example: { message: id },
  run: async ({ http }, input) => {
    await http.delete(messagePath(input.message), nothing);
    return { message: input.message };
  },
});
