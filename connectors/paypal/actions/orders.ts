import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { amount, answered, currency, given, lookup, money, onceBy, optionalText } from './fields.ts';

const order = z.looseObject({
  id: z.string(),
  status: z.string().nullish(),
  links: z.array(z.looseObject({})).nullish(),
});
const payment = z.looseObject({ id: z.string(), status: z.string().nullish() });
const orderId = z
  .string()
  .min(1)
  .max(36)
  .regex(/^[A-Z0-9]+$/, 'An ID of PayPal, such as 5O190127TN364715T.');
const captureId = z.string().min(1).max(36);
const place = z.url({ protocol: /^https$/ }).optional();

export const createOrder = defineAction({
  title: 'Create an order',
  description: 'The answer’s link “payer-action” or “approve” is where the buyer agrees; capture it after that.',
  input: z.object({
    currency,
    amount,
    description: optionalText(127).meta({ title: 'Description' }),
    invoiceNumber: optionalText(127).meta({ title: 'Your invoice number', description: 'May stand once only.' }),
    customId: optionalText(127).meta({ title: 'Your own ID' }),
    intent: z
      .enum(['CAPTURE', 'AUTHORIZE'])
      .default('CAPTURE')
      .meta({ title: 'Then', choices: { CAPTURE: 'Take the money', AUTHORIZE: 'Reserve it' } }),
    returnUrl: place.meta({ title: 'Back to', description: 'Where the buyer goes after agreeing.' }),
    cancelUrl: place.meta({ title: 'Back to, when cancelled' }),
  }),
  output: order,
  effect: 'writes',
  repeat: 'key',
  run: async ({ http }, input, { idempotencyKey }) => {
    const places = given({ return_url: input.returnUrl, cancel_url: input.cancelUrl });
    const json = given({
      intent: input.intent,
      purchase_units: [
        given({
          amount: money(input.currency, input.amount),
          description: input.description,
          invoice_id: input.invoiceNumber,
          custom_id: input.customId,
        }),
      ],
      payment_source: Object.keys(places).length > 0 ? { paypal: { experience_context: places } } : undefined,
    });
    return (await http.post('/v2/checkout/orders', order, { json, ...onceBy(idempotencyKey) })).body;
  },
  example: {
    currency: 'EUR',
    amount: '39.98',
    description: 'Two brass lamps',
    returnUrl: 'https://shop.acme.example/thanks',
    cancelUrl: 'https://shop.acme.example/cart',
  },
});

export const getOrder = lookup({
  title: 'Read an order',
  path: '/v2/checkout/orders',
  id: orderId.meta({ title: 'Order' }),
  row: order,
  example: '5O190127TN364715T',
});

export const captureOrder = defineAction({
  title: 'Capture an order',
  description: 'Takes the money of an order that the buyer has approved.',
  input: z.object({ id: orderId.meta({ title: 'Order' }) }),
  output: order,
  effect: 'writes',
  repeat: 'key',
  run: async ({ http }, { id }, { idempotencyKey }) => {
    const path = `/v2/checkout/orders/${encodeURIComponent(id)}/capture`;
    return (await http.post(path, order, { json: {}, ...onceBy(idempotencyKey) })).body;
  },
  example: { id: '5O190127TN364715T' },
});

export const getCapture = lookup({
  title: 'Read a captured payment',
  path: '/v2/payments/captures',
  id: captureId.meta({ title: 'Payment' }),
  row: payment,
  example: '2GG279541U471931P',
});

export const refundCapture = defineAction({
  title: 'Refund a payment',
  description: 'In part, or as a whole where no amount is given. It can’t be undone.',
  input: z
    .object({
      id: captureId.meta({ title: 'Payment', description: 'The ID of its capture.' }),
      amount: amount.optional(),
      currency: currency.optional(),
      invoiceNumber: optionalText(127).meta({ title: 'Your invoice number' }),
      note: optionalText(255).meta({ title: 'Note to the buyer' }),
    })
    .refine((input) => (input.amount === undefined) === (input.currency === undefined), {
      message: 'Give amount and currency, or neither.',
      path: ['currency'],
    }),
  output: payment,
  effect: 'destroys',
  repeat: 'key',
  run: async ({ http }, input, { idempotencyKey }) => {
    const part = input.amount === undefined ? undefined : money(input.currency ?? '', input.amount);
    const json = given({ amount: part, invoice_id: input.invoiceNumber, note_to_payer: input.note });
    const path = `/v2/payments/captures/${encodeURIComponent(input.id)}/refund`;
    return payment.parse((await http.post(path, answered, { json, ...onceBy(idempotencyKey) })).body);
  },
  example: { id: '2GG279541U471931P', amount: '19.99', currency: 'EUR', note: 'One lamp came broken.' },
});
