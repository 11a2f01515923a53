import {
  addressesOf,
  at,
  type ConnectorModel,
  constant,
  type Expression,
  firstOf,
  lines,
  listOf,
  type ModelName,
  mapFrom,
  mapTo,
  minorUnits,
  oneOf,
  onlyIf,
  template,
} from '../kit/index.ts';

const record = { id: 'id', createdAt: 'created_at', updatedAt: 'updated_at' };
const rest = '.';
const money = (path: string) => minorUnits(`${path}.amount`, `${path}.currency`);
const moneyIfThere = (path: string): Expression => onlyIf({ path: `${path}.amount`, is: 'not_empty' }, money(path));

const customer: ConnectorModel = {
  object: 'customer',
  mapping: mapTo(
    'customer',
    {
      ...record,
      name: firstOf('company_name', template('{given_name} {family_name}'), 'nickname', 'email_address'),
      number: 'reference_id',
      companyName: 'company_name',
      firstName: 'given_name',
      lastName: 'family_name',
      emails: listOf('email', [{ email: 'email_address', primary: constant(true) }]),
      phones: listOf('number', [{ number: 'phone_number', primary: constant(true) }]),
      addresses: addressesOf({
        street: lines('address.address_line_1', 'address.address_line_2', 'address.address_line_3'),
        city: 'address.locality',
        state: 'address.administrative_district_level_1',
        postalCode: 'address.postal_code',
        country: 'address.country',
      }),
      notes: 'note',
    },
    { rest },
  ),
  write: mapFrom({
    company_name: 'companyName',
    given_name: 'firstName',
    family_name: 'lastName',
    email_address: 'emails[0].email',
    phone_number: 'phones[0].number',
    reference_id: 'number',
    note: 'notes',
  }),
  sample: {
    ...{ id: 'JDKYHBWT1D4F8MFH63DBMEN8Y4', given_name: 'Mara', family_name: 'Lindqvist', company_name: 'Globex' },
    ...{ email_address: 'mara@globex.example', phone_number: '+4681234500', note: 'Since 2019', version: 3 },
    address: { address_line_1: 'Hamngatan 1', locality: 'Stockholm', postal_code: '111 47', country: 'SE' },
    ...{ created_at: '2026-01-02T03:04:05.000Z', updated_at: '2026-11-20T08:00:00Z' },
  },
};

// Where an invoice is paid in several parts, no place of it tells the whole.
const isOnePart = { path: 'payment_requests[1]', is: 'empty' } as const;
const asked = 'payment_requests[0].computed_amount_money';
const paid = 'payment_requests[0].total_completed_amount_money';

const invoice: ConnectorModel = {
  object: 'invoice',
  mapping: mapTo(
    'invoice',
    {
      ...record,
      number: 'invoice_number',
      customerId: 'primary_recipient.customer_id',
      customerName: firstOf(
        'primary_recipient.company_name',
        template('{primary_recipient.given_name} {primary_recipient.family_name}'),
      ),
      status: oneOf('status', {
        draft: ['DRAFT', 'SCHEDULED'],
        open: ['UNPAID', 'PAYMENT_PENDING'],
        partially_paid: 'PARTIALLY_PAID',
        paid: 'PAID',
        void: 'CANCELED',
      }),
      appStatus: 'status',
      dueDate: onlyIf(isOnePart, 'payment_requests[0].due_date'),
      currency: `${asked}.currency`,
      total: onlyIf(isOnePart, moneyIfThere(asked)),
      amountPaid: onlyIf(isOnePart, moneyIfThere(paid)),
      memo: 'description',
      url: 'public_url',
    },
    { rest },
  ),
  sample: {
    ...{ id: 'inv:0-ChCHu2mZEabLeeHahQnXDjZQECY', version: 1, location_id: 'ES0RJRZYEC39A', invoice_number: '1037' },
    ...{ title: 'Fountain', description: 'Thanks', status: 'PARTIALLY_PAID', order_id: 'CAISENgvlJ6jLWAzERDzjyHVybY' },
    primary_recipient: { customer_id: 'JDKYHBWT1D4F8MFH63DBMEN8Y4', given_name: 'Mara', family_name: 'Lindqvist' },
    payment_requests: [
      {
        ...{ uid: '2da7964f', request_type: 'BALANCE', due_date: '2026-12-01' },
        computed_amount_money: { amount: 36207, currency: 'USD' },
        total_completed_amount_money: { amount: 30000, currency: 'USD' },
      },
    ],
    ...{ created_at: '2026-11-01T03:04:05.000Z', updated_at: '2026-11-20T08:00:00Z' },
  },
};

const payment: ConnectorModel = {
  object: 'payment',
  mapping: mapTo(
    'payment',
    {
      ...record,
      customerId: 'customer_id',
      amount: firstOf(moneyIfThere('total_money'), moneyIfThere('amount_money')),
      currency: firstOf('total_money.currency', 'amount_money.currency'),
      // By UTC: of the place where it was paid, Square tells a key.
      date: at('created_at', { do: 'date', read: ['iso'], write: 'date' }),
      status: oneOf('status', {
        pending: ['APPROVED', 'PENDING'],
        succeeded: 'COMPLETED',
        failed: 'FAILED',
        canceled: 'CANCELED',
      }),
      appStatus: 'status',
      refunded: moneyIfThere('refunded_money'),
      fee: onlyIf({ path: 'processing_fee[1]', is: 'empty' }, moneyIfThere('processing_fee[0].amount_money')),
      method: at('source_type', { do: 'lower' }),
      reference: 'reference_id',
      description: 'note',
      url: 'receipt_url',
    },
    { rest },
  ),
  sample: {
    ...{ id: 'R2B3Z8WMVt3EAmzYWLZvz7Y69EbZY', status: 'COMPLETED', source_type: 'CARD', order_id: 'CAISENgvlJ6j' },
    ...{ amount_money: { amount: 30000, currency: 'USD' }, total_money: { amount: 30500, currency: 'USD' } },
    ...{ tip_money: { amount: 500, currency: 'USD' }, customer_id: 'JDKYHBWT1D4F8MFH63DBMEN8Y4' },
    processing_fee: [{ type: 'INITIAL', amount_money: { amount: 823, currency: 'USD' } }],
    ...{ created_at: '2026-11-20T07:59:00.000Z', updated_at: '2026-11-20T08:00:00Z', reference_id: '4711' },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { customer, invoice, payment };
