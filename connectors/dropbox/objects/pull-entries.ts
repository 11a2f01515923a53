import { z } from 'zod';
import { AppCallError, type ConnectorContext, type Json, type Page, type PullRequest } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import { fileIdsAt, goneIds } from './gone-ids.ts';
import { type EntryPage, isReset, readEntries } from './list-folder.ts';
import type { Kind } from './rows.ts';

/** `isTorn`: something went of which Dropbox does not tell all; the next pass has to read everything. */
const placeOf = z.object({ cursor: z.string().optional(), isTorn: z.boolean(), restarts: z.int() });
const markOf = z.object({ folder: z.string(), cursor: z.string() });
const mostRestarts = 3;

/** Without a watermark the next pass is a full one, which finds what was deleted meanwhile. */
const startOver: Page = { rows: [], next: null, watermark: null };

/**
 * https://developers.dropbox.com/detecting-changes-guide. The list's own cursor is the watermark: it stands where the last page
 * ended, and what changed while the pages were read comes with it, so that nothing lies between two passes.
 */
export function pullEntries(kind: Kind) {
  return async ({ http, settings }: ConnectorContext<Settings>, request: PullRequest): Promise<Page> => {
    const { folder } = settings;
    const isFull = request.mode === 'full';
    const mark = markOf.safeParse(request.watermark).data;
    // Another folder was chosen, or none is known.
    if (!isFull && mark?.folder !== folder) return startOver;
    const place = placeOf.safeParse(request.cursor).data ?? { isTorn: false, restarts: 0 };
    let page: EntryPage;
    try {
      page = await readEntries(http, folder, place.cursor ?? (isFull ? undefined : mark?.cursor));
    } catch (error) {
      if (!isReset(error)) throw error;
      if (!isFull) return startOver;
      if (place.restarts < mostRestarts)
        return { rows: [], next: { isTorn: place.isTorn, restarts: place.restarts + 1 } };
      throw new AppCallError('Dropbox took the list back four times while it was read.', {
        class: 'protocol',
        code: 'reset',
        cause: error,
      });
    }
    // A path that was deleted and is there again comes twice in a page; the last word counts.
    const last = new Map(page.entries.map((entry) => [entry.path_lower ?? entry.id ?? '', entry]));
    const entries = [...last.values()];
    const paths = entries.flatMap((one) => (one['.tag'] === 'deleted' && one.path_lower ? [one.path_lower] : []));
    const gone = paths.length === 0 ? [] : await goneOf(kind, { http, settings }, paths);
    const isTorn = place.isTorn || gone === undefined;
    const next: Json = page.has_more ? { cursor: page.cursor, isTorn, restarts: place.restarts } : null;
    return {
      rows: entries.filter((one) => one['.tag'] === kind),
      deleted: gone ?? [],
      next,
      watermark: isTorn ? null : { folder, cursor: page.cursor },
    };
  };
}

async function goneOf(
  kind: Kind,
  { http, settings }: Pick<ConnectorContext<Settings>, 'http' | 'settings'>,
  paths: string[],
): Promise<string[] | undefined> {
  if (kind === 'file') return goneIds(http, paths, settings.folder);
  // A file concerns no folder; a folder's id is told by nobody.
  if (paths.length > 20) return undefined;
  for (const path of paths) if ((await fileIdsAt(http, path)) === undefined) return undefined;
  return [];
}
