import { z } from 'zod';
import { type Upsert, writeOneByOne } from '../../kit/index.ts';
import { pathOf, type Settings } from '../settings.ts';

const written = z.object({ number: z.int() });

/** GitHub writes one issue at a time, and knows no idempotency key: what has no key yet is made, and made again if the answer got lost. */
export const upsertIssues: Upsert<Settings> = {
  batch: 10,
  matchBy: [],
  example: [
    { data: { title: 'The lamp flickers', body: 'Since Monday.', labels: ['bug'] } },
    { key: '42', data: { state: 'closed', state_reason: 'completed' } },
  ],
  write: ({ http, settings }, items) => {
    const issues = `${pathOf(settings.repository)}/issues`;
    return writeOneByOne(items, async ({ key, data: json }) => {
      const { body } =
        key === undefined
          ? await http.post(issues, written, { json })
          : await http.patch(`${issues}/${encodeURIComponent(key)}`, written, { json, repeatable: true });
      return { key: String(body.number), action: key === undefined ? 'created' : 'updated' };
    });
  },
};
