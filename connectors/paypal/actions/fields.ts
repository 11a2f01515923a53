import { z } from 'zod';
import { type ConnectorContext, defineAction } from '../../kit/index.ts';

export const currency = z.string().length(3).meta({ title: 'Currency', placeholder: 'EUR' });
export const amount = z
  .string()
  .regex(/^\d+(\.\d{1,3})?$/, 'Write an amount such as 19.99.')
  .meta({ title: 'Amount', placeholder: '19.99' });
export const optionalText = (most: number) => z.string().min(1).max(most).optional();
export const email = z
  .string()
  .trim()
  .regex(/^[^\s@]+@[^\s@]+$/, 'Write an email address.')
  .meta({ title: 'Email' });
export const invoiceId = z.string().min(1).max(30).meta({ title: 'Invoice', options: 'invoices' });
export const further = z
  .record(z.string(), z.unknown())
  .default({})
  .meta({ title: 'Further fields', description: 'By PayPal’s own names.' });
export const money = (currencyCode: string, value: string) => ({ currency_code: currencyCode, value });
export const answered = z.looseObject({});

export const given = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Done once for each key: PayPal answers a repetition with what came of the first. */
export const onceBy = (idempotencyKey: string) => ({
  headers: { 'paypal-request-id': idempotencyKey, prefer: 'return=representation' },
  repeatable: true,
});

interface Lookup<Row> {
  title: string;
  path: string;
  id: z.ZodString;
  row: z.ZodType<Row, Row>;
  example: string;
}

/** Reads one thing by its ID. */
export const lookup = <Row>({ title, path, id, row, example }: Lookup<Row>) =>
  defineAction({
    title,
    input: z.object({ id }),
    output: row,
    effect: 'reads',
    repeat: 'natural',
    run: async ({ http }: ConnectorContext, input) =>
      (await http.get(`${path}/${encodeURIComponent(input.id)}`, row)).body,
    example: { id: example },
  });
