import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { card as row, withCustom } from '../objects/rows.ts';
import { board } from '../settings.ts';
import { card, cardPath, desc, due, label, list, member, name, saved, top } from './fields.ts';

const one = 'abCD1234';
const ids = { board: '5abbe4b7ddc1b351ef961414', list: '5abbe4b7ddc1b351ef961415' };

export const createCard = defineAction({
  title: 'Create a card',
  input: z.object({
    board,
    list,
    name,
    desc: desc.optional(),
    due: due.optional(),
    label: label.optional(),
    member: member.optional(),
    pos: top.optional(),
  }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  example: { ...ids, name: 'Mend the lamp', due: '2026-12-01T09:00:00Z' },
  run: async ({ http }, { board: _board, list: idList, label: one_, member: who, ...data }) => {
    const json = { ...data, idList, ...(one_ && { idLabels: [one_] }), ...(who && { idMembers: [who] }) };
    return (await http.post('/cards', saved, { json })).body;
  },
});

export const updateCard = defineAction({
  title: 'Change a card',
  description: 'What is left out stays as it is.',
  input: z.object({
    card,
    name: name.optional(),
    desc: desc.optional(),
    due: due.optional(),
    dueComplete: z.boolean().optional().meta({ title: 'Done' }),
  }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  example: { card: one, dueComplete: true },
  run: async ({ http }, { card: key, ...json }) =>
    (await http.put(cardPath(key), saved, { json, repeatable: true })).body,
});

export const moveCard = defineAction({
  title: 'Move a card to a list',
  input: z.object({ card, board, list, pos: top.default('bottom') }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  example: { card: one, ...ids },
  run: async ({ http }, { card: key, board: idBoard, list: idList, pos }) =>
    (await http.put(cardPath(key), saved, { json: { idBoard, idList, pos }, repeatable: true })).body,
});

export const archiveCard = defineAction({
  title: 'Archive a card',
  description: 'It can be sent back to the board.',
  input: z.object({ card }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  example: { card: one },
  run: async ({ http }, { card: key }) =>
    (await http.put(cardPath(key), saved, { json: { closed: true }, repeatable: true })).body,
});

export const deleteCard = defineAction({
  title: 'Delete a card',
  description: 'With its comments and attachments, for good.',
  input: z.object({ card }),
  output: z.object({ deleted: z.literal(true) }),
  effect: 'destroys',
  repeat: 'natural',
  example: { card: one },
  run: async ({ http }, { card: key }) => {
    await http.delete(cardPath(key), z.unknown());
    return { deleted: true as const };
  },
});

export const getCard = defineAction({
  title: 'Read a card',
  input: z.object({ card }),
  output: row,
  effect: 'reads',
  repeat: 'natural',
  example: { card: one },
  run: async ({ http }, { card: key }) => {
    const query = { customFieldItems: true };
    return row.parse(withCustom((await http.get(cardPath(key), z.unknown(), { query })).body));
  },
});

const found = z.object({ cards: z.array(z.unknown()) });

export const searchCards = defineAction({
  title: 'Search cards',
  description: 'Up to 100. Trello’s own words may be used: due:week, label:urgent, is:open.',
  input: z.object({
    query: z.string().min(1).max(16_384).meta({ title: 'Search for' }),
    board: board.optional().meta({ title: 'Board', options: 'boards' }),
  }),
  output: z.object({ cards: z.array(row) }),
  effect: 'reads',
  repeat: 'natural',
  example: { query: 'lamp', board: ids.board },
  run: async ({ http }, { query: words, board: idBoards }) => {
    const query = { query: words, modelTypes: 'cards', cards_limit: 100, partial: true, idBoards };
    return { cards: z.array(row).parse((await http.get('/search', found, { query })).body.cards.map(withCustom)) };
  },
});
