import { z } from 'zod';
import { AppCallError, defineObject, pullPages, readPath } from '../kit/index.ts';
import { pagerOf, type Settings } from './settings.ts';

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
  pull: (context, request) => {
    const { settings } = context;
    if (settings.list === '') {
      throw new AppCallError('Nobody has said which list is to be synced.', {
        class: 'invalid',
        code: 'no_list',
        field: 'list',
      });
    }
    // Without a parameter for changes every pass reads everything: the rows that came before are simply unchanged.
    const pull = pullPages<Settings>({
      pager: pagerOf(settings),
      rows: settings.rows,
      request: ({ since }) => ({
        path: settings.list,
        query: settings.since === '' || since === null ? {} : { [settings.since]: since },
      }),
    });
    return pull(context, request);
  },
});
