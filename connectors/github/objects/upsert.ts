import { z } from 'zod';
import { isAppCallError, type Upsert, type WriteResult } from '../../kit/index.ts';
import { pathOf, type Settings } from '../settings.ts';

const written = z.object({ number: z.int() });
const refusals = new Set(['invalid', 'not_found', 'conflict']);

/** GitHub writes one issue at a time, and knows no idempotency key: what has no key yet is made, and made again if the answer got lost. */
export const upsertIssues: Upsert<Settings> = {
  batch: 10,
  matchBy: [],
  example: [
    { data: { title: 'The lamp flickers', body: 'Since Monday.', labels: ['bug'] } },
    { key: '42', data: { state: 'closed', state_reason: 'completed' } },
  ],
  write: async ({ http, settings }, items) => {
    const issues = `${pathOf(settings.repository)}/issues`;
    const results: WriteResult[] = [];
    for (const { key, data } of items) {
      try {
        const { body } =
          key === undefined
            ? await http.post(issues, written, { json: data })
            : await http.patch(`${issues}/${encodeURIComponent(key)}`, written, { json: data, repeatable: true });
        results.push({ key: String(body.number), action: key === undefined ? 'created' : 'updated' });
      } catch (error) {
        if (!isAppCallError(error) || !refusals.has(error.details.class)) throw error;
        const { class: errorClass, code, appMessage, field } = error.details;
        results.push({ error: { class: errorClass, code, message: appMessage ?? error.message, field } });
      }
    }
    return results;
  },
};
