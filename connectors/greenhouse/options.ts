import { z } from 'zod';
import type { ConnectorContext, Option, OptionsFunction } from '../kit/index.ts';

const row = z.looseObject({
  id: z.int(),
  name: z.string().nullish(),
  primary_email: z.string().nullish(),
  requisition_id: z.string().nullish(),
});
type Row = z.output<typeof row>;
const mark = z.string().min(1).nullable().catch(null);

const optionOf = ({ id, name, primary_email, requisition_id }: Row): Option => {
  const detail = primary_email || requisition_id;
  return { value: String(id), label: name || primary_email || String(id), ...(detail && { detail }) };
};

/** The cursor out of the link, which stands alone in the next request. */
function cursorIn(headers: Headers): string | null {
  const [, address = ''] = /<([^<>]*)>\s*;\s*rel="?next"?/.exec(headers.get('link') ?? '') ?? [];
  return URL.parse(address)?.searchParams.get('cursor') ?? null;
}

async function choices(
  { http }: ConnectorContext<unknown>,
  { search, cursor }: { search: string; cursor: unknown },
  { path, query = {} }: { path: string; query?: Record<string, string> },
) {
  const at = mark.parse(cursor);
  const { body, headers } = await http.get(path, z.array(row), {
    query: at === null ? { ...query, per_page: 500 } : { cursor: at },
  });
  const words = search.trim().toLowerCase();
  const options = body
    .map(optionOf)
    .filter(({ label, detail = '' }) => `${label} ${detail}`.toLowerCase().includes(words));
  return { options, next: cursorIn(headers) };
}

export const options: Record<string, OptionsFunction> = {
  jobs: (context, request) => choices(context, request, { path: '/jobs', query: { status: 'open' } }),
  templateJobs: (context, request) => choices(context, request, { path: '/jobs' }),
  users: (context, request) => choices(context, request, { path: '/users', query: { deactivated: 'false' } }),
  rejectionReasons: (context, request) => choices(context, request, { path: '/rejection_reasons' }),
  candidateTags: (context, request) => choices(context, request, { path: '/candidate_tags' }),
};
