import { defineContract } from '../kit/index.ts';

export default defineContract({
  descriptions: [{ name: 'stripe', url: 'https://api.stripe.com' }],
  fields: { apiKey: 'rk_test_portico' },
  objects: {
    customer: { key: 'cus_NffrFeUfNV2Hib' },
    product: { key: 'prod_NWjs8kKbJWmuuc' },
    price: { key: 'price_1MoBy5LkdIwHu7ixZhnattbh' },
    subscription: { key: 'sub_1MowQVLkdIwHu7ixeRlqHVzs' },
    invoice: { key: 'in_1MtHbELkdIwHu7ixl4OzzPMv' },
    paymentIntent: { key: 'pi_3MtwBwLkdIwHu7ix28a3tqPa' },
    charge: { key: 'ch_3MmlLrLkdIwHu7ix0snN0B15' },
    refund: { key: 're_1Nispe2eZvKYlo2Cd31jOCgZ' },
  },
});
