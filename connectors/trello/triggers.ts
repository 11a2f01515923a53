import { z } from 'zod';
import { allPages, type ConnectorTrigger, type Json, type Pager, type PollTrigger } from '../kit/index.ts';
import { ofBoard, settings } from './settings.ts';

const action = z.looseObject({
  id: z.string(),
  type: z.string(),
  date: z.string().optional(),
  data: z.looseObject({ card: z.looseObject({ id: z.string(), name: z.string().optional() }).optional() }),
});
const cursorSchema = z.object({ since: z.string() });

/** Until an action can be seen for sure; what is seen again is known by its id. */
const overlapMs = 2 * 60_000;
const pager: Pager = { kind: 'keyset', parameter: 'before', field: 'id', size: { parameter: 'limit', value: 1_000 } };

/** Newest first at Trello; turned around here. */
const pollActions =
  (filter: string): PollTrigger['poll'] =>
  async (context, { cursor }) => {
    const path = ofBoard(settings.parse(context.settings), 'actions');
    // One action, for Trello's clock: what comes while the pages are read is newer.
    const { headers } = await context.http.get(path, z.array(z.unknown()), { query: { filter, limit: 1 } });
    const now = Date.parse(headers.get('date') ?? '') || Date.now();
    const next = { since: new Date(now - overlapMs).toISOString() };
    if (cursor === null) return { items: [], cursor: next };
    const items: { id: string; data: unknown }[] = [];
    const request = { path, query: { filter, since: cursorSchema.parse(cursor).since } };
    for await (const rows of allPages(context, { pager, rows: '', request, maxPages: 100 }))
      for (const row of z.array(action).parse(rows)) items.push({ id: row.id, data: row });
    return { items: items.toReversed(), cursor: next };
  };

const sampleOf = (type: string, more: Record<string, Json> = {}): Json => ({
  id: '5abbe4b7ddc1b351ef961499',
  type,
  date: '2026-11-21T09:00:00.000Z',
  idMemberCreator: '5abbe4b7ddc1b351ef961401',
  data: {
    board: { id: '5abbe4b7ddc1b351ef961414', name: 'Shop' },
    card: { id: '5abbe4b7ddc1b351ef961416', name: 'Mend the lamp', idShort: 42, shortLink: 'abCD1234' },
    ...more,
  },
});

const polled = (title: string, types: string[], sample: Json): ConnectorTrigger => ({
  title,
  via: 'poll',
  output: action,
  sample,
  poll: pollActions(types.join(',')),
});
const told = (title: string, events: string[], sample: Json): ConnectorTrigger => ({
  title,
  description: 'Only where somebody has signed in; an API key has no webhooks.',
  via: 'hook',
  events,
  output: action,
  sample,
});

const made = ['createCard', 'copyCard', 'emailCard', 'convertToCardFromCheckItem', 'moveCardToBoard'];
const changed = [
  'updateCard',
  'updateCard.list',
  'updateCard.archived',
  'updateCard.sentToBoard',
  'updateCustomFieldItem',
];
const [before, after] = [
  { id: '5abbe4b7ddc1b351ef961415', name: 'To do' },
  { id: '5abbe4b7ddc1b351ef961417', name: 'Done' },
];

export const triggers: Record<string, ConnectorTrigger> = {
  cardCreated: polled('A card was created', made, sampleOf('createCard', { list: before })),
  commentAdded: polled(
    'Somebody commented',
    ['commentCard'],
    sampleOf('commentCard', { text: 'A customer has asked.' }),
  ),
  cardMoved: told(
    'A card was moved to another list',
    ['updateCard.list'],
    sampleOf('updateCard', { listBefore: before, listAfter: after }),
  ),
  cardChanged: told('A card was changed', changed, sampleOf('updateCard', { old: { name: 'Mend it' } })),
  cardArchived: told(
    'A card was archived',
    ['updateCard.archived'],
    sampleOf('updateCard', { old: { closed: false } }),
  ),
  cardDeleted: told('A card was deleted', ['deleteCard'], sampleOf('deleteCard')),
  labelAdded: told(
    'A label was added to a card',
    ['addLabelToCard'],
    sampleOf('addLabelToCard', { label: { id: '5abbe4b7ddc1b351ef961418', name: 'Urgent', color: 'red' } }),
  ),
  memberAdded: told('Somebody was added to a card', ['addMemberToCard'], sampleOf('addMemberToCard')),
};
