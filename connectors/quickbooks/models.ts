import {
  addressesOf,
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
  onlyIf,
  when,
} from '../kit/index.ts';

const record = { id: 'Id', createdAt: 'MetaData.CreateTime', updatedAt: 'MetaData.LastUpdatedTime' };
const rest = '.';
const number = (path: string): Expression => at(path, { do: 'convert', to: 'number' });
const sampleOf = (fields: object) => ({
  ...{ Id: '58', SyncToken: '2', domain: 'QBO', sparse: false },
  MetaData: { CreateTime: '2026-01-02T03:04:05-08:00', LastUpdatedTime: '2026-11-20T08:00:00-08:00' },
  ...fields,
});

const address = (of: 'BillAddr' | 'ShipAddr', type: string) => ({
  type: constant(type),
  street: lines(`${of}.Line1`, `${of}.Line2`, `${of}.Line3`, `${of}.Line4`, `${of}.Line5`),
  city: `${of}.City`,
  state: `${of}.CountrySubDivisionCode`,
  postalCode: `${of}.PostalCode`,
  country: `${of}.Country`,
});
const phone = (field: string, type: string, primary = false) => ({
  number: `${field}.FreeFormNumber`,
  type: constant(type),
  primary: constant(primary),
});

const customer: ConnectorModel = {
  object: 'customer',
  mapping: mapTo(
    'customer',
    {
      ...record,
      name: 'DisplayName',
      companyName: 'CompanyName',
      firstName: 'GivenName',
      lastName: 'FamilyName',
      emails: listOf('email', [{ email: 'PrimaryEmailAddr.Address', primary: constant(true) }]),
      phones: listOf('number', [
        phone('PrimaryPhone', 'work', true),
        phone('Mobile', 'mobile'),
        phone('AlternatePhone', 'other'),
        phone('Fax', 'fax'),
      ]),
      addresses: addressesOf(address('BillAddr', 'billing'), address('ShipAddr', 'shipping')),
      website: 'WebAddr.URI',
      taxNumber: 'ResaleNum',
      currency: 'CurrencyRef.value',
      balance: decimal('Balance'),
      notes: 'Notes',
      parentId: 'ParentRef.value',
      active: 'Active',
    },
    { rest },
  ),
  write: mapFrom({
    DisplayName: 'name',
    CompanyName: 'companyName',
    GivenName: 'firstName',
    FamilyName: 'lastName',
    'PrimaryEmailAddr.Address': 'emails[0].email',
    'PrimaryPhone.FreeFormNumber': 'phones[0].number',
    'WebAddr.URI': 'website',
    Notes: 'notes',
    Active: 'active',
  }),
  sample: sampleOf({
    ...{ DisplayName: 'Globex', CompanyName: 'Globex AB', GivenName: 'Mara', FamilyName: 'Lindqvist', Active: true },
    PrimaryEmailAddr: { Address: 'mara@globex.example' },
    PrimaryPhone: { FreeFormNumber: '+46 8 123 450' },
    BillAddr: { Id: '9', Line1: 'Hamngatan 1', City: 'Stockholm', PostalCode: '111 47', Country: 'Sweden' },
    ...{ Balance: 362.07, Taxable: true, CurrencyRef: { value: 'SEK', name: 'Swedish Krona' } },
  }),
};

const sold = 'SalesItemLineDetail';
const ofKind = (kind: string) => ({ path: 'DetailType', is: 'equals', value: kind }) as const;

