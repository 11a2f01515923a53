import { z } from 'zod';
import type { ConnectorContext, ConnectorTrigger } from '../kit/index.ts';
import { fileFields, folderType } from './drive-call.ts';
import { changesFromNow, readChanges } from './objects/changes.ts';
import { file } from './objects/file-row.ts';
import { settings } from './settings.ts';

const placeOf = z.object({ drive: z.string(), token: z.string(), begun: z.string() }).nullable().catch(null);
type Place = z.output<typeof placeOf>;
type FileRow = z.output<typeof file>;

const mostPages = 10;

/** What has changed since the last look, one page after the other; what is left is for the next look. */
async function changed(
  { http, settings: answers }: ConnectorContext,
  known: Place,
): Promise<{ files: FileRow[]; place: NonNullable<Place> }> {
  const { drive } = settings.parse(answers);
  // The places of one drive mean nothing in another.
  if (known === null || known.drive !== drive) {
    const token = await changesFromNow(http, drive);
    return { files: [], place: { drive, token, begun: new Date().toISOString() } };
  }
  const files: FileRow[] = [];
  let { token } = known;
  for (let page = 0; page < mostPages; page++) {
    const body = await readChanges(http, { drive, token, fields: fileFields });
    files.push(
      ...body.changes.flatMap((one) => (one.file === undefined || one.file.trashed ? [] : file.parse(one.file))),
    );
    token = body.nextPageToken ?? body.newStartPageToken ?? token;
    if (body.nextPageToken === undefined) break;
  }
  return { files, place: { ...known, token } };
}

const sample = {
  id: '1dyUEebJaFnWa3Z4n0BFMVAXQ7mfUH11g',
  name: 'Invoice 42.pdf',
  mimeType: 'application/pdf',
  createdTime: '2026-11-20T09:00:00.000Z',
  modifiedTime: '2026-11-20T09:00:00.000Z',
  webViewLink: 'https://drive.google.com/file/d/1dyUEebJaFnWa3Z4n0BFMVAXQ7mfUH11g/view',
};

const isFolder = ({ mimeType }: FileRow): boolean => mimeType === folderType;

function added(title: string, description: string, is: (row: FileRow) => boolean): ConnectorTrigger {
  return {
    title,
    description,
    via: 'poll',
    output: file,
    sample,
    poll: async (context, { cursor }) => {
      const { files, place } = await changed(context, placeOf.parse(cursor));
      // Since the watching began: a file is told once, whatever becomes of it later.
      const isNew = (row: FileRow) =>
        [row.createdTime, row.sharedWithMeTime].some((time) => Date.parse(String(time)) >= Date.parse(place.begun));
      return {
        items: files.filter((row) => is(row) && isNew(row)).map((data) => ({ id: data.id, data })),
        cursor: place,
      };
    },
  };
}

export const triggers: Record<string, ConnectorTrigger> = {
  fileAdded: added('A file was added', 'Or shared with the account.', (row) => !isFolder(row)),
  folderAdded: added('A folder was added', 'Or shared with the account.', isFolder),
  fileChanged: {
    title: 'A file was added or changed',
    description: 'Its content, name, folder or sharing. Not when it goes to the bin.',
    via: 'poll',
    output: file,
    sample,
    poll: async (context, { cursor }) => {
      const { files, place } = await changed(context, placeOf.parse(cursor));
      const items = files
        .filter((row) => !isFolder(row))
        .map((data) => ({ id: data.id, version: data.version ?? data.modifiedTime, data }));
      return { items, cursor: place };
    },
  },
  driveChanged: {
    title: 'Something in the drive was changed',
    description: 'Told at once, without what it was.',
    via: 'hook',
    events: ['drive.changed'],
    output: z.object({ state: z.string() }),
    sample: { state: 'change' },
  },
};
