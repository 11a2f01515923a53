import { at, type ConnectorModel, constant, type ModelName, mapFrom, mapTo, template, when } from '../kit/index.ts';

const ticket: ConnectorModel = {
  object: 'card',
  mapping: mapTo(
    'ticket',
    {
      id: 'id',
      number: template('#{idShort}'),
      title: 'name',
      description: 'desc',
      status: when(
        [
          [{ path: 'closed', is: 'equals', value: true }, 'closed'],
          [{ path: 'dueComplete', is: 'equals', value: true }, 'closed'],
        ],
        'open',
      ),
      // Trello has lists where others have words of a status.
      appStatus: 'idList',
      projectId: 'idBoard',
      assigneeIds: 'idMembers',
      tags: at('labels[].name', { do: 'compact' }),
      dueDate: at('due', { do: 'date', read: ['iso'], write: 'date' }),
      url: 'url',
      updatedAt: 'dateLastActivity',
    },
    { rest: 'custom' },
  ),
  write: mapFrom({ name: 'title', desc: 'description', idList: 'appStatus', idMembers: 'assigneeIds', due: 'dueDate' }),
  sample: {
    ...{ id: '5abbe4b7ddc1b351ef961414', name: 'Export does not start', desc: 'Since Monday.', closed: false },
    ...{ idBoard: '5abbe4b7', idList: '5abbe4b8', idShort: 12, idMembers: ['5ab1'], idLabels: ['l1'], pos: 1 },
    ...{ labels: [{ id: 'l1', name: 'export', color: 'red' }], due: '2026-12-01T11:00:00.000Z', dueComplete: false },
    ...{ dateLastActivity: '2026-11-20T08:00:00.000Z', url: 'https://trello.com/c/abc/12', custom: { f1: 40 } },
  },
};

const comment: ConnectorModel = {
  object: 'comment',
  mapping: mapTo('comment', {
    id: 'id',
    ticketId: 'data.card.id',
    body: 'data.text',
    authorId: 'idMemberCreator',
    createdAt: 'date',
  }),
  sample: {
    ...{ id: '5ac9', type: 'commentCard', date: '2026-11-20T08:00:00.000Z', idMemberCreator: '5ab1' },
    data: { text: 'Fixed.', card: { id: '5abbe4b7ddc1b351ef961414' } },
  },
};

const user: ConnectorModel = {
  object: 'member',
  mapping: mapTo('user', { id: 'id', name: 'fullName', username: 'username', kind: constant('member') }),
  sample: { id: '5ab1', username: 'ada', fullName: 'Ada Holm' },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { ticket, comment, user };
