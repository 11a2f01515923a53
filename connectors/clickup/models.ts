import {
  asText,
  at,
  type ConnectorModel,
  constant,
  firstOf,
  type ModelName,
  mapFrom,
  mapTo,
  oneOf,
  time,
} from '../kit/index.ts';

const ticket: ConnectorModel = {
  object: 'task',
  mapping: mapTo(
    'ticket',
    {
      id: 'id',
      number: 'custom_id',
      title: 'name',
      description: firstOf('text_content', 'description'),
      // Words of a status are the list's own; each is of one of these kinds.
      status: oneOf('status.type', { open: 'open', in_progress: 'custom', closed: ['done', 'closed'] }),
      appStatus: 'status.status',
      priority: oneOf('priority.priority', { low: 'low', normal: 'normal', high: 'high', urgent: 'urgent' }),
      appPriority: 'priority.priority',
      projectId: 'list.id',
      parentId: 'parent',
      creatorId: asText('creator.id'),
      assigneeIds: asText('assignees[].id'),
      tags: at('tags[].name'),
      dueDate: at('due_date', { do: 'date', read: ['unix_ms'], write: 'date' }),
      closedAt: time('date_closed', 'unix_ms'),
      url: 'url',
      createdAt: time('date_created', 'unix_ms'),
      updatedAt: time('date_updated', 'unix_ms'),
    },
    { rest: 'custom' },
  ),
  write: mapFrom({ name: 'title', description: 'description', 'list.id': 'projectId', parent: 'parentId' }),
  sample: {
    ...{ id: '9hx', custom_id: 'WEB-12', name: 'Export does not start', text_content: 'Since Monday.' },
    ...{ status: { status: 'building', type: 'custom' }, priority: { id: '2', priority: 'high' }, archived: false },
    ...{ date_created: '1763625600000', date_updated: '1763712000000', date_closed: null, due_date: '1764547200000' },
    ...{ creator: { id: 183, username: 'Mara' }, assignees: [{ id: 184, username: 'Ada Holm' }], parent: null },
    ...{ tags: [{ name: 'export' }], list: { id: '901', name: 'Shop' }, space: { id: '7' }, folder: null },
    ...{ url: 'https://app.clickup.com/t/9hx', custom: { '0a52c486-5f05-403b-b4fd-c512ff05131c': 40 } },
  },
};

const user: ConnectorModel = {
  object: 'user',
  mapping: mapTo('user', {
    id: asText('id'),
    name: 'username',
    email: 'email',
    kind: constant('member'),
    pictureUrl: 'profilePicture',
  }),
  sample: { id: 184, username: 'Ada Holm', email: 'ada@acme.example', profilePicture: null },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { ticket, user };
