import { z } from 'zod';
import { type ConnectorHttp, defineAction, isAppCallError } from '../../kit/index.ts';
import { labels, modify } from '../auth.ts';
import { at, cost, paths } from '../gmail-call.ts';
import { labelNamed } from '../objects/upsert-labels.ts';
import { messageId } from './fields.ts';

const changed = z.looseObject({ id: z.string(), labelIds: z.array(z.string()).optional() });
const chosen = z
  .array(z.string().trim().min(1))
  .min(1, 'Which labels?')
  .max(100)
  .meta({ title: 'Labels', options: 'labels' });
const id = '18c2f3a4b5d6e7f8';

async function change(
  http: ConnectorHttp,
  message: string,
  json: { addLabelIds?: string[]; removeLabelIds?: string[] },
) {
  const path = `${at(paths.messages, message)}/modify`;
  return (await http.post(path, changed, { json, repeatable: true, cost: cost.change })).body;
}

export const addLabels = defineAction({
  title: 'Label an e-mail',
  input: z.object({ message: messageId, labels: chosen }),
  output: changed,
  effect: 'writes',
  repeat: 'natural',
  scopes: [modify],
  example: { message: id, labels: ['Label_7'] },
  run: ({ http }, input) => change(http, input.message, { addLabelIds: input.labels }),
});

export const removeLabels = defineAction({
  title: 'Take labels from an e-mail',
  description: 'Without INBOX it is archived.',
  input: z.object({ message: messageId, labels: chosen }),
  output: changed,
  effect: 'writes',
  repeat: 'natural',
  scopes: [modify],
  example: { message: id, labels: ['INBOX'] },
  run: ({ http }, input) => change(http, input.message, { removeLabelIds: input.labels }),
});

export const markRead = defineAction({
  title: 'Mark an e-mail as read, or unread',
  input: z.object({ message: messageId, read: z.boolean().default(true).meta({ title: 'Read' }) }),
  output: changed,
  effect: 'writes',
  repeat: 'natural',
  scopes: [modify],
  example: { message: id },
  run: ({ http }, input) =>
    change(http, input.message, { [input.read ? 'removeLabelIds' : 'addLabelIds']: ['UNREAD'] }),
});

export const trashEmail = defineAction({
  title: 'Move an e-mail to the bin, or back',
  description: 'Gmail empties the bin after 30 days.',
  input: z.object({ message: messageId, back: z.boolean().default(false).meta({ title: 'Out of the bin' }) }),
  output: changed,
  effect: 'writes',
  repeat: 'natural',
  scopes: [modify],
  example: { message: id },
  run: async ({ http }, input) => {
    const path = `${at(paths.messages, input.message)}/${input.back ? 'untrash' : 'trash'}`;
    return (await http.post(path, changed, { repeatable: true, cost: cost.change })).body;
  },
});

const made = z.looseObject({ id: z.string(), name: z.string().optional() });

export const createLabel = defineAction({
  title: 'Create a label',
  description: 'A slash in the name puts it below another. One that is there already is given back.',
  input: z.object({ name: z.string().trim().min(1, 'A name.').max(225).meta({ title: 'Name' }) }),
  output: made,
  effect: 'writes',
  repeat: 'natural',
  scopes: [labels],
  example: { name: 'Orders/2026' },
  run: async ({ http }, input) => {
    try {
      return (await http.post(paths.labels, made, { json: { name: input.name }, cost: cost.labels })).body;
    } catch (error) {
      const isThere = isAppCallError(error) && error.details.class === 'conflict';
      const known = isThere ? await labelNamed(http, input.name) : undefined;
      if (known === undefined) throw error;
      return known;
    }
  },
});
