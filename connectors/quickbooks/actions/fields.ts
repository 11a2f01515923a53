import { z } from 'zod';

export const id = z.string().trim().regex(/^\d+$/, 'An ID of QuickBooks is a number.');
export const customer = id.meta({ title: 'Customer', options: 'customers' });
export const vendor = id.meta({ title: 'Vendor', options: 'vendors' });
export const optionalText = z.string().min(1).optional();
export const email = z
  .string()
  .trim()
  .regex(/^[^\s@]+@[^\s@]+$/, 'Write an email address.')
  .meta({ title: 'Email' });
export const date = z.iso.date().optional();
export const currency = z.string().length(3).optional().meta({
  title: 'Currency',
  placeholder: 'EUR',
  description: 'Where your company uses several.',
});
export const further = z
  .record(z.string(), z.unknown())
  .default({})
  .meta({ title: 'Further fields', description: "By QuickBooks' own names: { PrivateNote: 'By mail' }." });

/** What comes back: the record as QuickBooks holds it now. */
export const saved = z.looseObject({ Id: z.string(), SyncToken: z.string().optional() });

export const soldLines = z
  .array(
    z.object({
      item: id.optional().meta({ title: 'Product or service', options: 'items' }),
      description: optionalText.meta({ title: 'Description' }),
      quantity: z.number().positive().default(1).meta({ title: 'Quantity' }),
      unitPrice: z.number().meta({ title: 'Price of one' }),
    }),
  )
  .min(1)
  .meta({ title: 'Lines' });

/** To the cent, as QuickBooks refuses an amount that is not quantity times price. */
const cents = (amount: number): number => Math.round((amount + Number.EPSILON) * 100) / 100;

export function salesLines(lines: z.output<typeof soldLines>) {
  return lines.map(({ item, description, quantity, unitPrice }) => ({
    Amount: cents(quantity * unitPrice),
    DetailType: 'SalesItemLineDetail',
    ...(description !== undefined && { Description: description }),
    SalesItemLineDetail: { Qty: quantity, UnitPrice: unitPrice, ...reference('ItemRef', item) },
  }));
}

/** A reference where there is one. */
export const reference = (name: string, value: string | undefined) =>
  value === undefined ? {} : { [name]: { value } };

export const given = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
