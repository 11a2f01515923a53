import { z } from 'zod';
import { type DeltaSort, defineObject, orNull, pullDelta } from '../../kit/index.ts';
import { drivePath, itemPath, type Settings } from '../settings.ts';

const text = z.string().nullish();
const person = z.looseObject({ user: z.looseObject({ displayName: text, email: text }).nullish() }).nullish();

/** No more than this: Microsoft adds an address to each file that opens it to everybody for an hour, and differs each time. */
export const workbookRow = z.object({
  id: z.string().min(1),
  name: text,
  webUrl: text,
  size: z.number().nullish(),
  cTag: text,
  createdDateTime: text,
  lastModifiedDateTime: text,
  createdBy: person,
  lastModifiedBy: person,
  parentReference: z.looseObject({ id: text, driveId: text, path: text }).nullish(),
});

const item = z.looseObject({
  id: z.string(),
  name: text,
  folder: z.unknown().optional(),
  package: z.unknown().optional(),
  root: z.unknown().optional(),
  deleted: z.unknown().optional(),
});
export const isWorkbook = (name: unknown): boolean => typeof name === 'string' && /\.xls[xmb]$/i.test(name);

/** A file that is none any more, by another name, is gone too. */
export const byFile: DeltaSort = (row) => {
  const known = item.safeParse(row).data;
  if (known === undefined) return { row };
  if (known.deleted !== undefined) return { deleted: known.id };
  if ((known.folder ?? known.package ?? known.root) !== undefined) return undefined;
  return isWorkbook(known.name) ? { row } : { deleted: known.id };
};

/** https://learn.microsoft.com/en-us/graph/api/driveitem-delta */
export const workbookObject = defineObject<typeof workbookRow, Settings>({
  label: 'workbooks',
  row: workbookRow,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: true,
  pull: pullDelta<Settings>(({ drive }) => ({ path: `${drivePath(drive)}/root/delta`, query: { $top: 200 } }), byFile),
  get: ({ http, settings }, key) =>
    orNull(async () => (await http.get(itemPath({ drive: settings.drive, workbook: key }), workbookRow)).body),
});
