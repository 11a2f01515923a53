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
  onlyIf,
} from '../kit/index.ts';

const record = { id: 'id', createdAt: 'createdAt', updatedAt: 'updatedAt' };
const times = { createdAt: '2026-11-16T09:00:00.000Z', updatedAt: '2026-11-20T08:00:00.000Z', archivedAt: null };
const priorities = { urgent: 1, high: 2, normal: 3, low: 4 };

const ticket: ConnectorModel = {
  object: 'issue',
  mapping: mapTo('ticket', {
    ...record,
    number: 'identifier',
    title: 'title',
    description: 'description',
    // Words of a state are the team's own; each is of one of these kinds.
    status: oneOf('state.type', {
      open: ['triage', 'backlog', 'unstarted'],
      in_progress: 'started',
      closed: ['completed', 'canceled', 'duplicate'],
    }),
    appStatus: 'state.name',
    priority: oneOf('priority', priorities),
    appPriority: asText('priority'),
    projectId: 'project.id',
    parentId: 'parent.id',
    creatorId: 'creator.id',
    assigneeIds: { list: [{ path: 'assignee.id' }] },
    teamId: 'team.id',
    tags: at('labels.nodes[].name'),
    dueDate: 'dueDate',
    closedAt: firstOf('completedAt', 'canceledAt'),
    url: 'url',
  }),
  write: mapFrom({
    title: 'title',
    description: 'description',
    teamId: 'teamId',
    projectId: 'projectId',
    parentId: 'parentId',
    assigneeId: 'assigneeIds[0]',
    priority: firstOf(
      ...Object.entries(priorities).map(([word, number]) =>
        onlyIf({ path: 'priority', is: 'equals', value: word }, constant(number)),
      ),
    ),
    dueDate: 'dueDate',
  }),
  sample: {
    ...{ id: '5a1c1f2e-0c55-4a7b-9f3e-1a2b3c4d5e6f', identifier: 'WEB-12', title: 'Export does not start', ...times },
    ...{ description: 'Since Monday.', priority: 2, estimate: 3, dueDate: '2026-12-01', trashed: null },
    ...{ state: { id: 's3', name: 'Building', type: 'started' }, team: { id: 't1', key: 'WEB' }, project: null },
    ...{
      assignee: { id: 'u1' },
      creator: { id: 'u2' },
      parent: null,
      cycle: null,
      completedAt: null,
      canceledAt: null,
    },
    ...{ labels: { nodes: [{ id: 'l1', name: 'export' }] }, url: 'https://linear.app/acme/issue/WEB-12' },
  },
};

const comment: ConnectorModel = {
  object: 'comment',
  mapping: mapTo('comment', { ...record, ticketId: 'issue.id', body: 'body', authorId: 'user.id', url: 'url' }),
  sample: {
    ...{ id: '7c1d', body: 'Fixed.', url: 'https://linear.app/acme/issue/WEB-12#comment-7c1d', ...times },
    ...{ issue: { id: '5a1c1f2e-0c55-4a7b-9f3e-1a2b3c4d5e6f' }, user: { id: 'u1' } },
  },
};

const user: ConnectorModel = {
  object: 'user',
  mapping: mapTo('user', {
    ...record,
    name: 'name',
    username: 'displayName',
    email: 'email',
    kind: constant('member'),
    role: oneOf('admin', { admin: true, member: false }),
    active: 'active',
  }),
  sample: {
    ...{ id: 'u1', name: 'Ada Holm', displayName: 'ada', email: 'ada@acme.example', active: true, admin: false },
    ...times,
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { ticket, comment, user };
