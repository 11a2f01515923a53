import { z } from 'zod';
import { AppCallError, isAppCallError, type Upsert, type WriteResult, writeOneByOne } from '../../kit/index.ts';
import { ask, tell } from '../rpc.ts';
import type { Settings } from '../settings.ts';
import { listed } from './rows.ts';

const given = z.looseObject({ path_display: z.string().optional(), path_lower: z.string().optional() });
const made = z.looseObject({ metadata: z.looseObject({ id: z.string() }) });

/** A folder is what its path says: written twice, there is one. With a key it is moved to the path, if it is not there. */
export const upsertFolders: Upsert<Settings> = {
  batch: 20,
  matchBy: ['path_display'],
  example: [
    { data: { path_display: '/Invoices/2026' } },
    { key: 'id:a4ayc_80_OEAAAAAAAAAXz', data: { path_display: '/Invoices/2025' } },
  ],
  write: ({ http }, items) =>
    writeOneByOne(items, async ({ key, data }): Promise<WriteResult> => {
      const taken = given.safeParse(data).data;
      const path = taken?.path_display ?? taken?.path_lower;
      if (!path?.startsWith('/'))
        throw new AppCallError('A folder needs its path, such as /Invoices/2026.', {
          class: 'invalid',
          code: 'no_path',
          field: 'path_display',
        });
      if (key !== undefined) {
        const known = await ask(http, 'files/get_metadata', listed, { path: key });
        if (known.path_lower === path.toLowerCase()) return { key, action: 'unchanged' };
        await tell(http, 'files/move_v2', made, { from_path: key, to_path: path });
        return { key, action: 'updated' };
      }
      try {
        const { metadata } = await tell(http, 'files/create_folder_v2', made, { path, autorename: false });
        return { key: metadata.id, action: 'created' };
      } catch (error) {
        if (!isAppCallError(error) || !error.details.code?.startsWith('path/conflict/folder')) throw error;
        const known = await ask(http, 'files/get_metadata', listed, { path });
        return { key: known.id ?? path, action: 'unchanged' };
      }
    }),
};
