import { z } from 'zod';
import { AppCallError, type ConnectorContext, isAppCallError, type Page, type PullRequest } from '../../kit/index.ts';

const page = z.object({ data: z.array(z.unknown()).nullish(), scroll_param: z.string().nullish() });
const place = z.object({ scroll: z.string().nullable(), begun: z.int() });

const mostBeginnings = 3;

/**
 * All companies, by a scroll: Intercom's other list ends at the 10,000th. A scroll dies when nobody asks for a minute; it can't be
 * gone on with then, and is begun anew. There is one at a time in a workspace.
 */
export async function pullCompanies(context: ConnectorContext<unknown>, { cursor }: PullRequest): Promise<Page> {
  const at = cursor === null ? { scroll: null, begun: 1 } : place.parse(cursor);
  const { scroll_param, data } = await readPage(context, at);
  if (scroll_param === undefined) return { rows: [], next: { scroll: null, begun: at.begun + 1 } };
  const rows = data ?? [];
  // The same mark comes with every page; an empty one is the last.
  return { rows, next: rows.length === 0 || scroll_param === null ? null : { ...at, scroll: scroll_param } };
}

/** Without a mark: the scroll has died. */
async function readPage({ http }: ConnectorContext<unknown>, { scroll, begun }: z.output<typeof place>) {
  try {
    const { body } = await http.get('/companies/scroll', page, { query: { scroll_param: scroll ?? undefined } });
    return { data: body.data, scroll_param: body.scroll_param ?? null };
  } catch (error) {
    if (scroll === null || !isDead(error)) throw error;
    if (begun >= mostBeginnings)
      throw new AppCallError('Intercom has ended the list of companies several times before its end.', {
        class: 'app_down',
        code: 'scroll_expired',
      });
    return { data: undefined, scroll_param: undefined };
  }
}

const dead = new Set(['not_found', 'app_down', 'invalid']);
const isDead = (error: unknown): boolean => isAppCallError(error) && dead.has(error.details.class);
