import { z } from 'zod';
import { defineObject, pullPages } from '../../kit/index.ts';
import { drive } from '../drive.ts';
import type { Settings } from '../settings.ts';

export const spreadsheetRow = z.looseObject({
  id: z.string().min(1),
  name: z.string(),
  createdTime: z.string().optional(),
  modifiedTime: z.string().optional(),
  webViewLink: z.string().optional(),
  trashed: z.boolean().optional(),
});

const isSheet = "mimeType = 'application/vnd.google-apps.spreadsheet'";

/** What moves while the pages are read has changed, and is read again by the next pass. */
export const spreadsheetObject = defineObject<typeof spreadsheetRow, Settings>({
  label: 'spreadsheets',
  row: spreadsheetRow,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: true,
  pull: pullPages<Settings>({
    pager: {
      kind: 'cursor',
      parameter: 'pageToken',
      from: 'nextPageToken',
      size: { parameter: 'pageSize', value: 1000 },
    },
    rows: 'files',
    deleted: (row) => {
      const { id, trashed } = z.object({ id: z.string(), trashed: z.boolean().optional() }).parse(row);
      return trashed ? id : undefined;
    },
    request: ({ since }) => ({
      path: `${drive}/files`,
      query: {
        q: since === null ? isSheet : `${isSheet} and modifiedTime >= '${since}'`,
        orderBy: 'createdTime',
        includeItemsFromAllDrives: true,
        supportsAllDrives: true,
        fields: 'nextPageToken, files(id, name, createdTime, modifiedTime, webViewLink, trashed)',
      },
    }),
  }),
});
