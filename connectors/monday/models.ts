import { type ConnectorModel, constant, firstOf, type ModelName, mapFrom, mapTo, oneOf } from '../kit/index.ts';

const record = { id: 'id', createdAt: 'created_at', updatedAt: 'updated_at' };
const times = { created_at: '2026-11-16T09:00:00Z', updated_at: '2026-11-20T08:00:00Z' };

// What an item's columns mean, its state among them, is each board's own affair: they are told in `custom`.
const ticket: ConnectorModel = {
  object: 'item',
  mapping: mapTo(
    'ticket',
    {
      ...record,
      title: 'name',
      projectId: 'board.id',
      teamId: 'group.id',
      creatorId: 'creator_id',
      url: 'url',
    },
    { rest: 'columns' },
  ),
  write: mapFrom({ name: 'title' }),
  sample: {
    ...{ id: '1234567890', name: 'Export does not start', state: 'active', creator_id: '4012689', ...times },
    ...{ url: 'https://acme.monday.com/boards/901/pulses/1234567890', group: { id: 'topics', title: 'This week' } },
    ...{ board: { id: '901' }, column_values: [{ id: 'status', type: 'status', text: 'Working on it', value: null }] },
    columns: { status: 'Working on it' },
  },
};

const comment: ConnectorModel = {
  object: 'update',
  mapping: mapTo('comment', {
    ...record,
    ticketId: 'item_id',
    body: firstOf('body', 'text_body'),
    authorId: 'creator_id',
  }),
  sample: {
    ...{ id: '4321', body: '<p>Fixed.</p>', text_body: 'Fixed.', item_id: '1234567890', creator_id: '4012689' },
    ...{ ...times, replies: [] },
  },
};

const user: ConnectorModel = {
  object: 'user',
  mapping: mapTo('user', {
    id: 'id',
    name: 'name',
    email: 'email',
    kind: constant('member'),
    role: 'kind',
    active: oneOf('status', { true: ['ACTIVE', 'active'], false: ['DEACTIVATED', 'INACTIVE', 'inactive'] }),
  }),
  sample: { id: '4012689', name: 'Ada Holm', email: 'ada@acme.example', kind: 'admin', status: 'ACTIVE', title: null },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { ticket, comment, user };
