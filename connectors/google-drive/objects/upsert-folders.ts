import { z } from 'zod';
import { AppCallError, type ConnectorHttp, type Upsert, type WriteResult, writeOneByOne } from '../../kit/index.ts';
import { allDrives, cost, filePath, filesPath, folderType, inAllDrives, quoted } from '../drive-call.ts';
import type { Settings } from '../settings.ts';

const given = z.looseObject({
  name: z.string().optional(),
  parents: z.array(z.string()).optional(),
  description: z.string().optional(),
  starred: z.boolean().optional(),
  folderColorRgb: z.string().optional(),
  properties: z.record(z.string(), z.string().nullable()).optional(),
  appProperties: z.record(z.string(), z.string().nullable()).optional(),
});
const list = z.looseObject({ files: z.array(z.object({ id: z.string() })).default([]) });
const made = z.looseObject({ id: z.string() });

/** The folder of this name in a folder, where there is one. Names are no keys in Drive: the oldest of several. */
export async function folderNamed(http: ConnectorHttp, name: string, parent: string): Promise<string | undefined> {
  const q = [
    `mimeType = '${folderType}'`,
    'trashed = false',
    `name = ${quoted(name)}`,
    `${quoted(parent)} in parents`,
  ].join(' and ');
  const query = { q, ...inAllDrives, orderBy: 'createdTime', pageSize: 1, fields: 'files(id)' };
  return (await http.get(filesPath, list, { query, cost: cost.list })).body.files[0]?.id;
}

/** A folder without a key is the one of its name in its parent (the drive itself unless told), or a new one there. */
export const upsertFolders: Upsert<Settings> = {
  batch: 20,
  matchBy: ['name'],
  example: [
    { data: { name: 'Invoices', description: 'Of all customers' } },
    { key: '1dyUEebJaFnWa3Z4n0BFMVAXQ7mfUH11g', data: { name: 'Invoices of 2026' } },
  ],
  write: ({ http, settings }, items) =>
    writeOneByOne(items, async ({ key, data }): Promise<WriteResult> => {
      const { name, parents, description, starred, folderColorRgb, properties, appProperties } = given.parse(data);
      const fields = { name, description, starred, folderColorRgb, properties, appProperties };
      const parent = parents?.[0] ?? (settings.drive || 'root');
      if (key === undefined && !name)
        throw new AppCallError('A folder needs a name.', { class: 'invalid', code: 'no_name', field: 'name' });
      const known = key ?? (await folderNamed(http, name ?? '', parent));
      const query = { ...allDrives, fields: 'id' };
      if (known !== undefined) {
        await http.patch(filePath(known), made, { query, json: fields, repeatable: true, cost: cost.change });
        return { key: known, action: 'updated' };
      }
      const json = { ...fields, mimeType: folderType, parents: [parent] };
      const { body } = await http.post(filesPath, made, { query, json, cost: cost.change });
      return { key: body.id, action: 'created' };
    }),
};
