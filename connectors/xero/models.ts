import {
  addressParts,
  at,
  type ConnectorModel,
  constant,
  decimal,
  type Expression,
  firstOf,
  itemsOf,
  lines,
  listOf,
  type ModelName,
  mapFrom,
  mapTo,
  oneOf,
  template,
  time,
  when,
} from '../kit/index.ts';

const rest = '.';
const updatedAt = time('UpdatedDateUTC', 'dotnet');
/** A day is written as the instant at which it begins in UTC: `/Date(1767312000000+0000)/`. */
const day = (path: string): Expression => at(path, { do: 'date', read: ['dotnet'], write: 'date' });
const number = (path: string): Expression => at(path, { do: 'convert', to: 'number' });
const changed = { UpdatedDateUTC: '/Date(1763625600000+0000)/' };

const customer: ConnectorModel = {
  object: 'contact',
  mapping: mapTo(
    'customer',
    {
      id: 'ContactID',
      name: 'Name',
      number: 'AccountNumber',
      firstName: 'FirstName',
      lastName: 'LastName',
      emails: listOf('email', [{ email: 'EmailAddress', primary: constant(true) }]),
      // Xero has a place for each kind of number and address, filled or not.
      phones: itemsOf(
        'Phones',
        {
          number: template('{PhoneCountryCode} {PhoneAreaCode} {PhoneNumber}'),
          type: at('PhoneType', { do: 'lower' }),
        },
        'number',
        { path: 'PhoneNumber', is: 'not_empty' },
      ),
      addresses: itemsOf(
        'Addresses',
        {
          type: oneOf('AddressType', { postal: 'POBOX', street: 'STREET', delivery: 'DELIVERY' }),
          street: lines('AddressLine1', 'AddressLine2', 'AddressLine3', 'AddressLine4'),
          city: 'City',
          state: 'Region',
          postalCode: 'PostalCode',
          country: 'Country',
        },
        addressParts,
      ),
      website: 'Website',
      taxNumber: 'TaxNumber',
      currency: 'DefaultCurrency',
      balance: decimal('Balances.AccountsReceivable.Outstanding'),
      active: oneOf('ContactStatus', { true: 'ACTIVE' }, 'false'),
      tags: at('ContactGroups[].Name'),
      updatedAt,
    },
    {
      rest,
      // Of one that neither bought nor sold anything yet, Xero says neither.
      filter: {
        any: [
          { path: 'IsCustomer', is: 'equals', value: true },
          { path: 'IsSupplier', is: 'not_equals', value: true },
        ],
      },
    },
  ),
  write: mapFrom({
    Name: 'name',
    AccountNumber: 'number',
    FirstName: 'firstName',
    LastName: 'lastName',
    EmailAddress: 'emails[0].email',
    TaxNumber: 'taxNumber',
    DefaultCurrency: 'currency',
  }),
  sample: {
    ...{ ContactID: 'bd2270c3-8706-4c11-9cfb-000b551c3f51', Name: 'Globex', ContactStatus: 'ACTIVE', IsCustomer: true },
    ...{ IsSupplier: false, EmailAddress: 'mara@globex.example', FirstName: 'Mara', LastName: 'Lindqvist', ...changed },
    Addresses: [
      { AddressType: 'STREET', City: '', Region: '', PostalCode: '', Country: '' },
      { AddressType: 'POBOX', AddressLine1: 'Hamngatan 1', City: 'Stockholm', PostalCode: '111 47', Country: 'Sweden' },
    ],
    Phones: [
      { PhoneType: 'DDI', PhoneNumber: '', PhoneAreaCode: '', PhoneCountryCode: '' },
      { PhoneType: 'DEFAULT', PhoneNumber: '123450', PhoneAreaCode: '8', PhoneCountryCode: '46' },
    ],
    Balances: { AccountsReceivable: { Outstanding: 362.07, Overdue: 0 } },
  },
};

const isPartlyPaid = { path: 'AmountPaid', is: 'greater', value: 0 } as const;
const isAuthorised = { path: 'Status', is: 'equals', value: 'AUTHORISED' } as const;

