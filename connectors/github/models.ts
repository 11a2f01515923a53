import { asText, at, type ConnectorModel, type ModelName, mapFrom, mapTo, oneOf, template } from '../kit/index.ts';

const times = { created_at: '2026-11-16T09:00:00Z', updated_at: '2026-11-20T08:00:00Z' };
const record = { url: 'html_url', createdAt: 'created_at', updatedAt: 'updated_at' };
const words = { open: 'open', closed: 'closed' };

// People are told by their login: it is what GitHub takes where one is to be named, and there is no list of them.
const ticket: ConnectorModel = {
  object: 'issue',
  mapping: mapTo('ticket', {
    ...record,
    id: asText('number'),
    number: template('#{number}'),
    title: 'title',
    description: 'body',
    status: oneOf('state', words),
    appStatus: 'state',
    creatorId: 'user.login',
    assigneeIds: at('assignees[].login'),
    tags: at('labels[].name'),
    closedAt: 'closed_at',
  }),
  write: mapFrom({
    title: 'title',
    body: 'description',
    state: oneOf('status', { open: ['open', 'in_progress', 'on_hold'], closed: 'closed' }),
    assignees: 'assigneeIds',
    labels: 'tags',
  }),
  sample: {
    ...{ id: 1296269, number: 42, title: 'Export does not start', state: 'open', body: 'Since Monday.', ...times },
    ...{ html_url: 'https://github.com/acme/shop/issues/42', user: { id: 1, login: 'mara' }, comments: 1 },
    ...{ labels: [{ id: 208045946, name: 'export' }], assignees: [{ id: 2, login: 'ada' }], milestone: null },
    closed_at: null,
  },
};

const comment: ConnectorModel = {
  object: 'comment',
  mapping: mapTo(
    'comment',
    {
      ...record,
      id: asText('id'),
      ticketId: at('issue_url', { do: 'split', by: '/' }, { do: 'last' }),
      body: 'body',
      authorId: 'user.login',
      authorName: 'user.login',
    },
    // What is said about pull requests comes in the same list.
    { filter: { path: 'html_url', is: 'contains', value: '/issues/' } },
  ),
  sample: {
    ...{ id: 1, body: 'Fixed.', html_url: 'https://github.com/acme/shop/issues/42#issuecomment-1', ...times },
    ...{ issue_url: 'https://api.github.com/repos/acme/shop/issues/42', user: { id: 2, login: 'ada' } },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { ticket, comment };
