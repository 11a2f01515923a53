import {
  at,
  type ConnectorModel,
  decimal,
  firstOf,
  itemsOf,
  type ModelName,
  mapTo,
  oneOf,
  template,
} from '../kit/index.ts';

const rest = '.';

const invoice: ConnectorModel = {
  object: 'invoice',
  mapping: mapTo(
    'invoice',
    {
      id: 'id',
      number: 'detail.invoice_number',
      customerName: firstOf(
        'primary_recipients[0].billing_info.business_name',
        'primary_recipients[0].billing_info.name.full_name',
        template(
          '{primary_recipients[0].billing_info.name.given_name} {primary_recipients[0].billing_info.name.surname}',
        ),
      ),
      status: oneOf('status', {
        draft: ['DRAFT', 'SCHEDULED'],
        open: ['SENT', 'UNPAID', 'SHARED', 'PAYMENT_PENDING'],
        partially_paid: 'PARTIALLY_PAID',
        paid: ['PAID', 'MARKED_AS_PAID'],
        void: 'CANCELLED',
      }),
      appStatus: 'status',
      issueDate: 'detail.invoice_date',
      dueDate: 'detail.payment_term.due_date',
      currency: firstOf('amount.currency_code', 'detail.currency_code'),
      subtotal: decimal('amount.breakdown.item_total.value'),
      tax: decimal('amount.breakdown.tax_total.value'),
      total: decimal('amount.value'),
      amountPaid: decimal('payments.paid_amount.value'),
      balance: decimal('due_amount.value'),
      lines: itemsOf('items', {
        id: 'id',
        description: firstOf('name', 'description'),
        quantity: decimal('quantity'),
        unitPrice: decimal('unit_amount.value'),
        tax: decimal('tax.amount.value'),
      }),
      reference: 'detail.reference',
      memo: 'detail.note',
      url: 'detail.metadata.recipient_view_url',
      createdAt: 'detail.metadata.create_time',
      updatedAt: 'detail.metadata.last_update_time',
    },
    { rest },
  ),
  sample: {
    ...{ id: 'INV2-Z56S-5LLA-Q52L-CPZ5', status: 'PARTIALLY_PAID' },
    detail: {
      ...{ invoice_number: '1037', invoice_date: '2026-11-01', currency_code: 'SEK', reference: 'PO-12' },
      payment_term: { term_type: 'NET_30', due_date: '2026-12-01' },
      metadata: { create_time: '2026-11-01T08:00:00Z', last_update_time: '2026-11-20T08:00:00Z' },
    },
    primary_recipients: [{ billing_info: { business_name: 'Globex', email_address: 'mara@globex.example' } }],
    items: [{ id: 'ITEM-1', name: 'Fountain', quantity: '3', unit_amount: { currency_code: 'SEK', value: '111.75' } }],
    amount: {
      ...{ currency_code: 'SEK', value: '362.07' },
      breakdown: { item_total: { currency_code: 'SEK', value: '335.25' }, tax_total: { value: '26.82' } },
    },
    configuration: { partial_payment: { allow_partial_payment: true } },
    ...{ payments: { paid_amount: { value: '300.00' } }, due_amount: { currency_code: 'SEK', value: '62.07' } },
  },
};

const info = 'transaction_info';

const payment: ConnectorModel = {
  object: 'transaction',
  mapping: mapTo(
    'payment',
    {
      id: `${info}.transaction_id`,
      customerName: firstOf(
        'payer_info.payer_name.alternate_full_name',
        template('{payer_info.payer_name.given_name} {payer_info.payer_name.surname}'),
      ),
      amount: decimal(`${info}.transaction_amount.value`),
      currency: `${info}.transaction_amount.currency_code`,
      date: at(`${info}.transaction_initiation_date`, { do: 'date', read: ['iso'], write: 'date' }),
      status: oneOf(`${info}.transaction_status`, { succeeded: 'S', pending: 'P', failed: 'D', refunded: 'V' }),
      appStatus: `${info}.transaction_status`,
      // PayPal writes what it keeps as less than nothing.
      fee: at(`${info}.fee_amount.value`, { do: 'replace', find: '-', with: '' }, { do: 'decimal' }),
      method: `${info}.transaction_event_code`,
      reference: firstOf(`${info}.invoice_id`, `${info}.custom_field`),
      description: firstOf(`${info}.transaction_subject`, `${info}.transaction_note`),
      createdAt: `${info}.transaction_initiation_date`,
      updatedAt: `${info}.transaction_updated_date`,
    },
    {
      rest,
      // `T00…` are payments, https://developer.paypal.com/docs/transaction-search/transaction-event-codes/; those that were sent are below nothing.
      filter: {
        all: [
          { path: `${info}.transaction_event_code`, is: 'starts_with', value: 'T00' },
          { not: { path: `${info}.transaction_amount.value`, is: 'starts_with', value: '-' } },
        ],
      },
    },
  ),
  sample: {
    transaction_info: {
      ...{ transaction_id: '5TY05013RG002845M', transaction_event_code: 'T0006', transaction_status: 'S' },
      transaction_initiation_date: '2026-11-20T04:03:52+0000',
      transaction_updated_date: '2026-11-20T04:03:52+0000',
      transaction_amount: { currency_code: 'SEK', value: '300.00' },
      ...{ fee_amount: { currency_code: 'SEK', value: '-10.47' }, invoice_id: '1037' },
    },
    cart_info: { item_details: [{ item_code: '7' }] },
    payer_info: { account_id: '6STWC2LSUYYYE', payer_name: { alternate_full_name: 'Mara Lindqvist' } },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { invoice, payment };
