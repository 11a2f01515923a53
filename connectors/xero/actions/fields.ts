import { z } from 'zod';
import type { ConnectorContext } from '../../kit/index.ts';

export const id = z.uuid('An ID of Xero, such as 297c2dc5-cc47-4afd-8ec8-74990b8761e9.');
export const contactId = id.meta({ title: 'Contact', options: 'contacts' });
export const optionalText = z.string().min(1).optional();
export const date = z.iso.date().optional();
export const email = z
  .string()
  .trim()
  .regex(/^[^\s@]+@[^\s@]+$/, 'Write an email address.')
  .meta({ title: 'Email' });
export const currency = z.string().length(3).optional().meta({ title: 'Currency', placeholder: 'EUR' });
export const further = z
  .record(z.string(), z.unknown())
  .default({})
  .meta({ title: 'Further fields', description: "By Xero's own names: { BrandingThemeID: … }." });
export const amountsAre = z
  .enum(['Exclusive', 'Inclusive', 'NoTax'])
  .default('Exclusive')
  .meta({ title: 'Tax', choices: { Exclusive: 'Added to the amounts', Inclusive: 'In the amounts', NoTax: 'None' } });
const accountCode = z.string().min(1);

export const lines = (options: string) =>
  z
    .array(
      z.object({
        description: z.string().min(1).meta({ title: 'Description' }),
        quantity: z.number().default(1).meta({ title: 'Quantity' }),
        unitAmount: z.number().optional().meta({ title: 'Price of one' }),
        account: accountCode.optional().meta({ title: 'Account', options }),
        item: optionalText.meta({ title: 'Item', options: 'items' }),
        taxType: optionalText.meta({ title: 'Tax rate', options: 'taxRates' }),
      }),
    )
    .min(1)
    .meta({ title: 'Lines' });

export const given = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

export const lineItems = (all: z.output<ReturnType<typeof lines>>) =>
  all.map(({ description, quantity, unitAmount, account, item, taxType }) =>
    given({
      Description: description,
      Quantity: quantity,
      UnitAmount: unitAmount,
      AccountCode: account,
      ItemCode: item,
      TaxType: taxType,
    }),
  );

/** Xero answers with a list of one. */
export const one = <S extends z.ZodType>(collection: string, row: S) =>
  z
    .looseObject({ [collection]: z.array(z.unknown()).min(1) })
    .transform((body): z.output<S> => row.parse(body[collection]?.[0]));

/** Writes one record; Xero does it once by the key, for some minutes. */
export async function save<S extends z.ZodType>(
  { http }: ConnectorContext,
  path: { collection: string; id?: string; method?: 'post' | 'put' },
  row: S,
  { fields, key }: { fields: Record<string, unknown>; key: string },
): Promise<z.output<S>> {
  const { collection, id: known, method = 'post' } = path;
  const { body } = await http[method](`/${collection}${known ? `/${known}` : ''}`, one(collection, row), {
    json: { [collection]: [given(fields)] },
    headers: { 'idempotency-key': key },
    repeatable: true,
  });
  return body;
}
