import { z } from 'zod';
import {
  AppCallError,
  type ConnectorContext,
  defineObject,
  orNull,
  type Page,
  type PullRequest,
  pullPages,
  readPath,
} from '../kit/index.ts';
import { fieldsOfRows } from './fields-of-rows.ts';
import { pagerOf, type Settings } from './settings.ts';
import { upsertRows } from './upsert-rows.ts';

const row = z.looseObject({});

/** One list of the API, as the settings describe it. */
export const rowObject = defineObject<typeof row, Settings>({
  label: 'rows',
  row,
  key: (one, { key }) => {
    const value = readPath(one, key);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  },
  incremental: true,
  reportsDeletes: false,
  pull: async (context, request) => pull(context, request),
  // An API of which nothing is known shows its fields by its rows alone.
  describe: async (context) => {
    const first = await pull(context, { mode: 'full', cursor: null, watermark: null });
    return fieldsOfRows(first.rows, context.settings.key);
  },
  get: async (context, key) => {
    const { one, wrapper } = context.settings;
    if (one === '') {
      throw new AppCallError('Nobody has said at which path one row can be read.', {
        class: 'invalid',
        code: 'no_path',
        field: 'one',
      });
    }
    return orNull(async () => {
      const { body } = await context.http.get(one.replaceAll('{key}', encodeURIComponent(key)), z.unknown());
      return wrapper === '' ? body : readPath(body, wrapper);
    });
  },
  upsert: upsertRows,
});

/** The path of the list. */
export function listOf({ list }: Settings): string {
  if (list !== '') return list;
  throw new AppCallError('Nobody has said which list is to be synced.', {
    class: 'invalid',
    code: 'no_list',
    field: 'list',
  });
}

/** Without a parameter for changes every pass reads everything: the rows that came before are simply unchanged. */
function pull(context: ConnectorContext<Settings>, request: PullRequest): Promise<Page> {
  const { settings } = context;
  const path = listOf(settings);
  const pages = pullPages<Settings>({
    pager: pagerOf(settings),
    rows: settings.rows,
    request: ({ since }) => ({
      path,
      query: settings.since === '' || since === null ? {} : { [settings.since]: since },
    }),
  });
  return pages(context, request);
}
