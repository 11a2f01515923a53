import {
  addressesOf,
  asNumber,
  asText,
  type ConnectorModel,
  constant,
  decimal,
  firstOf,
  itemsOf,
  type ModelName,
  mapFrom,
  mapTo,
  oneOf,
  template,
} from '../kit/index.ts';

const record = { id: 'id', ownerId: 'owner_id', createdAt: 'add_time', updatedAt: 'update_time' };
const rest = 'custom_fields';
// Labels are ids; their words stand with the fields of the account.
const tags = asText('label_ids[]');
const times = { add_time: '2026-01-02T03:04:05Z', update_time: '2026-11-20T08:00:00Z' };
const way = { type: 'label', primary: 'primary' };

const contact: ConnectorModel = {
  object: 'person',
  mapping: mapTo(
    'contact',
    {
      ...record,
      name: 'name',
      firstName: 'first_name',
      lastName: 'last_name',
      jobTitle: 'job_title',
      emails: itemsOf('emails', { email: 'value', ...way }, 'email'),
      phones: itemsOf('phones', { number: 'value', ...way }, 'number'),
      companyId: 'org_id',
      tags,
    },
    { rest },
  ),
  write: mapFrom({
    name: firstOf('name', template('{firstName} {lastName}')),
    job_title: 'jobTitle',
    emails: itemsOf('emails', { value: 'email', label: 'type', primary: 'primary' }, 'value'),
    phones: itemsOf('phones', { value: 'number', label: 'type', primary: 'primary' }, 'value'),
    org_id: asNumber('companyId'),
    owner_id: asNumber('ownerId'),
    custom_fields: 'custom',
  }),
  sample: {
    ...{ id: 31, name: 'Mara Lindqvist', first_name: 'Mara', last_name: 'Lindqvist', job_title: 'Buyer', owner_id: 7 },
    emails: [{ value: 'mara@globex.example', label: 'work', primary: true }],
    phones: [{ value: '', label: 'work', primary: true }],
    ...{ org_id: 11, label_ids: [5], custom_fields: { d4de1c1518b4531717c676029a45911c340390a6: 'gold' }, ...times },
  },
};

const company: ConnectorModel = {
  object: 'organization',
  mapping: mapTo(
    'company',
    {
      ...record,
      name: 'name',
      website: 'website',
      industry: asText('industry'),
      employees: 'employee_count',
      annualRevenue: decimal('annual_revenue'),
      addresses: addressesOf({
        street: 'address.value',
        city: 'address.locality',
        state: 'address.admin_area_level_1',
        postalCode: 'address.postal_code',
        country: 'address.country',
      }),
      tags,
    },
    { rest },
  ),
  write: mapFrom({
    name: 'name',
    owner_id: asNumber('ownerId'),
    custom_fields: 'custom',
  }),
  sample: {
    ...{ id: 11, name: 'Globex', owner_id: 7, website: 'https://globex.example', label_ids: [] },
    address: { value: 'Kungsgatan 1, Stockholm', locality: 'Stockholm', country: 'Sweden', postal_code: '111 43' },
    ...{ custom_fields: { b2c4: 'north' }, ...times },
  },
};

const deal: ConnectorModel = {
  object: 'deal',
  mapping: mapTo(
    'deal',
    {
      ...record,
      name: 'title',
      amount: decimal('value'),
      currency: 'currency',
      status: oneOf('status', { open: 'open', won: 'won', lost: 'lost' }),
      stage: 'stage_id',
      pipeline: 'pipeline_id',
      probability: 'probability',
      expectedCloseDate: 'expected_close_date',
      closedAt: firstOf('won_time', 'lost_time'),
      lostReason: 'lost_reason',
      companyId: 'org_id',
      contactIds: { list: [asText('person_id')] },
      tags,
    },
    { rest },
  ),
  write: mapFrom({
    title: 'name',
    value: asNumber('amount'),
    currency: 'currency',
    status: 'status',
    pipeline_id: asNumber('pipeline'),
    stage_id: asNumber('stage'),
    probability: 'probability',
    expected_close_date: 'expectedCloseDate',
    lost_reason: 'lostReason',
    person_id: asNumber('contactIds[0]'),
    org_id: asNumber('companyId'),
    owner_id: asNumber('ownerId'),
    custom_fields: 'custom',
  }),
  sample: {
    ...{ id: 71, title: 'Globex, 40 seats', status: 'won', value: 4800, currency: 'EUR', owner_id: 7, person_id: 31 },
    ...{ org_id: 11, pipeline_id: 1, stage_id: 5, probability: null, expected_close_date: '2026-11-30' },
    ...{ won_time: '2026-11-19T10:00:00Z', label_ids: [], custom_fields: { b2c5: 40 }, ...times },
  },
};

const user: ConnectorModel = {
  object: 'user',
  mapping: mapTo('user', {
    id: 'id',
    name: 'name',
    email: 'email',
    kind: constant('member'),
    active: 'active_flag',
  }),
  sample: { id: 7, name: 'Ada Holm', email: 'ada@acme.example', active_flag: true },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { contact, company, deal, user };
