import { at, type ConnectorModel, type ModelName, mapFrom, mapTo, oneOf, wordsOf } from '../kit/index.ts';

const ticket: ConnectorModel = {
  object: 'issue',
  mapping: mapTo(
    'ticket',
    {
      id: 'id',
      number: 'key',
      title: 'fields.summary',
      // Jira keeps a tree of blocks: its words, without their looks.
      description: wordsOf('fields.description.content', 'text'),
      type: 'fields.issuetype.name',
      // Words of a status are the account's own; each is of one of these kinds.
      status: oneOf('fields.status.statusCategory.key', { open: 'new', in_progress: 'indeterminate', closed: 'done' }),
      appStatus: 'fields.status.name',
      priority: oneOf('fields.priority.name', {
        low: ['Low', 'Lowest'],
        normal: 'Medium',
        high: 'High',
        urgent: ['Highest', 'Critical', 'Blocker'],
      }),
      appPriority: 'fields.priority.name',
      projectId: 'fields.project.id',
      parentId: 'fields.parent.id',
      requesterId: 'fields.reporter.accountId',
      creatorId: 'fields.creator.accountId',
      assigneeIds: { list: [{ path: 'fields.assignee.accountId' }] },
      tags: 'fields.labels',
      dueDate: 'fields.duedate',
      closedAt: 'fields.resolutiondate',
      createdAt: 'fields.created',
      updatedAt: at('fields.updated'),
    },
    { rest: 'fields' },
  ),
  write: mapFrom({
    'fields.summary': 'title',
    'fields.description': 'description',
    'fields.project.id': 'projectId',
    'fields.issuetype.name': 'type',
    'fields.assignee.accountId': 'assigneeIds[0]',
    'fields.labels': 'tags',
    'fields.duedate': 'dueDate',
  }),
  sample: {
    ...{ id: '10002', key: 'WEB-12', self: 'https://acme.atlassian.net/rest/api/3/issue/10002' },
    fields: {
      ...{ summary: 'Export does not start', labels: ['export'], duedate: '2026-12-01', resolutiondate: null },
      status: { id: '3', name: 'Building', statusCategory: { id: 4, key: 'indeterminate' } },
      ...{ issuetype: { id: '10001', name: 'Bug' }, priority: { id: '2', name: 'High' } },
      project: { id: '10000', key: 'WEB', name: 'Web shop' },
      reporter: { accountId: '5b10a2844c20165700ede21g', displayName: 'Mara Lindqvist' },
      assignee: { accountId: '5b109f2e9729b51b54dc274d', displayName: 'Ada Holm' },
      ...{ created: '2026-11-16T09:00:00.000+0100', updated: '2026-11-20T08:00:00.000+0100' },
      ...{
        description: {
          type: 'doc',
          version: 1,
          content: [{ type: 'paragraph', content: [{ text: 'Since Monday.' }] }],
        },
        customfield_10010: 'export',
      },
    },
  },
};

const comment: ConnectorModel = {
  object: 'comment',
  mapping: mapTo('comment', {
    id: 'id',
    ticketId: 'issueId',
    body: wordsOf('body.content', 'text'),
    public: 'jsdPublic',
    authorId: 'author.accountId',
    authorName: 'author.displayName',
    authorEmail: 'author.emailAddress',
    createdAt: 'created',
    updatedAt: 'updated',
  }),
  sample: {
    ...{ id: '20001', issueId: '10002', issueKey: 'WEB-12', jsdPublic: true },
    author: { accountId: '5b109f2e9729b51b54dc274d', displayName: 'Ada Holm' },
    body: {
      ...{ type: 'doc', version: 1 },
      content: [
        { type: 'paragraph', content: [{ type: 'text', text: 'Fixed.' }] },
        { type: 'paragraph', content: [{ type: 'text', text: 'Please try again.' }] },
      ],
    },
    ...{ created: '2026-11-20T08:00:00.000+0100', updated: '2026-11-20T08:00:00.000+0100' },
  },
};

const user: ConnectorModel = {
  object: 'user',
  mapping: mapTo('user', {
    id: 'accountId',
    name: 'displayName',
    email: 'emailAddress',
    kind: oneOf('accountType', { member: 'atlassian', customer: 'customer', bot: 'app' }),
    active: 'active',
    timeZone: 'timeZone',
    language: 'locale',
    pictureUrl: at('avatarUrls.48x48'),
  }),
  sample: {
    ...{ accountId: '5b109f2e9729b51b54dc274d', accountType: 'atlassian', displayName: 'Ada Holm', active: true },
    ...{ emailAddress: 'ada@acme.example', timeZone: 'Europe/Stockholm', locale: 'sv_SE' },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { ticket, comment, user };
