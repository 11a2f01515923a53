import { z } from 'zod';
import { defineObject, orNull, type Pager, pullPages, type Upsert, writeOneByOne } from '../../kit/index.ts';
import { fieldsOf, propertiesOf, valuesFor } from '../properties.ts';
import type { Settings } from '../settings.ts';
import { dataSourceRow, page, user } from './rows.ts';

const pager: Pager = {
  kind: 'cursor',
  parameter: 'start_cursor',
  from: 'next_cursor',
  more: 'has_more',
  size: { parameter: 'page_size', value: 100 },
};
const made = z.object({ id: z.string() });
const given = z.object({ properties: z.record(z.string(), z.unknown()).default({}) });

const upsertRows: Upsert<Settings> = {
  batch: 10,
  matchBy: [],
  example: [
    { data: { properties: { Name: 'Brass lamp', Price: 19.99 } } },
    { key: 'b55c9c91-384d-452b-81db-d1ef79372b75', data: { properties: { Price: 5 } } },
  ],
  write: async ({ http, settings }, items) => {
    const properties = await propertiesOf(http, settings.dataSource);
    return writeOneByOne(items, async ({ key, data }) => {
      const json = { properties: valuesFor(properties, given.parse(data).properties) };
      if (key !== undefined) {
        await http.patch(`/v1/pages/${encodeURIComponent(key)}`, made, { json, repeatable: true });
        return { key, action: 'updated' };
      }
      const parent = { type: 'data_source_id', data_source_id: settings.dataSource };
      return { key: (await http.post('/v1/pages', made, { json: { parent, ...json } })).body.id, action: 'created' };
    });
  },
};

/** In the order of creation, which a change does not move. Notion keeps the minute of a change: the pass goes back by two. */
const rowObject = defineObject<typeof page, Settings>({
  label: 'rows',
  row: page,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    pagerIn: 'json',
    rows: 'results',
    request: ({ settings, since }) => ({
      method: 'POST',
      path: `/v1/data_sources/${encodeURIComponent(settings.dataSource)}/query`,
      json: {
        sorts: [{ timestamp: 'created_time', direction: 'ascending' }],
        ...(since !== null && { filter: { timestamp: 'last_edited_time', last_edited_time: { on_or_after: since } } }),
      },
    }),
  }),
  get: async ({ http }, key) => {
    return orNull(async () => {
      const { body } = await http.get(`/v1/pages/${encodeURIComponent(key)}`, page);
      return body.in_trash || body.archived ? null : body;
    });
  },
  describe: async ({ http, settings }) => fieldsOf(await propertiesOf(http, settings.dataSource)),
  upsert: upsertRows,
});

/** Everything that is shared with the app. Notion's search finds new things some minutes late. */
const dataSourceObject = defineObject<typeof dataSourceRow, Settings>({
  label: 'databases',
  row: dataSourceRow,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    pagerIn: 'json',
    rows: 'results',
    request: () => ({
      method: 'POST',
      path: '/v1/search',
      json: { filter: { property: 'object', value: 'data_source' } },
    }),
  }),
});

const userObject = defineObject<typeof user, Settings>({
  label: 'people',
  row: user,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({ pager, rows: 'results', request: () => ({ path: '/v1/users' }) }),
});

export const objects = { row: rowObject, dataSource: dataSourceObject, user: userObject };
