import { defineContract } from '../kit/index.ts';

const disputes = 'the description (of February 2024) holds no disputes';
const payouts = 'the description (of February 2024) holds no payouts';
const list = 'the list of subscriptions is younger than the description (in @paypal/paypal-server-sdk since 2.0)';

export default defineContract({
  descriptions: [{ name: 'paypal', url: 'https://api-m.paypal.com' }],
  fields: { clientId: 'AZDxjDScFpQtjWTOUtWKbyN', clientSecret: 'EGnHDxD_qRPdaLdZz8iCr8N7' },
  settings: { since: '2026-09-01' },
  objects: {
    transaction: { row: { operation: 'GET /v1/reporting/transactions', path: 'transaction_details' } },
    invoice: { row: { operation: 'GET /v2/invoicing/invoices', path: 'items' } },
    subscription: { key: 'I-BW452GLLEP1G', row: { operation: 'GET /v1/billing/subscriptions/{id}', path: '' } },
    plan: { row: { operation: 'GET /v1/billing/plans', path: 'plans' } },
    product: { row: { operation: 'GET /v1/catalogs/products', path: 'products' } },
    balance: { row: { operation: 'GET /v1/reporting/balances', path: 'balances' } },
  },
  answers: {
    // No field of a transaction must be there by the description: an example without an ID says nothing.
    'GET /v1/reporting/transactions': {
      transaction_details: [{ transaction_info: { transaction_id: '5TY05013RG002845M' } }],
      total_pages: 1,
    },
    'POST /v2/invoicing/invoices': { id: 'INV2-Z56S-5LLA-Q52L-CPZ5', detail: { currency_code: 'EUR' } },
  },
  skip: {
    'objects.dispute': disputes,
    'actions.acceptDispute': disputes,
    'actions.createPayout': payouts,
    'actions.getPayout': payouts,
    'objects.subscription.pull': list,
  },
});
