import { z } from 'zod';
import { type ConnectorContext, type PullRequest, pullPages } from '../../kit/index.ts';
import { isNotFound } from '../check.ts';

interface Search {
  path: string;
  rows: string;
  /** Seconds before the last pass from which changes are asked for. */
  overlap: number;
  size?: number;
}

/**
 * Rows by the time of their change, the oldest first: what changes while pages are read moves to the end and is met there, and
 * what is not yet found by the search is found by the next pass, which begins `overlap` before this one did.
 */
export const pullSearch = ({ path, rows, overlap, size = 150 }: Search) =>
  pullPages({
    pager: {
      kind: 'cursor',
      parameter: 'pagination.starting_after',
      from: 'pages.next.starting_after',
      size: { parameter: 'pagination.per_page', value: size },
    },
    pagerIn: 'json',
    rows,
    total: 'total_count',
    watermark: { kind: 'clock', overlapMs: overlap * 1_000 },
    request: ({ since }) => ({
      method: 'POST',
      path,
      json: {
        query: {
          field: 'updated_at',
          operator: '>',
          value: since === null ? 0 : Math.floor(Date.parse(since) / 1_000),
        },
        sort: { field: 'updated_at', order: 'ascending' },
      },
    }),
  });

const listed = z.object({ id: z.string() });
const whole = z.object({
  id: z.string(),
  created_at: z.int().nullish(),
  source: z.looseObject({ id: z.string().nullish() }).nullish(),
  conversation_parts: z.object({ conversation_parts: z.array(z.looseObject({})).default([]) }).nullish(),
});

/** Few at a time: each conversation is read on its own. */
const conversations = pullSearch({ path: '/conversations/search', rows: 'conversations', overlap: 300, size: 20 });

/** A new part changes its conversation; those of every changed one are read. Intercom shows the newest 500 of each. */
export async function pullParts(context: ConnectorContext<unknown>, request: PullRequest) {
  const { next, watermark, rows: changed } = await conversations(context, request);
  const rows: unknown[] = [];
  for (const one of changed) {
    const id = listed.safeParse(one).data?.id;
    if (id !== undefined) rows.push(...(await partsOf(context, id)));
  }
  return { rows, next, ...(watermark !== undefined && { watermark }) };
}

export async function partsOf({ http }: Pick<ConnectorContext<unknown>, 'http'>, id: string): Promise<unknown[]> {
  try {
    const { body } = await http.get(`/conversations/${encodeURIComponent(id)}`, whole);
    const { source, created_at } = body;
    // What it began with is no part in Intercom's eyes.
    const first = source ? [{ created_at, ...source, id: source.id || `${id}-source`, part_type: 'source' }] : [];
    return [...first, ...(body.conversation_parts?.conversation_parts ?? [])].map((one) => ({
      ...one,
      conversation_id: id,
    }));
  } catch (error) {
    // Deleted since it was found.
    if (isNotFound(error)) return [];
    throw error;
  }
}
