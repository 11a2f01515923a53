import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { transaction } from '../objects/rows.ts';

const found = z.looseObject({ transaction_details: z.array(transaction).nullish() });
const lastMoment = (day: string) => `${day}T23:59:59Z`;

export const findTransactions = defineAction({
  title: 'Find transactions',
  description:
    'Of up to 31 days, by what is known of them; up to 500. What is younger than three hours may be missing.',
  input: z.object({
    from: z.iso.date().meta({ title: 'From' }),
    to: z.iso.date().meta({ title: 'To' }),
    id: z.string().min(17).max(19).optional().meta({ title: 'Transaction' }),
    status: z
      .enum(['S', 'P', 'D', 'V'])
      .optional()
      .meta({ title: 'Status', choices: { S: 'Completed', P: 'Pending', D: 'Denied', V: 'Reversed' } }),
  }),
  output: z.object({ transactions: z.array(transaction) }),
  effect: 'reads',
  repeat: 'natural',
  run: async ({ http }, input) => {
    const query = {
      start_date: `${input.from}T00:00:00Z`,
      end_date: lastMoment(input.to),
      transaction_id: input.id,
      transaction_status: input.status,
      fields: 'all',
      page_size: 500,
      page: 1,
    };
    const { body } = await http.get('/v1/reporting/transactions', found, { query });
    return { transactions: body.transaction_details ?? [] };
  },
  example: { from: '2026-11-01', to: '2026-11-21', status: 'S' },
});
