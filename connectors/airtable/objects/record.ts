import { z } from 'zod';
import { defineObject, orNull, pullPages } from '../../kit/index.ts';
import { fieldsOf, tableNamed } from '../schema.ts';
import { type Settings, tablePath } from '../settings.ts';
import { upsertRecords } from './upsert.ts';

export const record = z.looseObject({
  id: z.string().startsWith('rec'),
  createdTime: z.string(),
  /** By the names of the fields; one that is empty is left out. */
  fields: z.record(z.string(), z.unknown()),
});

/** A name inside a formula stands in braces, and may hold anything but a closing one that is not escaped. */
const inFormula = (name: string): string => `{${name.replaceAll(/[\\}]/g, '\\$&')}}`;

/** Without a field that keeps the time of the last change, each pass reads everything and finds changes by comparing. */
export const recordObject = defineObject<typeof record, Settings>({
  label: 'records',
  row: record,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager: { kind: 'cursor', parameter: 'offset', from: 'offset', size: { parameter: 'pageSize', value: 100 } },
    rows: 'records',
    request: ({ settings, since }) => ({
      path: tablePath(settings),
      query:
        since === null || settings.changedField === ''
          ? {}
          : { filterByFormula: `NOT(IS_BEFORE(${inFormula(settings.changedField)}, '${since}'))` },
    }),
  }),
  get: async ({ http, settings }, key) => {
    return orNull(async () => (await http.get(`${tablePath(settings)}/${encodeURIComponent(key)}`, record)).body);
  },
  describe: async ({ http, settings }) => fieldsOf(await tableNamed(http, settings.base, settings.table)),
  upsert: upsertRecords,
});
