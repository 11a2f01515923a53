import { defineContract } from '../kit/index.ts';

export default defineContract({
  descriptions: [{ name: 'stripe', url: 'https://api.stripe.com' }],
  fields: { apiKey: 'rk_test_portico' },
  // The description's own example of an event holds no object at all.
  answers: {
    'GET /v1/events': {
      object: 'list',
      has_more: false,
      url: '/v1/events',
      data: [{ id: 'evt_1', object: 'event', data: { object: { id: 'cus_NffrFeUfNV2Hib', object: 'customer' } } }],
    },
  },
  objects: {
    customer: { key: 'cus_NffrFeUfNV2Hib', row: { operation: 'GET /v1/customers', path: 'data' } },
    product: { key: 'prod_NWjs8kKbJWmuuc', row: { operation: 'GET /v1/products', path: 'data' } },
    price: { key: 'price_1MoBy5LkdIwHu7ixZhnattbh', row: { operation: 'GET /v1/prices', path: 'data' } },
    subscription: { key: 'sub_1MowQVLkdIwHu7ixeRlqHVzs', row: { operation: 'GET /v1/subscriptions', path: 'data' } },
    invoice: { key: 'in_1MtHbELkdIwHu7ixl4OzzPMv', row: { operation: 'GET /v1/invoices', path: 'data' } },
    paymentIntent: { key: 'pi_3MtwBwLkdIwHu7ix28a3tqPa', row: { operation: 'GET /v1/payment_intents', path: 'data' } },
    charge: { key: 'ch_3MmlLrLkdIwHu7ix0snN0B15', row: { operation: 'GET /v1/charges', path: 'data' } },
    refund: { key: 're_1Nispe2eZvKYlo2Cd31jOCgZ', row: { operation: 'GET /v1/refunds', path: 'data' } },
  },
});
