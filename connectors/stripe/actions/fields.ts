import { z } from 'zod';

export const customerId = z.string().startsWith('cus_').meta({ title: 'Customer', options: 'customers' });
export const priceId = z.string().startsWith('price_').meta({ title: 'Price', options: 'prices' });
export const productId = z.string().min(1).meta({ title: 'Product', options: 'products' });
export const invoiceId = z.string().startsWith('in_').meta({ title: 'Invoice' });
export const amount = z
  .int()
  .meta({ title: 'Amount', description: "In the currency's smallest unit: 1999 is 19.99 EUR, and 1999 JPY." });
export const currency = z.string().length(3).toLowerCase().meta({ title: 'Currency', placeholder: 'eur' });
export const metadata = z
  .record(z.string().max(40), z.string().max(500))
  .optional()
  .meta({ title: 'Metadata', description: 'Your own names and values.' });
