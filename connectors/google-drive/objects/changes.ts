import { z } from 'zod';
import type { ConnectorHttp } from '../../kit/index.ts';
import { allDrives, cost, inAllDrives } from '../drive-call.ts';

const start = z.object({ startPageToken: z.string() });
const changeList = z.looseObject({
  changes: z
    .array(
      z.looseObject({
        fileId: z.string().optional(),
        changeType: z.string().optional(),
        removed: z.boolean().optional(),
        time: z.string().optional(),
        file: z.looseObject({ id: z.string().optional(), trashed: z.boolean().optional() }).optional(),
      }),
    )
    .default([]),
  nextPageToken: z.string().optional(),
  newStartPageToken: z.string().optional(),
});
export type ChangeList = z.output<typeof changeList>;

const ofDrive = (drive: string) => (drive === '' ? {} : { driveId: drive });

/** Where the list of changes ends now. */
export async function changesFromNow(http: ConnectorHttp, drive: string): Promise<string> {
  const query = { ...allDrives, ...ofDrive(drive) };
  return (await http.get('/drive/v3/changes/startPageToken', start, { query, cost: cost.other })).body.startPageToken;
}

export const changesQuery = (drive: string, pageToken: string) => ({
  pageToken,
  ...ofDrive(drive),
  ...inAllDrives,
});

/** One page of what has changed since a token; each file in its newest state. */
export async function readChanges(
  http: ConnectorHttp,
  { drive, token, fields }: { drive: string; token: string; fields: string },
): Promise<ChangeList> {
  const query = {
    ...changesQuery(drive, token),
    pageSize: 200,
    fields: `nextPageToken,newStartPageToken,changes(changeType,fileId,removed,time,file(${fields}))`,
  };
  return (await http.get('/drive/v3/changes', changeList, { query, cost: cost.list })).body;
}
