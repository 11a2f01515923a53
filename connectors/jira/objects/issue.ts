import { z } from 'zod';
import { defineObject, type ObjectField, orNull } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import { searchPage } from './search.ts';
import { upsertIssues } from './upsert.ts';

const named = z.looseObject({ id: z.string().optional(), name: z.string().optional() });
export const person = z.looseObject({ accountId: z.string().optional(), displayName: z.string().optional() });

export const issue = z.looseObject({
  id: z.string().min(1),
  key: z.string().min(1),
  self: z.string().optional(),
  // Which fields there are is the account's own affair; these are Jira's.
  fields: z.looseObject({
    summary: z.string().nullish(),
    status: named.nullish(),
    issuetype: named.nullish(),
    priority: named.nullish(),
    project: z
      .looseObject({ id: z.string().optional(), key: z.string().optional(), name: z.string().optional() })
      .nullish(),
    assignee: person.nullish(),
    reporter: person.nullish(),
    labels: z.array(z.string()).nullish(),
    created: z.string().nullish(),
    // A text; the number is what the example in Jira's own description shows.
    updated: z.union([z.string(), z.number()]).nullish(),
    duedate: z.string().nullish(),
    resolutiondate: z.string().nullish(),
  }),
});

const field = z.object({
  id: z.string(),
  name: z.string(),
  custom: z.boolean().optional(),
  schema: z.object({ type: z.string(), items: z.string().nullish() }).nullish(),
});

/** Comments, worklogs and attachments would count against the quota of points for each of them. */
const fields = ['*all', '-comment', '-worklog', '-attachment'];

export const issueObject = defineObject<typeof issue, Settings>({
  label: 'issues',
  row: issue,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: false,
  pull: async (context, request) => {
    const { issues, next, watermark } = await searchPage(context, request, fields);
    return { rows: issues, next, watermark };
  },
  get: async ({ http }, key) => {
    return orNull(async () => {
      const path = `/rest/api/3/issue/${encodeURIComponent(key)}`;
      return (await http.get(path, z.unknown(), { query: { fields: fields.join(',') } })).body;
    });
  },
  describe: async ({ http }) => {
    const { body } = await http.get('/rest/api/3/field', z.array(field));
    return body.map(
      ({ id, name, custom = false, schema }): ObjectField => ({
        name: `fields.${id}`,
        label: name,
        type: typeOf(schema?.type, schema?.items ?? undefined),
        custom,
      }),
    );
  },
  upsert: upsertIssues,
});

function typeOf(type = 'string', items?: string): ObjectField['type'] {
  const types: Record<string, ObjectField['type']> = {
    string: 'text',
    number: 'number',
    date: 'date',
    datetime: 'datetime',
    option: 'choice',
    priority: 'choice',
    status: 'choice',
    resolution: 'choice',
    issuetype: 'choice',
    user: 'reference',
    project: 'reference',
    issuelink: 'reference',
  };
  if (type === 'array') return items === 'option' ? 'choices' : 'list';
  return types[type] ?? 'object';
}
