import { z } from 'zod';
import { type Upsert, writeOneByOne } from '../../kit/index.ts';
import { asDocument } from '../document.ts';
import type { Settings } from '../settings.ts';

const created = z.object({ id: z.string(), key: z.string() });
const given = z.object({ fields: z.record(z.string(), z.unknown()).default({}) });

function fieldsOf(data: unknown): Record<string, unknown> {
  const { description, ...fields } = given.parse(data).fields;
  return description === undefined ? fields : { ...fields, description: asDocument(description) };
}

/** Jira knows no idempotency key: an issue whose answer got lost is made again. */
export const upsertIssues: Upsert<Settings> = {
  batch: 10,
  matchBy: [],
  example: [
    {
      data: {
        fields: {
          summary: 'The lamp flickers',
          project: { key: 'SHOP' },
          issuetype: { name: 'Bug' },
          description: 'Since Monday.',
        },
      },
    },
    { key: '10002', data: { fields: { summary: 'The lamp flickers at night' } } },
  ],
  write: ({ http }, items) =>
    writeOneByOne(items, async ({ key, data }) => {
      const json = { fields: fieldsOf(data) };
      if (key === undefined)
        return { key: (await http.post('/rest/api/3/issue', created, { json })).body.id, action: 'created' };
      await http.put(`/rest/api/3/issue/${encodeURIComponent(key)}`, z.unknown(), { json, repeatable: true });
      return { key, action: 'updated' };
    }),
};
