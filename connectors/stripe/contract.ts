import { defineContract } from '../kit/index.ts';

export default defineContract({
  descriptions: [
    { name: 'stripe', url: 'https://api.stripe.com' },
    // Stripe's own sample objects.
    { name: 'stripe.fixtures', url: 'https://fixtures.stripe.example' },
  ],
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
    customer: { key: 'cus_NffrFeUfNV2Hib', row: { operation: 'resources.customer', path: '' } },
    product: { key: 'prod_NWjs8kKbJWmuuc', row: { operation: 'resources.product', path: '' } },
    price: { key: 'price_1MoBy5LkdIwHu7ixZhnattbh', row: { operation: 'resources.price', path: '' } },
    subscription: { key: 'sub_1MowQVLkdIwHu7ixeRlqHVzs', row: { operation: 'resources.subscription', path: '' } },
    invoice: { key: 'in_1MtHbELkdIwHu7ixl4OzzPMv', row: { operation: 'resources.invoice', path: '' } },
    paymentIntent: { key: 'pi_3MtwBwLkdIwHu7ix28a3tqPa', row: { operation: 'resources.payment_intent', path: '' } },
    charge: { key: 'ch_3MmlLrLkdIwHu7ix0snN0B15', row: { operation: 'resources.charge', path: '' } },
    refund: { key: 're_1Nispe2eZvKYlo2Cd31jOCgZ', row: { operation: 'resources.refund', path: '' } },
  },
});
