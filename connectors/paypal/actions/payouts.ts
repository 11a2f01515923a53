import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { amount, currency, given, lookup, optionalText } from './fields.ts';

const payout = z.looseObject({
  batch_header: z.looseObject({ payout_batch_id: z.string(), batch_status: z.string().nullish() }),
  items: z.array(z.looseObject({})).nullish(),
});

export const createPayout = defineAction({
  title: 'Pay out money',
  description: 'From the balance to up to 500 people here. Needs “Payouts” in the REST app.',
  input: z.object({
    recipients: z
      .array(
        z.object({
          receiver: z.string().trim().min(3).max(127).meta({ title: 'Receiver' }),
          kind: z
            .enum(['EMAIL', 'PHONE', 'PAYPAL_ID'])
            .default('EMAIL')
            .meta({ title: 'That is', choices: { EMAIL: 'An email', PHONE: 'A phone', PAYPAL_ID: 'A PayPal ID' } }),
          amount,
          currency,
          note: optionalText(1000).meta({ title: 'Note' }),
          reference: optionalText(63).meta({ title: 'Your own ID' }),
        }),
      )
      .min(1)
      .max(500)
      .meta({ title: 'Recipients' }),
    subject: optionalText(255).meta({ title: 'Subject of the email' }),
    message: optionalText(1000).meta({ title: 'Message of the email' }),
  }),
  output: payout,
  effect: 'destroys',
  repeat: 'key',
  run: async ({ http }, input, { idempotencyKey }) => {
    const json = {
      // PayPal pays a batch of this ID once within 30 days.
      sender_batch_header: given({
        sender_batch_id: idempotencyKey,
        email_subject: input.subject,
        email_message: input.message,
      }),
      items: input.recipients.map((one) =>
        given({
          recipient_type: one.kind,
          receiver: one.receiver,
          amount: { currency: one.currency, value: one.amount },
          note: one.note,
          sender_item_id: one.reference,
        }),
      ),
    };
    const headers = { 'paypal-request-id': idempotencyKey };
    return (await http.post('/v1/payments/payouts', payout, { json, headers, repeatable: true })).body;
  },
  example: {
    recipients: [{ receiver: 'mara@globex.example', amount: '9.87', currency: 'EUR', reference: 'prize-42' }],
    subject: 'Your prize',
  },
});

export const getPayout = lookup({
  title: 'Read a payout',
  path: '/v1/payments/payouts',
  id: z.string().min(1).max(30).meta({ title: 'Payout' }),
  row: payout,
  example: 'FYXMPQTX4JC9N',
});
