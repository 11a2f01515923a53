import {
  addressesOf,
  at,
  type ConnectorModel,
  constant,
  decimal,
  firstOf,
  lines,
  listOf,
  type ModelName,
  mapFrom,
  mapTo,
  oneOf,
  onlyIf,
  template,
  when,
} from '../kit/index.ts';

/** What every record has beside its properties. */
const record = { id: 'id', ownerId: 'properties.hubspot_owner_id', createdAt: 'createdAt', updatedAt: 'updatedAt' };
const addresses = addressesOf({
  street: lines('properties.address', 'properties.address2'),
  city: 'properties.city',
  state: 'properties.state',
  postalCode: 'properties.zip',
  country: 'properties.country',
});
// Properties that no field takes, custom ones too.
const rest = 'properties';
const sampleOf = (id: string, properties: Record<string, string | null>, associations?: Record<string, string[]>) => ({
  id,
  properties,
  createdAt: '2026-01-02T03:04:05.006Z',
  updatedAt: '2026-11-20T08:00:00.000Z',
  archived: false,
  associations,
});

const contact: ConnectorModel = {
  object: 'contact',
  mapping: mapTo(
    'contact',
    {
      ...record,
      name: template('{properties.firstname} {properties.lastname}'),
      firstName: 'properties.firstname',
      lastName: 'properties.lastname',
      jobTitle: 'properties.jobtitle',
      emails: listOf('email', [
        { email: 'properties.email', type: constant('work'), primary: constant(true) },
        { email: 'properties.work_email', type: constant('work'), primary: constant(false) },
      ]),
      phones: listOf('number', [
        { number: 'properties.phone', type: constant('work'), primary: constant(true) },
        { number: 'properties.mobilephone', type: constant('mobile'), primary: constant(false) },
        { number: 'properties.fax', type: constant('fax'), primary: constant(false) },
      ]),
      addresses,
      companyId: 'associations.companies[0]',
      companyName: 'properties.company',
      stage: 'properties.lifecyclestage',
      // The other answer is not said: nobody has asked.
      emailStatus: oneOf('properties.hs_email_optout', { unsubscribed: 'true' }),
      language: 'properties.hs_language',
      timeZone: 'properties.hs_timezone',
    },
    { rest },
  ),
  write: mapFrom({
    'properties.firstname': 'firstName',
    'properties.lastname': 'lastName',
    'properties.email': 'emails[0].email',
    'properties.phone': 'phones[0].number',
    'properties.jobtitle': 'jobTitle',
    'properties.company': 'companyName',
    'properties.lifecyclestage': 'stage',
    'properties.hubspot_owner_id': 'ownerId',
    'properties.address': 'addresses[0].street',
    'properties.city': 'addresses[0].city',
    'properties.state': 'addresses[0].state',
    'properties.zip': 'addresses[0].postalCode',
    'properties.country': 'addresses[0].country',
  }),
  sample: sampleOf(
    '512',
    {
      ...{ firstname: 'Mara', lastname: 'Lindqvist', email: 'mara@globex.example', phone: '+46 8 123 456' },
      ...{ jobtitle: 'Buyer', lifecyclestage: 'customer', hubspot_owner_id: '41629779', city: 'Stockholm' },
      ...{ country: 'Sweden', address2: '', favourite_colour: 'blue', fax: null, zip: null },
    },
    { companies: ['9001'] },
  ),
};

const company: ConnectorModel = {
  object: 'company',
  mapping: mapTo(
    'company',
    {
      ...record,
      name: 'properties.name',
      domain: 'properties.domain',
      website: 'properties.website',
      description: 'properties.description',
      industry: 'properties.industry',
      stage: 'properties.lifecyclestage',
      employees: 'properties.numberofemployees',
      annualRevenue: decimal('properties.annualrevenue'),
      phones: listOf('number', [{ number: 'properties.phone', primary: constant(true) }]),
      addresses,
      parentId: 'properties.hs_parent_company_id',
    },
    { rest },
  ),
  write: mapFrom({
    'properties.name': 'name',
    'properties.domain': 'domain',
    'properties.website': 'website',
    'properties.description': 'description',
    'properties.industry': 'industry',
    'properties.lifecyclestage': 'stage',
    'properties.numberofemployees': 'employees',
    'properties.annualrevenue': 'annualRevenue',
    'properties.phone': 'phones[0].number',
    'properties.hubspot_owner_id': 'ownerId',
    'properties.address': 'addresses[0].street',
    'properties.city': 'addresses[0].city',
    'properties.state': 'addresses[0].state',
    'properties.zip': 'addresses[0].postalCode',
    'properties.country': 'addresses[0].country',
  }),
  sample: sampleOf('9001', {
    ...{ name: 'Globex', domain: 'globex.example', industry: 'UTILITIES', numberofemployees: '130' },
    ...{ annualrevenue: '12500000', phone: '+46 8 123 450', address: 'Kungsgatan 1', city: 'Stockholm', tier: 'gold' },
  }),
};

