import { z } from 'zod';
import { AppCallError, type ConnectorContext, isAppCallError, type Page, type PullRequest } from '../../kit/index.ts';

const answer = z.looseObject({
  items: z.array(z.unknown()).default([]),
  nextPageToken: z.string().optional(),
  nextSyncToken: z.string().optional(),
});
const placeOf = z.object({ page: z.string() });
const markOf = z.object({ list: z.string(), token: z.string() });

interface SyncedList {
  path: string;
  query: Record<string, string | number | boolean>;
}

/** Without a watermark the next pass is a full one: Google asks for that, and it finds what was deleted meanwhile. */
const startOver: Page = { rows: [], next: null, watermark: null };

/**
 * https://developers.google.com/workspace/calendar/api/guides/sync. The token of a list's last page stands for its state when
 * the first page was read, so what changes while the pages are read comes with the next pass. It belongs to one list alone.
 */
export function pullSynced<Settings>(
  listOf: (settings: Settings) => SyncedList,
  deletedKey: (row: unknown) => string | undefined,
) {
  return async ({ http, settings }: ConnectorContext<Settings>, request: PullRequest): Promise<Page> => {
    const { path, query } = listOf(settings);
    const isIncremental = request.mode === 'incremental';
    const mark = isIncremental ? markOf.safeParse(request.watermark).data : undefined;
    if (isIncremental && mark?.list !== path) return startOver;
    const page = placeOf.safeParse(request.cursor).data?.page;
    try {
      const { body } = await http.get(path, answer, {
        query: { ...query, syncToken: mark?.token, pageToken: page },
      });
      const { items, nextPageToken, nextSyncToken } = body;
      if (nextPageToken !== undefined && nextPageToken === page)
        throw new AppCallError('Google Calendar leads from a page to the same page.', {
          class: 'protocol',
          code: 'repeated_cursor',
        });
      const gone = items.map(deletedKey);
      return {
        rows: items.filter((_row, index) => gone[index] === undefined),
        deleted: gone.filter((key) => key !== undefined),
        next: nextPageToken ? { page: nextPageToken } : null,
        watermark: nextSyncToken === undefined ? null : { list: path, token: nextSyncToken },
      };
    } catch (error) {
      if (isIncremental && isAppCallError(error) && error.details.status === 410) return startOver;
      throw error;
    }
  };
}
