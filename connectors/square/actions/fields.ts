import { z } from 'zod';

export const id = z.string().trim().min(1).max(192);
export const customerId = id.meta({ title: 'Customer', options: 'customers' });
export const locationId = id.meta({ title: 'Location', options: 'locations' });
export const variationId = id.meta({ title: 'Variation', options: 'catalogVariations' });
export const orderId = id.meta({ title: 'Order' });
export const paymentId = id.meta({ title: 'Payment' });
export const currency = z.string().length(3).meta({ title: 'Currency', placeholder: 'EUR' });
/** As Square counts: of EUR 19.99 it is 1999. */
export const amount = z
  .int()
  .positive()
  .meta({ title: 'Amount', description: 'In the smallest unit: 1999 is EUR 19.99.', placeholder: '1999' });
export const text = (most: number) => z.string().min(1).max(most).optional();
export const further = z
  .record(z.string(), z.unknown())
  .default({})
  .meta({ title: 'Further fields', description: 'By Square’s own names.' });
export const version = z.int().min(0).meta({ title: 'Version', description: 'As it was read.' });
