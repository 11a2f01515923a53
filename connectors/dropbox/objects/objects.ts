import type { z } from 'zod';
import { type ConnectorContext, type ConnectorObject, defineObject, orNull, pullPages } from '../../kit/index.ts';
import { scope } from '../auth.ts';
import { ask } from '../rpc.ts';
import type { Settings } from '../settings.ts';
import { isInside } from './gone-ids.ts';
import { pullEntries } from './pull-entries.ts';
import { file, folder, type Kind, listed, sharedLink } from './rows.ts';
import { upsertFolders } from './upsert-folders.ts';

const getOne =
  (kind: Kind) =>
  async ({ http, settings }: ConnectorContext<Settings>, key: string): Promise<unknown> => {
    const found = await orNull(() => ask(http, 'files/get_metadata', listed, { path: key }));
    return found?.['.tag'] === kind && isInside(found.path_lower, settings.folder) ? found : null;
  };

const fileObject = defineObject<typeof file, Settings>({
  label: 'files',
  row: file,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: true,
  pull: pullEntries('file'),
  get: getOne('file'),
});

const folderObject = defineObject<typeof folder, Settings>({
  label: 'folders',
  row: folder,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: true,
  pull: pullEntries('folder'),
  get: getOne('folder'),
  upsert: upsertFolders,
});

/** Dropbox tells of no change of a link: they are read whole. A later page is asked for by its cursor alone. */
const sharedLinkObject = defineObject<typeof sharedLink, Settings>({
  label: 'shared links',
  row: sharedLink,
  key: ({ url }) => url,
  incremental: false,
  reportsDeletes: false,
  scopes: [scope.seeLinks],
  pull: pullPages<Settings>({
    pager: { kind: 'cursor', parameter: 'cursor', from: 'cursor', more: 'has_more' },
    pagerIn: 'json',
    request: () => ({ method: 'POST', path: '/sharing/list_shared_links', json: {} }),
    rows: 'links',
  }),
});

export const objects: Record<string, ConnectorObject<z.ZodType, Settings>> = {
  file: fileObject,
  folder: folderObject,
  sharedLink: sharedLinkObject,
};
