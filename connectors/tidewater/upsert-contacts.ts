import { z } from 'zod';
import type { Upsert, WriteResult } from '../kit/index.ts';
import type { Settings } from './settings.ts';
import { classOf } from './translate-error.ts';

const batchAnswer = z.object({
  results: z.array(
    z.discriminatedUnion('status', [
      z.object({ status: z.enum(['created', 'updated', 'unchanged']), id: z.string().min(1) }),
      z.object({
        status: z.literal('failed'),
        error: z.object({ code: z.string(), message: z.string(), field: z.string().optional() }),
      }),
    ]),
  ),
});

/** By id, by e-mail address, or anew. Tidewater does a batch once for one key, so what is not known to have arrived is sent again. */
export const upsertContacts: Upsert<Settings> = {
  batch: 50,
  matchBy: ['email'],
  repeat: 'key',
  partial: true,
  touches: ['id', 'created_at', 'updated_at'],
  example: [
    { data: { last_name: 'Lindqvist', first_name: 'Mara', email: 'mara@globex.example' } },
    { key: 'ct_00001', data: { title: 'Captain', custom: { seats: 12 } } },
  ],
  write: async ({ http }, items, { idempotencyKey }) => {
    const records = items.map(({ key, data }) => ({ ...(key !== undefined && { id: key }), fields: data }));
    const { body } = await http.post('/contacts/batch', batchAnswer, {
      json: { match: 'email', records },
      headers: { 'idempotency-key': idempotencyKey },
      repeatable: true,
    });
    return body.results.map((result): WriteResult => {
      if (result.status !== 'failed') return { key: result.id, action: result.status };
      const { code, message, field } = result.error;
      return { error: { class: classOf(code), code, message, ...(field !== undefined && { field }) } };
    });
  },
};
