import { z } from 'zod';
import { AppCallError, type ConnectorContext, isAppCallError, type Page, type PullRequest } from '../../kit/index.ts';
import { cost, filesPath, inAllDrives } from '../drive-call.ts';
import type { Settings } from '../settings.ts';
import { changesFromNow, readChanges } from './changes.ts';

const fileList = z.looseObject({ files: z.array(z.unknown()).default([]), nextPageToken: z.string().optional() });
const placeOf = z.object({ page: z.string(), begun: z.string() });
const markOf = z.object({ drive: z.string(), token: z.string() });

interface FilesOf {
  /** The search for all of them. */
  q: string;
  fields: string;
  /** Of a file as Google sends it: its rows, or undefined where it is none of these. */
  rows: (file: unknown) => unknown[] | undefined;
  /** Whether the file's id is the row's key. */
  isFile: boolean;
}

/** Without a watermark the next pass is a full one, which finds what was deleted meanwhile. */
const startOver: Page = { rows: [], next: null, watermark: null };

/**
 * https://developers.google.com/workspace/drive/api/guides/manage-changes. The place in the list of changes is asked for
 * before the first file is read: what changes while the pages are read comes again with the changes since then.
 */
export function pullFiles(of: FilesOf) {
  return (context: ConnectorContext<Settings>, request: PullRequest): Promise<Page> =>
    request.mode === 'incremental' ? pullChanges(of, context, request) : pullAll(of, context, request);
}

async function pullAll(
  of: FilesOf,
  { http, settings }: ConnectorContext<Settings>,
  request: PullRequest,
): Promise<Page> {
  const { drive } = settings;
  const known = placeOf.safeParse(request.cursor).data;
  const begun = known?.begun ?? (await changesFromNow(http, drive));
  const { body } = await http.get(filesPath, fileList, {
    query: {
      q: of.q,
      ...(drive !== '' && { corpora: 'drive', driveId: drive }),
      ...inAllDrives,
      pageSize: 200,
      pageToken: known?.page,
      fields: `nextPageToken,files(${of.fields})`,
    },
    cost: cost.list,
  });
  const next = onward(body.nextPageToken, known?.page);
  return {
    rows: body.files.flatMap((file) => of.rows(file) ?? []),
    next: next === undefined ? null : { page: next, begun },
    watermark: { drive, token: begun },
  };
}

async function pullChanges(
  of: FilesOf,
  { http, settings }: ConnectorContext<Settings>,
  request: PullRequest,
): Promise<Page> {
  const { drive } = settings;
  const mark = markOf.safeParse(request.watermark).data;
  if (mark?.drive !== drive) return startOver;
  const page = z.object({ page: z.string() }).safeParse(request.cursor).data?.page;
  try {
    const body = await readChanges(http, { drive, token: page ?? mark.token, fields: of.fields });
    const rows: unknown[] = [];
    const deleted: string[] = [];
    for (const { fileId, file, removed } of body.changes) {
      // A change of a drive itself has no file.
      if (fileId === undefined) continue;
      const isGone = removed === true || file === undefined || file.trashed === true;
      const found = isGone ? undefined : of.rows(file);
      if (found !== undefined) rows.push(...found);
      else if (isGone && of.isFile) deleted.push(fileId);
    }
    const next = onward(body.nextPageToken, page);
    return {
      rows,
      deleted,
      next: next === undefined ? null : { page: next },
      watermark: { drive, token: body.newStartPageToken ?? mark.token },
    };
  } catch (error) {
    if (isAppCallError(error) && (error.details.status === 410 || error.details.field === 'pageToken'))
      return startOver;
    throw error;
  }
}

function onward(next: string | undefined, page: string | undefined): string | undefined {
  if (next === undefined || next === '') return undefined;
  if (next !== page) return next;
  throw new AppCallError('Google Drive leads from a page to the same page.', {
    class: 'protocol',
    code: 'repeated_cursor',
  });
}