const invoice: ConnectorModel = {
  object: 'invoice',
  mapping: mapTo(
    'invoice',
    {
      ...record,
      number: 'DocNumber',
      customerId: 'CustomerRef.value',
      customerName: 'CustomerRef.name',
      // QuickBooks keeps no status of an invoice: what is still due tells it. One of nothing may be paid or void.
      status: onlyIf(
        { path: 'TotalAmt', is: 'greater', value: 0 },
        when([
          [{ path: 'Balance', is: 'equals', value: 0 }, 'paid'],
          [{ path: 'Balance', is: 'less', other: 'TotalAmt' }, 'partially_paid'],
          [{ path: 'Balance', is: 'not_empty' }, 'open'],
        ]),
      ),
      issueDate: 'TxnDate',
      dueDate: 'DueDate',
      currency: 'CurrencyRef.value',
      subtotal: {
        path: 'Line',
        steps: [
          { do: 'where', where: ofKind('SubTotalLineDetail') },
          { do: 'map', to: decimal('Amount') },
          { do: 'first' },
        ],
      },
      tax: decimal('TxnTaxDetail.TotalTax'),
      total: decimal('TotalAmt'),
      balance: decimal('Balance'),
      lines: itemsOf(
        'Line',
        {
          id: 'Id',
          description: 'Description',
          itemId: `${sold}.ItemRef.value`,
          quantity: decimal(`${sold}.Qty`),
          unitPrice: decimal(`${sold}.UnitPrice`),
          amount: decimal('Amount'),
        },
        'amount',
        ofKind(sold),
      ),
      memo: 'CustomerMemo.value',
    },
    { rest },
  ),
  write: mapFrom({
    DocNumber: 'number',
    'CustomerRef.value': 'customerId',
    TxnDate: 'issueDate',
    DueDate: 'dueDate',
    'CustomerMemo.value': 'memo',
    Line: itemsOf('lines', {
      DetailType: constant(sold),
      Description: 'description',
      Amount: number('amount'),
      [sold]: {
        object: {
          ItemRef: { object: { value: { path: 'itemId' } } },
          Qty: number('quantity'),
          UnitPrice: number('unitPrice'),
        },
      },
    }),
  }),
  sample: sampleOf({
    ...{ Id: '130', DocNumber: '1037', TxnDate: '2026-11-01', DueDate: '2026-12-01', TotalAmt: 362.07, Balance: 62.07 },
    ...{
      CustomerRef: { value: '58', name: 'Globex' },
      CurrencyRef: { value: 'SEK' },
      CustomerMemo: { value: 'Thanks' },
    },
    TxnTaxDetail: { TotalTax: 26.82 },
    Line: [
      {
        ...{ Id: '1', LineNum: 1, Description: 'Fountain', Amount: 335.25, DetailType: sold },
        [sold]: { ItemRef: { value: '5', name: 'Fountain' }, UnitPrice: 111.75, Qty: 3 },
      },
      { Amount: 335.25, DetailType: 'SubTotalLineDetail', SubTotalLineDetail: {} },
    ],
  }),
};

const payment: ConnectorModel = {
  object: 'payment',
  mapping: mapTo(
    'payment',
    {
      ...record,
      customerId: 'CustomerRef.value',
      customerName: 'CustomerRef.name',
      amount: decimal('TotalAmt'),
      currency: 'CurrencyRef.value',
      date: 'TxnDate',
      // What stands in the books was received.
      status: constant('succeeded'),
      method: firstOf('PaymentMethodRef.name', 'PaymentMethodRef.value'),
      reference: 'PaymentRefNum',
      description: 'PrivateNote',
      invoices: itemsOf('Line', { invoiceId: 'LinkedTxn[0].TxnId', amount: decimal('Amount') }, 'invoiceId', {
        path: 'LinkedTxn[0].TxnType',
        is: 'equals',
        value: 'Invoice',
      }),
    },
    { rest },
  ),
  write: mapFrom({
    'CustomerRef.value': 'customerId',
    TotalAmt: number('amount'),
    TxnDate: 'date',
    PaymentRefNum: 'reference',
    PrivateNote: 'description',
    Line: itemsOf('invoices', {
      Amount: number('amount'),
      LinkedTxn: { list: [{ object: { TxnId: { path: 'invoiceId' }, TxnType: constant('Invoice') } }] },
    }),
  }),
  sample: sampleOf({
    ...{ Id: '132', TxnDate: '2026-11-20', TotalAmt: 300, UnappliedAmt: 0, PaymentRefNum: '4711' },
    ...{
      CustomerRef: { value: '58', name: 'Globex' },
      CurrencyRef: { value: 'SEK' },
      PaymentMethodRef: { value: '2' },
    },
    Line: [{ Amount: 300, LinkedTxn: [{ TxnId: '130', TxnType: 'Invoice' }] }],
  }),
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { customer, invoice, payment };
