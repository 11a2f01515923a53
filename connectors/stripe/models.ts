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
  minorUnits,
  oneOf,
  onlyIf,
  time,
  when,
} from '../kit/index.ts';

/** What Stripe counts otherwise than ISO 4217: https://docs.stripe.com/currencies#special-cases */
const digits = { ISK: 2, UGX: 2, MGA: 0 };
const money = (path: string, currency = 'currency') => minorUnits(path, currency, digits);
const currency = at('currency', { do: 'upper' });
const day = (path: string): Expression => at(path, { do: 'date', read: ['unix'], write: 'date' });
const createdAt = time('created', 'unix');
// The account's own fields.
const rest = 'metadata';
const address = (of: string, type: string) => ({
  type: constant(type),
  street: lines(`${of}.line1`, `${of}.line2`),
  city: `${of}.city`,
  state: `${of}.state`,
  postalCode: `${of}.postal_code`,
  country: `${of}.country`,
});
const base = { created: 1763625600, livemode: true };

const customer: ConnectorModel = {
  object: 'customer',
  mapping: mapTo(
    'customer',
    {
      id: 'id',
      name: 'name',
      emails: listOf('email', [{ email: 'email', primary: constant(true) }]),
      phones: listOf('number', [{ number: 'phone', primary: constant(true) }]),
      addresses: addressesOf(address('address', 'billing'), address('shipping.address', 'shipping')),
      currency,
      balance: onlyIf({ path: 'currency', is: 'not_empty' }, money('balance')),
      notes: 'description',
      createdAt,
    },
    { rest },
  ),
  write: mapFrom({
    name: 'name',
    email: 'emails[0].email',
    phone: 'phones[0].number',
    description: 'notes',
    'address.line1': 'addresses[0].street',
    'address.city': 'addresses[0].city',
    'address.state': 'addresses[0].state',
    'address.postal_code': 'addresses[0].postalCode',
    'address.country': 'addresses[0].country',
    metadata: 'custom',
  }),
  sample: {
    ...{ id: 'cus_NffrFeUfNV2Hib', object: 'customer', ...base, name: 'Globex', email: 'mara@globex.example' },
    ...{ phone: '+46 8 123 450', description: 'Since 2019', balance: -250, currency: 'sek', delinquent: false },
    address: {
      line1: 'Hamngatan 1',
      line2: null,
      city: 'Stockholm',
      postal_code: '111 47',
      country: 'SE',
      state: null,
    },
    metadata: { tier: 'gold' },
  },
};

const isOpen = { path: 'status', is: 'equals', value: 'open' } as const;
const isPartlyPaid = { path: 'amount_paid', is: 'greater', value: 0 } as const;

const invoice: ConnectorModel = {
  object: 'invoice',
  mapping: mapTo(
    'invoice',
    {
      id: 'id',
      number: 'number',
      customerId: 'customer',
      customerName: 'customer_name',
      status: firstOf(
        when([[{ all: [isOpen, isPartlyPaid] }, 'partially_paid']]),
        oneOf('status', { draft: 'draft', open: 'open', paid: 'paid', void: 'void', uncollectible: 'uncollectible' }),
      ),
      appStatus: 'status',
      issueDate: firstOf(day('effective_at'), day('status_transitions.finalized_at')),
      dueDate: day('due_date'),
      paidAt: time('status_transitions.paid_at', 'unix'),
      currency,
      subtotal: money('subtotal'),
      total: money('total'),
      amountPaid: money('amount_paid'),
      balance: money('amount_remaining'),
      lines: itemsOf('lines.data', {
        id: 'id',
        description: 'description',
        itemId: firstOf('pricing.price_details.product', 'price.product'),
        quantity: decimal('quantity'),
        amount: money('amount'),
      }),
      memo: 'description',
      url: 'hosted_invoice_url',
      createdAt,
    },
    { rest },
  ),
  sample: {
    ...{ id: 'in_1MtHbELkdIwHu7ixl4OzzPMv', object: 'invoice', ...base, number: '26764-0001', status: 'open' },
    ...{ customer: 'cus_NffrFeUfNV2Hib', customer_name: 'Globex', customer_email: 'mara@globex.example' },
    ...{
      currency: 'sek',
      subtotal: 33525,
      total: 36207,
      amount_due: 36207,
      amount_paid: 30000,
      amount_remaining: 6207,
    },
    ...{
      due_date: 1764547200,
      period_start: 1761955200,
      period_end: 1764547200,
      description: null,
      metadata: { order: '6735' },
    },
    status_transitions: { finalized_at: 1763625700, paid_at: null, voided_at: null },
    lines: {
      object: 'list',
      data: [{ id: 'il_1MtHbE', description: 'Fountain', quantity: 3, amount: 33525, currency: 'sek' }],
    },
  },
};

const payment: ConnectorModel = {
  object: 'charge',
  mapping: mapTo(
    'payment',
    {
      id: 'id',
      customerId: 'customer',
      customerName: 'billing_details.name',
      amount: money('amount'),
      currency,
      date: day('created'),
      status: firstOf(
        when([[{ path: 'refunded', is: 'equals', value: true }, 'refunded']]),
        oneOf('status', { succeeded: 'succeeded', pending: 'pending', failed: 'failed' }),
      ),
      appStatus: 'status',
      refunded: money('amount_refunded'),
      method: 'payment_method_details.type',
      reference: 'payment_intent',
      description: 'description',
      url: 'receipt_url',
      createdAt,
    },
    { rest },
  ),
  sample: {
    ...{ id: 'ch_3MmlLrLkdIwHu7ix0snN0B15', object: 'charge', ...base, amount: 30000, amount_refunded: 0 },
    ...{ currency: 'sek', status: 'succeeded', paid: true, refunded: false, disputed: false, description: null },
    ...{ customer: 'cus_NffrFeUfNV2Hib', payment_intent: 'pi_3MmlLr', metadata: { order: '6735' } },
    ...{ billing_details: { name: 'Mara Lindqvist' }, payment_method_details: { type: 'card' } },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { customer, invoice, payment };