const invoice: ConnectorModel = {
  object: 'invoice',
  mapping: mapTo(
    'invoice',
    {
      id: 'InvoiceID',
      number: 'InvoiceNumber',
      customerId: 'Contact.ContactID',
      customerName: 'Contact.Name',
      status: firstOf(
        when([[{ all: [isAuthorised, isPartlyPaid] }, 'partially_paid']]),
        // `DELETED` is a draft that was thrown away: no word of the model says that.
        oneOf('Status', { draft: ['DRAFT', 'SUBMITTED'], open: 'AUTHORISED', paid: 'PAID', void: 'VOIDED' }),
      ),
      appStatus: 'Status',
      issueDate: day('Date'),
      dueDate: day('DueDate'),
      currency: 'CurrencyCode',
      subtotal: decimal('SubTotal'),
      tax: decimal('TotalTax'),
      discount: decimal('TotalDiscount'),
      total: decimal('Total'),
      amountPaid: decimal('AmountPaid'),
      balance: decimal('AmountDue'),
      lines: itemsOf('LineItems', {
        id: 'LineItemID',
        description: 'Description',
        itemId: 'Item.ItemID',
        quantity: decimal('Quantity'),
        unitPrice: decimal('UnitAmount'),
        tax: decimal('TaxAmount'),
        amount: decimal('LineAmount'),
      }),
      reference: 'Reference',
      updatedAt,
    },
    // The others are bills: what the account is to pay itself.
    { rest, filter: { path: 'Type', is: 'equals', value: 'ACCREC' } },
  ),
  write: mapFrom({
    Type: constant('ACCREC'),
    InvoiceNumber: 'number',
    'Contact.ContactID': 'customerId',
    Date: 'issueDate',
    DueDate: 'dueDate',
    CurrencyCode: 'currency',
    Reference: 'reference',
    Status: oneOf('status', { DRAFT: 'draft', AUTHORISED: 'open', VOIDED: 'void' }),
    LineItems: itemsOf('lines', {
      Description: 'description',
      Quantity: number('quantity'),
      UnitAmount: number('unitPrice'),
    }),
  }),
  sample: {
    ...{ InvoiceID: '243216c5-369e-4056-ac67-05388f86dc81', Type: 'ACCREC', InvoiceNumber: 'INV-1037', ...changed },
    ...{ Status: 'AUTHORISED', Contact: { ContactID: 'bd2270c3-8706-4c11-9cfb-000b551c3f51', Name: 'Globex' } },
    ...{ Date: '/Date(1761955200000+0000)/', DateString: '2025-11-01T00:00:00', DueDate: '/Date(1764547200000+0000)/' },
    ...{ SubTotal: 335.25, TotalTax: 26.82, Total: 362.07, AmountPaid: 300, AmountDue: 62.07, CurrencyCode: 'SEK' },
    LineItems: [
      {
        ...{ LineItemID: '52208ff9-528a-4985-a9ad-b2b1d4210e38', Description: 'Fountain', Quantity: 3 },
        ...{ UnitAmount: 111.75, TaxAmount: 26.82, LineAmount: 335.25, AccountCode: '200' },
      },
    ],
  },
};

const payment: ConnectorModel = {
  object: 'payment',
  mapping: mapTo(
    'payment',
    {
      id: 'PaymentID',
      customerId: 'Invoice.Contact.ContactID',
      customerName: 'Invoice.Contact.Name',
      amount: decimal('Amount'),
      currency: 'Invoice.CurrencyCode',
      date: day('Date'),
      status: oneOf('Status', { succeeded: 'AUTHORISED', canceled: 'DELETED' }),
      appStatus: 'Status',
      reference: 'Reference',
      invoices: listOf('invoiceId', [{ invoiceId: 'Invoice.InvoiceID', amount: decimal('Amount') }]),
      updatedAt,
    },
    // The others pay bills, or pay something back.
    { rest, filter: { path: 'PaymentType', is: 'equals', value: 'ACCRECPAYMENT' } },
  ),
  sample: {
    ...{ PaymentID: 'b26fd49a-cbae-470a-a8f8-bcbc119e0379', Status: 'AUTHORISED', Amount: 300, ...changed },
    ...{ Date: '/Date(1763596800000+0000)/', PaymentType: 'ACCRECPAYMENT', Reference: '4711', IsReconciled: true },
    Invoice: {
      ...{ InvoiceID: '243216c5-369e-4056-ac67-05388f86dc81', InvoiceNumber: 'INV-1037', Type: 'ACCREC' },
      Contact: { ContactID: 'bd2270c3-8706-4c11-9cfb-000b551c3f51', Name: 'Globex' },
    },
    Account: { AccountID: '13918178-849a-4823-9a31-57b7eac713d7' },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { customer, invoice, payment };
