import {
  asText,
  at,
  type ConnectorModel,
  constant,
  firstOf,
  listOf,
  type ModelName,
  mapFrom,
  mapTo,
  oneOf,
  template,
} from '../kit/index.ts';

const record = { id: asText('id'), createdAt: 'created_at', updatedAt: 'updated_at' };
const times = { created_at: '2026-01-02T03:04:05Z', updated_at: '2026-11-20T08:00:00Z' };

const statuses = { open: ['new', 'open'], on_hold: ['pending', 'hold'], closed: ['solved', 'closed'] };
const priorities = { low: 'low', normal: 'normal', high: 'high', urgent: 'urgent' };

const ticket: ConnectorModel = {
  object: 'ticket',
  mapping: mapTo(
    'ticket',
    {
      ...record,
      number: template('#{id}'),
      title: 'subject',
      description: 'description',
      type: 'type',
      status: oneOf('status', statuses),
      appStatus: 'status',
      priority: oneOf('priority', priorities),
      appPriority: 'priority',
      requesterId: asText('requester_id'),
      creatorId: asText('submitter_id'),
      assigneeIds: { list: [asText('assignee_id')] },
      teamId: asText('group_id'),
      companyId: asText('organization_id'),
      tags: 'tags',
      dueDate: at('due_at', { do: 'date', read: ['iso'], write: 'date' }),
    },
    { rest: 'custom' },
  ),
  sample: {
    ...{ id: 35436, subject: 'Export does not start', description: 'Since Monday.', status: 'pending', ...times },
    ...{ priority: 'high', type: 'problem', requester_id: 20978392, submitter_id: 76872, assignee_id: 235323 },
    ...{ organization_id: 509974, group_id: 98738, tags: ['export'], due_at: null, custom: { '27642': '745' } },
  },
};

const comment: ConnectorModel = {
  object: 'comment',
  mapping: mapTo('comment', {
    id: asText('id'),
    ticketId: asText('ticket_id'),
    body: firstOf('html_body', 'body'),
    public: 'public',
    authorId: asText('author_id'),
    createdAt: 'created_at',
  }),
  sample: {
    ...{ id: 1274, ticket_id: 35436, author_id: 20978392, body: 'Thanks!', html_body: '<p>Thanks!</p>', public: true },
    created_at: '2026-11-20T08:00:00Z',
  },
};

const user: ConnectorModel = {
  object: 'user',
  mapping: mapTo(
    'user',
    {
      ...record,
      name: 'name',
      email: 'email',
      kind: oneOf('role', { member: ['agent', 'admin'], customer: 'end-user' }),
      role: 'role',
      active: oneOf(firstOf('suspended', constant(false)), { false: true, true: false }),
      phone: 'phone',
      timeZone: 'time_zone',
      language: 'locale',
      pictureUrl: 'photo.content_url',
    },
    { rest: 'user_fields' },
  ),
  sample: {
    ...{ id: 235323, name: 'Ada Holm', email: 'ada@acme.example', role: 'agent', suspended: false, ...times },
    ...{ time_zone: 'Stockholm', locale: 'sv', phone: null, photo: null, user_fields: { desk: '4' } },
  },
};

const company: ConnectorModel = {
  object: 'organization',
  mapping: mapTo(
    'company',
    { ...record, name: 'name', domain: 'domain_names[0]', description: firstOf('details', 'notes'), tags: 'tags' },
    { rest: 'organization_fields' },
  ),
  write: mapFrom({ name: 'name', details: 'description', tags: 'tags' }),
  sample: {
    ...{ id: 509974, name: 'Globex', domain_names: ['globex.example'], details: null, notes: 'Since 2019' },
    ...{ tags: ['gold'], organization_fields: { seats: 40 }, ...times },
  },
};

const contact: ConnectorModel = {
  object: 'user',
  mapping: mapTo(
    'contact',
    {
      ...record,
      name: 'name',
      emails: listOf('email', [{ email: 'email', primary: constant(true) }]),
      phones: listOf('number', [{ number: 'phone', primary: constant(true) }]),
      companyId: asText('organization_id'),
      language: 'locale',
      timeZone: 'time_zone',
      tags: 'tags',
    },
    { rest: 'user_fields', filter: { path: 'role', is: 'equals', value: 'end-user' } },
  ),
  write: mapFrom({ name: 'name', email: 'emails[0].email', phone: 'phones[0].number', tags: 'tags' }),
  sample: {
    ...{ id: 20978392, name: 'Mara Lindqvist', email: 'mara@globex.example', role: 'end-user', ...times },
    ...{ organization_id: 509974, phone: '+46 8 123 450', locale: 'sv', tags: ['vip'], user_fields: { floor: '2' } },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { contact, company, ticket, comment, user };
