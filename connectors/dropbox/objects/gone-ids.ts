import { z } from 'zod';
import { type ConnectorHttp, isAppCallError, orNull } from '../../kit/index.ts';
import { ask } from '../rpc.ts';
import { listed } from './rows.ts';

/** Of one page. Where more were deleted at once, reading everything again costs less. */
const most = 20;
const revisions = z.looseObject({ entries: z.array(z.looseObject({ id: z.string() })) });

/** Whether a path lies in the folder that is synced. Dropbox compares without regard to case. */
export const isInside = (path: string | undefined, folder: string): boolean =>
  folder === '' || `${path ?? ''}/`.startsWith(`${folder.toLowerCase()}/`);

/**
 * Dropbox tells the paths of what was deleted, and rows are known by ids, which a move does not change. The file that was at a
 * path is known by its revisions, and it is gone unless its id is somewhere else by now.
 *
 * Undefined: they can't be told, so only reading everything shows what is missing. With a folder goes all that was in it, and
 * nobody names that.
 */
export async function goneIds(http: ConnectorHttp, paths: string[], folder: string): Promise<string[] | undefined> {
  if (paths.length > most) return undefined;
  const gone: string[] = [];
  for (const path of paths) {
    const ids = await fileIdsAt(http, path);
    if (ids === undefined) return undefined;
    for (const id of ids) if (!(await isThere(http, id, folder))) gone.push(id);
  }
  return gone;
}

/** The files that are known to have been at a path; undefined where none is: it was a folder, or is out of reach. */
export async function fileIdsAt(http: ConnectorHttp, path: string): Promise<string[] | undefined> {
  try {
    const { entries } = await ask(http, 'files/list_revisions', revisions, { path, mode: 'path', limit: 10 });
    return entries.length === 0 ? undefined : [...new Set(entries.map(({ id }) => id))];
  } catch (error) {
    if (isAppCallError(error) && error.details.status === 409) return undefined;
    throw error;
  }
}

async function isThere(http: ConnectorHttp, id: string, folder: string): Promise<boolean> {
  const found = await orNull(() => ask(http, 'files/get_metadata', listed, { path: id }));
  return found !== null && isInside(found.path_lower, folder);
}
