import { z } from 'zod';
import { AppCallError, type ConnectorHttp, isAppCallError } from '../../kit/index.ts';
import { ask } from '../rpc.ts';
import { listed } from './rows.ts';

const page = z.looseObject({ entries: z.array(listed), cursor: z.string().min(1), has_more: z.boolean() });
export type EntryPage = z.output<typeof page>;

/** A folder with all that is in it: what is there, and from its cursor on what changes. */
const whole = (path: string) => ({ path, recursive: true });

/** A call only starts a list; where it ends, the same cursor later tells what has changed since. */
export async function readEntries(http: ConnectorHttp, path: string, cursor: string | undefined): Promise<EntryPage> {
  if (cursor === undefined) return ask(http, 'files/list_folder', page, { ...whole(path), limit: 2000 });
  const next = await ask(http, 'files/list_folder/continue', page, { cursor });
  if (next.has_more && next.cursor === cursor)
    throw new AppCallError('Dropbox leads from a page to the same page.', {
      class: 'protocol',
      code: 'repeated_cursor',
    });
  return next;
}

const latest = z.looseObject({ cursor: z.string().min(1) });

export const cursorFromNow = async (http: ConnectorHttp, path: string): Promise<string> =>
  (await ask(http, 'files/list_folder/get_latest_cursor', latest, whole(path))).cursor;

/** Dropbox does not know the cursor any more, and wants the list to be read from its beginning. */
export const isReset = (error: unknown): boolean =>
  isAppCallError(error) && error.details.code?.split('/')[0] === 'reset';
