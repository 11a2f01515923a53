import { z } from 'zod';
import { type ConnectorHttp, defineAction, isAppCallError } from '../../kit/index.ts';
import { board } from '../settings.ts';
import { card, cardPath, label, member, name, saved } from './fields.ts';

const one = 'abCD1234';
const shop = '5abbe4b7ddc1b351ef961414';
const done = z.object({ card: z.string() });

/** Trello refuses what is on the card already: then nothing is left to do. */
async function put(http: ConnectorHttp, path: string, value: string): Promise<void> {
  try {
    await http.post(path, z.unknown(), { json: { value }, repeatable: true });
  } catch (error) {
    const isThere = isAppCallError(error) && /already on the card/i.test(error.details.appMessage ?? '');
    if (!isThere) throw error;
  }
}

export const addComment = defineAction({
  title: 'Comment on a card',
  input: z.object({ card, text: z.string().min(1).max(16_384).meta({ title: 'Text', multiline: true }) }),
  output: z.looseObject({ id: z.string() }),
  effect: 'writes',
  repeat: 'none',
  example: { card: one, text: 'A customer has asked for this.' },
  run: async ({ http }, { card: key, text }) =>
    (await http.post(cardPath(key, '/actions/comments'), z.looseObject({ id: z.string() }), { json: { text } })).body,
});

export const addLabel = defineAction({
  title: 'Add a label to a card',
  input: z.object({ card, board, label }),
  output: done,
  effect: 'writes',
  repeat: 'natural',
  example: { card: one, board: shop, label: '5abbe4b7ddc1b351ef961418' },
  run: async ({ http }, { card: key, label: value }) => {
    await put(http, cardPath(key, '/idLabels'), value);
    return { card: key };
  },
});

export const addMember = defineAction({
  title: 'Add somebody to a card',
  input: z.object({ card, board, member }),
  output: done,
  effect: 'writes',
  repeat: 'natural',
  example: { card: one, board: shop, member: '5abbe4b7ddc1b351ef961401' },
  run: async ({ http }, { card: key, member: value }) => {
    await put(http, cardPath(key, '/idMembers'), value);
    return { card: key };
  },
});

export const attachLink = defineAction({
  title: 'Attach a link to a card',
  input: z.object({ card, url: z.url().meta({ title: 'Address' }), name: name.optional() }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  example: { card: one, url: 'https://crm.acme.example/deals/7', name: 'Deal 7' },
  run: async ({ http }, { card: key, ...json }) =>
    (await http.post(cardPath(key, '/attachments'), saved, { json })).body,
});

export const addChecklist = defineAction({
  title: 'Add a checklist to a card',
  input: z.object({ card, name, items: z.array(z.string().min(1)).max(50).default([]).meta({ title: 'Items' }) }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  example: { card: one, name: 'Before the lamp goes out', items: ['Buy a bulb'] },
  run: async ({ http }, { card: key, name: title, items }) => {
    const { body } = await http.post(cardPath(key, '/checklists'), saved, { json: { name: title } });
    const path = `/checklists/${encodeURIComponent(body.id)}/checkItems`;
    // One after the other, so that they stand in this order.
    for (const item of items) await http.post(path, z.unknown(), { json: { name: item } });
    return body;
  },
});

export const createList = defineAction({
  title: 'Create a list',
  input: z.object({ board, name }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  example: { board: shop, name: 'New lamps' },
  run: async ({ http }, { board: idBoard, name: title }) =>
    (await http.post('/lists', saved, { json: { idBoard, name: title } })).body,
});
