import { at, type ConnectorModel, constant, type ModelName, mapFrom, mapTo, oneOf } from '../kit/index.ts';

const ticket: ConnectorModel = {
  object: 'task',
  mapping: mapTo(
    'ticket',
    {
      id: 'gid',
      title: 'name',
      description: 'notes',
      type: 'resource_subtype',
      status: oneOf('completed', { open: false, closed: true }),
      appStatus: 'memberships[0].section.name',
      projectId: 'memberships[0].project.gid',
      parentId: 'parent.gid',
      assigneeIds: { list: [{ path: 'assignee.gid' }] },
      tags: at('tags[].name'),
      dueDate: 'due_on',
      closedAt: 'completed_at',
      url: 'permalink_url',
      createdAt: 'created_at',
      updatedAt: 'modified_at',
    },
    { rest: 'custom' },
  ),
  write: mapFrom({
    name: 'title',
    notes: 'description',
    completed: oneOf('status', { true: 'closed', false: ['open', 'in_progress', 'on_hold'] }),
    assignee: 'assigneeIds[0]',
    due_on: 'dueDate',
  }),
  sample: {
    ...{ gid: '12345', resource_type: 'task', name: 'Export does not start', notes: 'Since Monday.' },
    ...{ completed: false, completed_at: null, due_on: '2026-12-01', resource_subtype: 'default_task' },
    ...{ created_at: '2026-11-16T09:00:00.000Z', modified_at: '2026-11-20T08:00:00.000Z' },
    ...{ assignee: { gid: '14641', name: 'Ada Holm' }, parent: null, tags: [{ gid: '59746', name: 'export' }] },
    memberships: [{ project: { gid: '1331', name: 'Web shop' }, section: { gid: '78', name: 'Doing' } }],
    ...{ permalink_url: 'https://app.asana.com/0/1331/12345', custom: { '5678904321': '40' } },
  },
};

const user: ConnectorModel = {
  object: 'user',
  mapping: mapTo('user', { id: 'gid', name: 'name', email: 'email', kind: constant('member') }),
  sample: { gid: '14641', resource_type: 'user', name: 'Ada Holm', email: 'ada@acme.example' },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { ticket, user };
