import { z } from 'zod';
import { type ConnectorContext, defineObject, isAppCallError } from '../../kit/index.ts';
import { allDrives, cost, fileFields, filePath, folderType } from '../drive-call.ts';
import type { Settings } from '../settings.ts';
import { file, permission, permissionFields } from './file-row.ts';
import { pullFiles } from './pull-files.ts';
import { upsertFolders } from './upsert-folders.ts';

const kindOf = z.looseObject({ mimeType: z.string().optional(), trashed: z.boolean().optional() });
const isFolder = (row: unknown): boolean => kindOf.parse(row).mimeType === folderType;

async function getOne({ http }: ConnectorContext<Settings>, key: string, wantsFolder: boolean): Promise<unknown> {
  try {
    const query = { ...allDrives, fields: fileFields };
    const { body } = await http.get(filePath(key), z.unknown(), { query, cost: cost.read });
    return kindOf.parse(body).trashed || isFolder(body) !== wantsFolder ? null : body;
  } catch (error) {
    if (isAppCallError(error) && error.details.class === 'not_found') return null;
    throw error;
  }
}

/** What is in the bin counts as deleted. */
export const fileObject = defineObject<typeof file, Settings>({
  label: 'files',
  row: file,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: true,
  pull: pullFiles({
    q: `mimeType != '${folderType}' and trashed = false`,
    fields: fileFields,
    rows: (row) => (isFolder(row) ? undefined : [row]),
    isFile: true,
  }),
  get: (context, key) => getOne(context, key, false),
});

export const folderObject = defineObject<typeof file, Settings>({
  label: 'folders',
  row: file,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: true,
  pull: pullFiles({
    q: `mimeType = '${folderType}' and trashed = false`,
    fields: fileFields,
    rows: (row) => (isFolder(row) ? [row] : undefined),
    isFile: true,
  }),
  get: (context, key) => getOne(context, key, true),
  upsert: upsertFolders,
});

const shared = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  permissions: z.array(permission).optional(),
});
const permissionRow = permission.extend({ file: z.string().min(1), fileName: z.string().optional() });

/** Who may open which file. One that was taken away changes its file and is told by nobody, so it is found by a full pass. */
export const permissionObject = defineObject<typeof permissionRow, Settings>({
  label: 'permissions',
  row: permissionRow,
  key: ({ file: of, id }) => `${of}/${id}`,
  incremental: true,
  reportsDeletes: false,
  pull: pullFiles({
    q: 'trashed = false',
    fields: `id,name,trashed,permissions(${permissionFields})`,
    rows: (row) => {
      const { id, name, permissions = [] } = shared.parse(row);
      return permissions.map((one) => ({ ...one, file: id, fileName: name }));
    },
    isFile: false,
  }),
});
