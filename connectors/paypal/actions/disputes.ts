import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';

export const acceptDispute = defineAction({
  title: 'Accept a dispute',
  description: 'The claim is closed for the buyer, and PayPal gives the money back. It can’t be undone.',
  input: z.object({
    id: z.string().min(1).max(255).meta({ title: 'Dispute', placeholder: 'PP-D-4012' }),
    note: z.string().min(1).max(2000).meta({ title: 'Note' }),
  }),
  output: z.object({ id: z.string() }),
  effect: 'destroys',
  repeat: 'natural',
  run: async ({ http }, { id, note }) => {
    const path = `/v1/customer/disputes/${encodeURIComponent(id)}/accept-claim`;
    await http.post(path, z.unknown(), { json: { note }, repeatable: true });
    return { id };
  },
  example: { id: 'PP-D-4012', note: 'Full refund to the customer.' },
});
