import {
  asText,
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
const rest = 'custom_fields';

const ticket: ConnectorModel = {
  object: 'ticket',
  mapping: mapTo(
    'ticket',
    {
      ...record,
      number: template('#{id}'),
      title: 'subject',
      description: firstOf('description', 'description_text'),
      type: 'type',
      // Numbers above these are an account's own words.
      status: oneOf('status', { open: 2, on_hold: 3, closed: [4, 5] }),
      appStatus: asText('status'),
      priority: oneOf('priority', { low: 1, normal: 2, high: 3, urgent: 4 }),
      appPriority: asText('priority'),
      requesterId: asText('requester_id'),
      assigneeIds: { list: [asText('responder_id')] },
      teamId: asText('group_id'),
      companyId: asText('company_id'),
      tags: 'tags',
    },
    { rest },
  ),
  sample: {
    ...{ id: 1042, subject: 'Export does not start', description: '<div>Since Monday.</div>', status: 3, priority: 3 },
    ...{ type: 'Problem', requester_id: 129, responder_id: 128, group_id: 12, company_id: 77, source: 2, ...times },
    ...{ tags: ['export'], custom_fields: { cf_area: 'export' } },
  },
};

const comment: ConnectorModel = {
  object: 'conversation',
  mapping: mapTo('comment', {
    ...record,
    ticketId: asText('ticket_id'),
    body: firstOf('body', 'body_text'),
    public: oneOf('private', { false: true, true: false }),
    authorId: asText('user_id'),
  }),
  sample: {
    ...{ id: 4, ticket_id: 1042, body: '<p>Thanks!</p>', body_text: 'Thanks!', incoming: true, private: false },
    ...{ user_id: 129, ...times },
  },
};

const user: ConnectorModel = {
  object: 'agent',
  mapping: mapTo('user', {
    ...record,
    name: 'contact.name',
    email: 'contact.email',
    kind: constant('member'),
    role: 'type',
    active: 'contact.active',
    phone: firstOf('contact.phone', 'contact.mobile'),
    timeZone: 'contact.time_zone',
    language: 'contact.language',
  }),
  sample: {
    ...{ id: 128, type: 'support_agent', available: true, occasional: false, group_ids: [12], ...times },
    contact: { name: 'Ada Holm', email: 'ada@acme.example', active: true, language: 'sv', time_zone: 'Stockholm' },
  },
};

const company: ConnectorModel = {
  object: 'company',
  mapping: mapTo(
    'company',
    {
      ...record,
      name: 'name',
      domain: 'domains[0]',
      description: firstOf('description', 'note'),
      industry: 'industry',
    },
    { rest },
  ),
  write: mapFrom({ name: 'name', description: 'description', domains: { list: [{ path: 'domain' }] } }),
  sample: {
    ...{ id: 77, name: 'Globex', description: null, note: 'Since 2019', domains: ['globex.example'], ...times },
    custom_fields: { seats: 40 },
  },
};

const contact: ConnectorModel = {
  object: 'contact',
  mapping: mapTo(
    'contact',
    {
      ...record,
      name: 'name',
      jobTitle: 'job_title',
      emails: listOf('email', [{ email: 'email', primary: constant(true) }]),
      phones: listOf('number', [
        { number: 'phone', type: constant('work') },
        { number: 'mobile', type: constant('mobile') },
      ]),
      companyId: asText('company_id'),
      language: 'language',
      timeZone: 'time_zone',
      tags: 'tags',
    },
    { rest },
  ),
  write: mapFrom({ name: 'name', email: 'emails[0].email', phone: 'phones[0].number', job_title: 'jobTitle' }),
  sample: {
    ...{
      id: 129,
      name: 'Mara Lindqvist',
      email: 'mara@globex.example',
      phone: '+46 8 123 450',
      mobile: null,
      ...times,
    },
    ...{ job_title: 'Buyer', company_id: 77, active: true, tags: ['vip'], custom_fields: { floor: '2' } },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { contact, company, ticket, comment, user };
