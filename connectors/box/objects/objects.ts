import type { z } from 'zod';
import { type ConnectorObject, defineObject, orNull, pullPages } from '../../kit/index.ts';
import { scope } from '../auth.ts';
import type { Settings } from '../settings.ts';
import { collaborationObject } from './collaborations.ts';
import { describeItems } from './describe.ts';
import { pullItems, readItem } from './pull-items.ts';
import { file, folder, user, userFields } from './rows.ts';
import { upsertFolders } from './upsert-folders.ts';

/** What is in the bin counts as deleted. */
const fileObject = defineObject<typeof file, Settings>({
  label: 'files',
  row: file,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: true,
  pull: pullItems('file'),
  describe: describeItems('file'),
  get: ({ http, settings }, key) => readItem(http, 'file', key, settings),
});

const folderObject = defineObject<typeof folder, Settings>({
  label: 'folders',
  row: folder,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: true,
  pull: pullItems('folder'),
  describe: describeItems('folder'),
  get: ({ http, settings }, key) => readItem(http, 'folder', key, settings),
  upsert: upsertFolders,
});

const query = { fields: userFields };

/** Of the whole organisation, as far as this person administers it. */
const userObject = defineObject<typeof user, Settings>({
  label: 'people',
  row: user,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  scopes: [scope.users],
  pull: pullPages<Settings>({
    pager: {
      kind: 'cursor',
      parameter: 'marker',
      from: 'next_marker',
      size: { parameter: 'limit', value: 1000 },
    },
    request: () => ({ path: '/users', query: { ...query, user_type: 'managed', usemarker: true } }),
    rows: 'entries',
  }),
  get: ({ http }, key) =>
    orNull(async () => (await http.get(`/users/${encodeURIComponent(key)}`, user, { query })).body),
});

export const objects: Record<string, ConnectorObject<z.ZodType, Settings>> = {
  file: fileObject,
  folder: folderObject,
  collaboration: collaborationObject,
  user: userObject,
};
