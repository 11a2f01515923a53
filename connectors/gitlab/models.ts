import {
  asText,
  at,
  type ConnectorModel,
  constant,
  type ModelName,
  mapFrom,
  mapTo,
  oneOf,
  template,
} from '../kit/index.ts';

const times = { created_at: '2026-11-16T09:00:00.000Z', updated_at: '2026-11-20T08:00:00.000Z' };
const record = { createdAt: 'created_at', updatedAt: 'updated_at' };

const ticket: ConnectorModel = {
  object: 'issue',
  mapping: mapTo('ticket', {
    ...record,
    id: asText('iid'),
    number: template('#{iid}'),
    title: 'title',
    description: 'description',
    type: 'issue_type',
    status: oneOf('state', { open: 'opened', closed: 'closed' }),
    appStatus: 'state',
    projectId: asText('project_id'),
    creatorId: asText('author.id'),
    assigneeIds: asText('assignees[].id'),
    tags: 'labels',
    dueDate: 'due_date',
    closedAt: 'closed_at',
    url: 'web_url',
  }),
  write: mapFrom({ title: 'title', description: 'description', labels: 'tags', due_date: 'dueDate' }),
  sample: {
    ...{ id: 76, iid: 6, project_id: 8, title: 'Export does not start', description: 'Since Monday.', ...times },
    ...{ state: 'opened', labels: ['export'], author: { id: 18, username: 'mara', name: 'Mara Lindqvist' } },
    ...{ assignees: [{ id: 1, username: 'ada', name: 'Ada Holm' }], milestone: null, due_date: '2026-12-01' },
    ...{ web_url: 'https://gitlab.com/acme/shop/-/issues/6', issue_type: 'issue', closed_at: null },
  },
};

const comment: ConnectorModel = {
  object: 'comment',
  mapping: mapTo(
    'comment',
    {
      ...record,
      id: template('issues/{noteable_iid}/{id}'),
      ticketId: asText('noteable_iid'),
      body: 'body',
      public: oneOf('internal', { false: true, true: false }),
      authorId: asText('author.id'),
      authorName: 'author.name',
    },
    {
      // What was said of merge requests, and what GitLab notes itself, is no word about a ticket.
      filter: {
        all: [
          { path: 'noteable_type', is: 'equals', value: 'Issue' },
          { path: 'system', is: 'equals', value: false },
        ],
      },
    },
  ),
  sample: {
    ...{ id: 302, body: 'Fixed.', author: { id: 1, username: 'ada', name: 'Ada Holm' }, system: false, ...times },
    ...{ noteable_id: 76, noteable_type: 'Issue', noteable_iid: 6, internal: false },
  },
};

const user: ConnectorModel = {
  object: 'user',
  mapping: mapTo('user', {
    id: asText('id'),
    name: 'name',
    username: 'username',
    kind: constant('member'),
    role: asText('access_level'),
    active: oneOf('state', { true: 'active', false: ['blocked', 'deactivated', 'banned'] }),
    pictureUrl: at('avatar_url'),
    url: 'web_url',
  }),
  sample: {
    ...{ id: 1, username: 'ada', name: 'Ada Holm', state: 'active', access_level: 40 },
    ...{ web_url: 'https://gitlab.com/ada', avatar_url: null, created_at: '2026-01-02T03:04:05.000Z' },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { ticket, comment, user };
