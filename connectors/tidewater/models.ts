import { type ConnectorModel, constant, listOf, type ModelName, mapFrom, mapTo, template } from '../kit/index.ts';

const record = { id: 'id', ownerId: 'owner_id', createdAt: 'created_at', updatedAt: 'updated_at' };
const times = { created_at: '2026-01-02T03:04:05.006Z', updated_at: '2026-11-20T08:00:00.000Z' };

const contact: ConnectorModel = {
  object: 'contact',
  mapping: mapTo(
    'contact',
    {
      ...record,
      name: template('{first_name} {last_name}'),
      firstName: 'first_name',
      lastName: 'last_name',
      jobTitle: 'title',
      emails: listOf('email', [{ email: 'email', type: constant('work'), primary: constant(true) }]),
      phones: listOf('number', [{ number: 'phone', type: constant('work'), primary: constant(true) }]),
      companyId: 'company_id',
      tags: 'lists',
    },
    { rest: 'custom' },
  ),
  write: mapFrom({
    first_name: 'firstName',
    last_name: 'lastName',
    email: 'emails[0].email',
    phone: 'phones[0].number',
    title: 'jobTitle',
    company_id: 'companyId',
    owner_id: 'ownerId',
    custom: 'custom',
  }),
  sample: {
    ...{ id: 'c_1', first_name: 'Mara', last_name: 'Lindqvist', email: 'mara@globex.example', phone: null },
    ...{ title: 'Buyer', company_id: 'co_1', owner_id: 'u_1', lists: ['newsletter'], custom: { tier: 'gold' } },
    ...times,
  },
};

const company: ConnectorModel = {
  object: 'company',
  mapping: mapTo('company', {
    ...record,
    name: 'name',
    domain: 'domain',
    industry: 'industry',
    employees: 'employees',
    addresses: listOf('country', [{ country: 'country' }]),
  }),
  sample: {
    ...{ id: 'co_1', name: 'Globex', domain: 'globex.example', industry: 'Energy', country: 'SE', employees: 130 },
    ...{ owner_id: null, ...times },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { contact, company };
