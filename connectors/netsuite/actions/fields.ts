import { z } from 'zod';
import { internalId, recordType } from '../record.ts';

export const type = recordType.meta({ title: 'Record type', options: 'recordTypes', placeholder: 'salesOrder' });
export const recordId = internalId.meta({ title: 'Internal ID' });
export const customer = internalId.meta({ title: 'Customer', options: 'customers' });
export const vendor = internalId.meta({ title: 'Vendor', options: 'vendors' });
export const subsidiary = internalId
  .optional()
  .meta({ title: 'Subsidiary', options: 'subsidiaries', description: 'Needed where your company has several.' });
export const optionalText = z.string().min(1).optional();
export const date = z.iso.date().optional();
export const externalId = z
  .string()
  .regex(/^[\w-]+$/, 'Letters, digits, underscores and hyphens.')
  .optional()
  .meta({ title: 'External ID', description: 'With it, doing this twice leaves one record.' });
export const fields = z
  .record(z.string(), z.unknown())
  .default({})
  .meta({ title: 'Fields', description: "By NetSuite's own names: { custentity_region: 'North' }." });
export const saved = z.object({ id: z.string() });

export const items = z
  .array(
    z.object({
      item: internalId.meta({ title: 'Item', options: 'items' }),
      quantity: z.number().default(1).meta({ title: 'Quantity' }),
      rate: z.number().optional().meta({ title: 'Price of one' }),
      description: optionalText.meta({ title: 'Description' }),
    }),
  )
  .min(1)
  .meta({ title: 'Lines' });

export const itemLines = (lines: z.output<typeof items>) => ({
  items: lines.map(({ item, quantity, rate, description }) =>
    given({ item: { id: item }, quantity, rate, description }),
  ),
});

export const reference = (id: string | undefined) => (id === undefined ? undefined : { id });

export const given = (record: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
