import {
  type ConnectorModel,
  constant,
  decimal,
  firstOf,
  listOf,
  type ModelName,
  mapFrom,
  mapTo,
  oneOf,
  template,
} from '../kit/index.ts';

// Days and times come in the account's own way of writing them and its own time zone: they stand in `custom` as they are.
const rest = '.';
const active = oneOf('isinactive', { true: 'F', false: 'T' });
const emails = listOf('email', [{ email: 'email', primary: constant(true) }]);
const phones = listOf('number', [{ number: 'phone', primary: constant(true) }]);
const ownerId = 'salesrep';

const aCustomer = {
  ...{ id: '107', entityid: 'Globex', companyname: 'Globex', email: 'pay@globex.example', phone: '+46 8 123' },
  ...{ isinactive: 'F', isperson: 'F', subsidiary: '1', salesrep: '12', lastmodifieddate: '11/20/2026' },
};

const customer: ConnectorModel = {
  object: 'customer',
  mapping: mapTo(
    'customer',
    {
      id: 'id',
      name: firstOf('companyname', template('{firstname} {lastname}'), 'entityid'),
      number: 'entityid',
      companyName: 'companyname',
      firstName: 'firstname',
      lastName: 'lastname',
      emails,
      phones,
      website: 'url',
      taxNumber: 'vatregnumber',
      balance: decimal('balancesearch'),
      notes: 'comments',
      parentId: 'parent',
      active,
    },
    { rest },
  ),
  write: mapFrom({
    companyname: 'companyName',
    email: 'emails[0].email',
    phone: 'phones[0].number',
    url: 'website',
    vatregnumber: 'taxNumber',
    comments: 'notes',
    parent: 'parentId',
  }),
  sample: aCustomer,
};

const company: ConnectorModel = {
  object: 'customer',
  mapping: mapTo(
    'company',
    {
      id: 'id',
      name: firstOf('companyname', 'entityid'),
      website: 'url',
      description: 'comments',
      emails,
      phones,
      parentId: 'parent',
      ownerId,
    },
    // Persons are customers too.
    { rest, filter: { not: { path: 'isperson', is: 'equals', value: 'T' } } },
  ),
  write: mapFrom({
    companyname: 'name',
    email: 'emails[0].email',
    phone: 'phones[0].number',
    url: 'website',
    comments: 'description',
    parent: 'parentId',
    salesrep: 'ownerId',
  }),
  sample: aCustomer,
};

const contact: ConnectorModel = {
  object: 'contact',
  mapping: mapTo(
    'contact',
    {
      id: 'id',
      name: firstOf(template('{firstname} {lastname}'), 'entityid'),
      firstName: 'firstname',
      lastName: 'lastname',
      jobTitle: 'title',
      emails,
      phones,
      companyId: 'company',
    },
    { rest },
  ),
  write: mapFrom({
    firstname: 'firstName',
    lastname: 'lastName',
    title: 'jobTitle',
    company: 'companyId',
    email: 'emails[0].email',
    phone: 'phones[0].number',
  }),
  sample: {
    ...{
      id: '108',
      entityid: 'Mara Lindqvist',
      firstname: 'Mara',
      lastname: 'Lindqvist',
      email: 'mara@globex.example',
    },
    ...{ company: '107', title: 'Buyer', isinactive: 'F', custentity_tier: 'gold' },
  },
};

const code = (type: string, letter: string): string[] => [letter, `${type}:${letter}`];

const invoice: ConnectorModel = {
  object: 'invoice',
  mapping: mapTo(
    'invoice',
    {
      id: 'id',
      number: 'tranid',
      customerId: 'entity',
      status: oneOf('status', {
        open: code('CustInvc', 'A'),
        paid: code('CustInvc', 'B'),
        draft: code('CustInvc', 'D'),
        void: [...code('CustInvc', 'V'), ...code('CustInvc', 'E')],
      }),
      appStatus: 'status',
      total: decimal('foreigntotal'),
      amountPaid: decimal('foreignamountpaid'),
      balance: decimal('foreignamountunpaid'),
      reference: 'otherrefnum',
      memo: 'memo',
    },
    { rest },
  ),
  sample: {
    ...{ id: '5001', tranid: 'INV-42', type: 'CustInvc', trandate: '11/1/2026', status: 'A', entity: '107' },
    ...{ currency: '1', foreigntotal: '39.98', foreignamountunpaid: '39.98', memo: 'By phone' },
  },
};

const payment: ConnectorModel = {
  object: 'customerPayment',
  mapping: mapTo(
    'payment',
    {
      id: 'id',
      customerId: 'entity',
      amount: decimal('foreigntotal'),
      appStatus: 'status',
      reference: firstOf('otherrefnum', 'tranid'),
      description: 'memo',
    },
    { rest },
  ),
  sample: {
    ...{ id: '5002', tranid: 'PAY-42', type: 'CustPymt', trandate: '11/20/2026', status: 'C', entity: '107' },
    ...{ currency: '1', foreigntotal: '39.98', memo: null },
  },
};

const deal: ConnectorModel = {
  object: 'opportunity',
  mapping: mapTo(
    'deal',
    {
      id: 'id',
      name: firstOf('title', 'tranid'),
      description: 'memo',
      amount: decimal('foreigntotal'),
      status: oneOf('status', {
        open: [...code('Opprtnty', 'A'), ...code('Opprtnty', 'B')],
        won: code('Opprtnty', 'C'),
        lost: code('Opprtnty', 'D'),
      }),
      stage: 'entitystatus',
      companyId: 'entity',
      ownerId: 'employee',
    },
    { rest },
  ),
  sample: {
    ...{ id: '5003', tranid: 'OPP-42', title: 'Globex, 40 seats', type: 'Opprtnty', status: 'A', entity: '107' },
    ...{ currency: '1', foreigntotal: '4800.00', entitystatus: '11', memo: null },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = {
  ...{ customer, company, contact, invoice, payment, deal },
};
