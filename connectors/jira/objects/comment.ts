import { z } from 'zod';
import { allPages, type ConnectorContext, defineObject } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import { person } from './issue.ts';
import { searchPage } from './search.ts';

export const comment = z.looseObject({
  id: z.string().min(1),
  /** Ours: the issue that it stands under. */
  issueId: z.string(),
  issueKey: z.string(),
  author: person.nullish(),
  body: z.unknown().optional(),
  created: z.string().optional(),
  updated: z.string().optional(),
});

const commented = z.looseObject({
  id: z.string(),
  key: z.string(),
  fields: z.looseObject({
    comment: z.looseObject({ comments: z.array(z.looseObject({})), total: z.int().optional() }).nullish(),
  }),
});

/** Where a search does not tell how many there are: so many may not be all. */
const perhapsAll = 20;

/** A search leaves out comments of an issue that has many: those are asked for one issue at a time. */
async function commentsOf(context: ConnectorContext<Settings>, { id, fields }: z.output<typeof commented>) {
  const { comments = [], total } = fields.comment ?? {};
  const isWhole = total === undefined ? comments.length < perhapsAll : comments.length >= total;
  if (isWhole) return comments;
  const found: unknown[] = [];
  const list = {
    pager: { kind: 'offset', parameter: 'startAt', size: { parameter: 'maxResults', value: 100 }, total: 'total' },
    rows: 'comments',
    // Oldest first: what is written meanwhile moves none of them.
    request: { path: `/rest/api/3/issue/${encodeURIComponent(id)}/comment`, query: { orderBy: 'created' } },
  } as const;
  for await (const page of allPages(context, list)) found.push(...page);
  return z.array(z.looseObject({})).parse(found);
}

/** A new or changed comment changes its issue; the comments of every changed issue are read. Those that are gone, by a full pass. */
export const commentObject = defineObject<typeof comment, Settings>({
  label: 'comments',
  row: comment,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: false,
  pull: async (context, request) => {
    const { issues, next, watermark } = await searchPage(context, request, ['comment']);
    const rows: unknown[] = [];
    for (const issue of z.array(commented).parse(issues)) {
      const comments = await commentsOf(context, issue);
      rows.push(...comments.map((one) => ({ ...one, issueId: issue.id, issueKey: issue.key })));
    }
    return { rows, next, watermark };
  },
});