const isClosed = { path: 'properties.hs_is_closed', is: 'equals', value: 'true' } as const;
const isWon = { path: 'properties.hs_is_closed_won', is: 'equals', value: 'true' } as const;

const deal: ConnectorModel = {
  object: 'deal',
  mapping: mapTo(
    'deal',
    {
      ...record,
      name: 'properties.dealname',
      description: 'properties.description',
      amount: decimal('properties.amount'),
      currency: 'properties.deal_currency_code',
      status: when([
        [isWon, 'won'],
        [isClosed, 'lost'],
        [{ path: 'properties.hs_is_closed', is: 'equals', value: 'false' }, 'open'],
      ]),
      stage: 'properties.dealstage',
      pipeline: 'properties.pipeline',
      probability: decimal('properties.hs_deal_stage_probability', 2),
      expectedCloseDate: 'properties.closedate',
      closedAt: onlyIf(isClosed, 'properties.closedate'),
      lostReason: 'properties.closed_lost_reason',
      companyId: 'associations.companies[0]',
      contactIds: 'associations.contacts',
    },
    { rest },
  ),
  write: mapFrom({
    'properties.dealname': 'name',
    'properties.description': 'description',
    'properties.amount': 'amount',
    'properties.deal_currency_code': 'currency',
    'properties.pipeline': 'pipeline',
    'properties.dealstage': 'stage',
    'properties.closedate': 'expectedCloseDate',
    'properties.closed_lost_reason': 'lostReason',
    'properties.hubspot_owner_id': 'ownerId',
  }),
  sample: sampleOf(
    '7001',
    {
      ...{ dealname: 'Globex, 40 seats', amount: '4800', deal_currency_code: 'EUR', pipeline: 'default' },
      ...{ dealstage: 'closedwon', hs_is_closed: 'true', hs_is_closed_won: 'true', hs_deal_stage_probability: '1.0' },
      ...{ closedate: '2026-11-19T10:00:00Z', hubspot_owner_id: '41629779', source_campaign: 'Spring' },
    },
    { companies: ['9001'], contacts: ['512'] },
  ),
};

const ticket: ConnectorModel = {
  object: 'ticket',
  mapping: mapTo(
    'ticket',
    {
      id: 'id',
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
      title: 'properties.subject',
      description: 'properties.content',
      type: 'properties.hs_ticket_category',
      // The stages that every account begins with; those of pipelines of its own are told as they are.
      status: oneOf(template('{properties.hs_pipeline}/{properties.hs_pipeline_stage}'), {
        open: '0/1',
        in_progress: '0/3',
        on_hold: '0/2',
        closed: '0/4',
      }),
      appStatus: 'properties.hs_pipeline_stage',
      priority: oneOf('properties.hs_ticket_priority', {
        low: 'LOW',
        normal: 'MEDIUM',
        high: 'HIGH',
        urgent: 'URGENT',
      }),
      appPriority: 'properties.hs_ticket_priority',
      projectId: 'properties.hs_pipeline',
      requesterId: 'associations.contacts[0]',
      assigneeIds: { list: [at('properties.hubspot_owner_id')] },
      companyId: 'associations.companies[0]',
      closedAt: 'properties.closed_date',
    },
    { rest },
  ),
  write: mapFrom({
    'properties.subject': 'title',
    'properties.content': 'description',
    'properties.hs_ticket_category': 'type',
    'properties.hs_pipeline': 'projectId',
    'properties.hs_pipeline_stage': 'appStatus',
    'properties.hs_ticket_priority': oneOf('priority', {
      LOW: 'low',
      MEDIUM: 'normal',
      HIGH: 'high',
      URGENT: 'urgent',
    }),
    'properties.hubspot_owner_id': 'assigneeIds[0]',
  }),
  sample: sampleOf(
    '3001',
    {
      ...{ subject: 'Export does not start', content: 'Since Monday.', hs_pipeline: '0', hs_pipeline_stage: '1' },
      ...{ hs_ticket_priority: 'HIGH', hubspot_owner_id: '41629779', product_area: 'export' },
    },
    { companies: ['9001'], contacts: ['512'] },
  ),
};

const user: ConnectorModel = {
  object: 'owner',
  mapping: mapTo('user', {
    id: 'id',
    name: firstOf(template('{firstName} {lastName}'), 'email'),
    firstName: 'firstName',
    lastName: 'lastName',
    email: 'email',
    kind: constant('member'),
    active: oneOf('archived', { true: false, false: true }),
    createdAt: 'createdAt',
    updatedAt: 'updatedAt',
  }),
  sample: {
    ...{
      id: '41629779',
      userId: 9586504,
      type: 'PERSON',
      email: 'ada@acme.example',
      firstName: 'Ada',
      lastName: 'Holm',
    },
    ...{ archived: false, createdAt: '2025-03-01T09:00:00.000Z', updatedAt: '2026-03-01T09:00:00.000Z' },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { contact, company, deal, ticket, user };
