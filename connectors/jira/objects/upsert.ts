import { z } from 'zod';
import { isAppCallError, type Upsert, type WriteResult } from '../../kit/index.ts';
import { asDocument } from '../document.ts';
import type { Settings } from '../settings.ts';

const created = z.object({ id: z.string(), key: z.string() });
const refusals = new Set(['invalid', 'not_found', 'conflict', 'permission']);
const withDocument = ({ description, ...fields }: Record<string, unknown>) =>
  description === undefined ? fields : { ...fields, description: asDocument(description) };

/** `data` are Jira's fields: `{ summary, project: { key }, issuetype: { name }, customfield_10010: … }`. Jira knows no idempotency key: an issue whose answer got lost is made again. */
export const upsertIssues: Upsert<Settings> = {
  batch: 10,
  matchBy: [],
  example: [
    {
      data: {
        summary: 'The lamp flickers',
        project: { key: 'SHOP' },
        issuetype: { name: 'Bug' },
        description: 'Since Monday.',
      },
    },
    { key: '10002', data: { summary: 'The lamp flickers at night' } },
  ],
  write: async ({ http }, items) => {
    const results: WriteResult[] = [];
    for (const { key, data } of items) {
      try {
        const json = { fields: withDocument(data) };
        if (key === undefined) {
          results.push({ key: (await http.post('/rest/api/3/issue', created, { json })).body.id, action: 'created' });
        } else {
          await http.put(`/rest/api/3/issue/${encodeURIComponent(key)}`, z.unknown(), { json, repeatable: true });
          results.push({ key, action: 'updated' });
        }
      } catch (error) {
        if (!isAppCallError(error) || !refusals.has(error.details.class)) throw error;
        const { class: errorClass, code, appMessage, field } = error.details;
        results.push({ error: { class: errorClass, code, message: appMessage ?? error.message, field } });
      }
    }
    return results;
  },
};
