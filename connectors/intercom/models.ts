import {
  addressesOf,
  asNumber,
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
  time,
} from '../kit/index.ts';

const times = { createdAt: time('created_at', 'unix'), updatedAt: time('updated_at', 'unix') };
const rest = 'custom_attributes';
const seconds = { created_at: 1_767_323_045, updated_at: 1_795_161_600 };

const contact: ConnectorModel = {
  object: 'contact',
  mapping: mapTo(
    'contact',
    {
      id: 'id',
      ...times,
      name: 'name',
      emails: listOf('email', [{ email: 'email', primary: constant(true) }]),
      phones: listOf('number', [{ number: 'phone', primary: constant(true) }]),
      addresses: addressesOf({ city: 'location.city', state: 'location.region', country: 'location.country' }),
      companyId: asText('companies.data[0].id'),
      // `lead` and `user`.
      stage: 'role',
      emailStatus: oneOf('unsubscribed_from_emails', { unsubscribed: true, subscribed: false }),
      language: firstOf('language_override', 'browser_language'),
      ownerId: 'owner_id',
      tags: asText('tags.data[].id'),
    },
    { rest },
  ),
  write: mapFrom({
    role: oneOf('stage', { user: 'user', lead: 'lead' }),
    name: 'name',
    email: 'emails[0].email',
    phone: 'phones[0].number',
    owner_id: asNumber('ownerId'),
    unsubscribed_from_emails: oneOf('emailStatus', { true: 'unsubscribed', false: 'subscribed' }),
    custom_attributes: 'custom',
  }),
  sample: {
    ...{ id: '64f1', role: 'user', external_id: 'u-1', email: 'mara@globex.example', phone: '+46 8 123 456' },
    ...{ name: 'Mara Lindqvist', owner_id: 814860, unsubscribed_from_emails: false, ...seconds },
    location: { type: 'location', country: 'Sweden', region: 'Stockholm County', city: 'Stockholm' },
    companies: { type: 'list', data: [{ id: '6512' }], total_count: 1 },
    ...{ tags: { type: 'list', data: [{ id: '7' }] }, custom_attributes: { tier: 'gold', seats: null } },
  },
};

const company: ConnectorModel = {
  object: 'company',
  mapping: mapTo(
    'company',
    {
      id: 'id',
      ...times,
      name: 'name',
      website: 'website',
      industry: 'industry',
      employees: 'size',
      tags: 'tags.tags[].name',
    },
    { rest },
  ),
  sample: {
    ...{ id: '6512', company_id: 'globex', name: 'Globex', website: 'https://globex.example', size: 130 },
    ...{ industry: 'Energy', tags: { type: 'tag.list', tags: [] }, custom_attributes: { tier: 'gold' }, ...seconds },
  },
};

/** Conversations: what people write belongs to them. Tickets of Intercom stay what they are. */
const ticket: ConnectorModel = {
  object: 'conversation',
  mapping: mapTo(
    'ticket',
    {
      id: 'id',
      ...times,
      number: 'id',
      title: firstOf('title', { path: 'source.subject', steps: [{ do: 'strip_tags' }] }),
      description: 'source.body',
      type: 'source.type',
      status: oneOf('state', { open: 'open', on_hold: 'snoozed', closed: 'closed' }),
      appStatus: 'state',
      priority: oneOf('priority', { high: ['priority', true], normal: ['not_priority', false] }),
      requesterId: asText('contacts.contacts[0].id'),
      assigneeIds: { list: [asText('admin_assignee_id')] },
      teamId: 'team_assignee_id',
      tags: 'tags.tags[].name',
    },
    { rest },
  ),
  sample: {
    ...{ id: '1042', title: null, state: 'snoozed', open: true, read: true, priority: 'priority', ...seconds },
    ...{ admin_assignee_id: 814860, team_assignee_id: null, contacts: { contacts: [{ id: '64f1' }] } },
    source: { type: 'email', subject: '<p>The lamp flickers</p>', body: '<p>Since Monday.</p>' },
    custom_attributes: { product: 'lamp' },
  },
};

const comment: ConnectorModel = {
  object: 'message',
  mapping: mapTo(
    'comment',
    {
      id: template('{conversation_id}/{id}'),
      ...times,
      ticketId: 'conversation_id',
      body: 'body',
      public: oneOf('part_type', { true: 'comment', false: 'note' }),
      authorId: asText('author.id'),
      authorName: 'author.name',
      authorEmail: 'author.email',
    },
    // The rest tells of what was done, not what was said: assignments, snoozes, closings.
    { filter: { path: 'part_type', is: 'in', value: ['comment', 'note'] } },
  ),
  sample: {
    ...{ id: '9', conversation_id: '1042', part_type: 'note', body: '<p>Ask Tom.</p>', ...seconds },
    author: { type: 'admin', id: 814860, name: 'Ada Holm', email: 'ada@acme.example' },
  },
};

const user: ConnectorModel = {
  object: 'admin',
  mapping: mapTo('user', { id: 'id', name: 'name', email: 'email', kind: constant('member'), role: 'job_title' }),
  sample: { id: '814860', name: 'Ada Holm', email: 'ada@acme.example', away_mode_enabled: false },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { contact, company, ticket, comment, user };
