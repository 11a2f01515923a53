import { z } from 'zod';
import { defineObject, orNull, type Pager, pullPages } from '../../kit/index.ts';
import { bookPath, type Settings, sheetPath, tablePath } from '../settings.ts';

const pager: Pager = { kind: 'link', from: "['@odata.nextLink']" };
const text = z.string().nullish();

export const sheetRow = z.looseObject({
  id: z.string().min(1),
  name: text,
  position: z.number().nullish(),
  visibility: text,
});

export const tableRow = z.looseObject({
  id: z.string().min(1),
  name: text,
  showHeaders: z.boolean().nullish(),
  showTotals: z.boolean().nullish(),
  style: text,
});

// A workbook has few of them, and keeps no times: they are read whole.
export const sheetObject = defineObject<typeof sheetRow, Settings>({
  label: 'sheets of the workbook',
  row: sheetRow,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    request: ({ settings }) => ({ path: `${bookPath(settings)}/worksheets` }),
    rows: 'value',
  }),
  get: ({ http, settings }, key) => orNull(async () => (await http.get(sheetPath(settings, key), sheetRow)).body),
});

export const tableObject = defineObject<typeof tableRow, Settings>({
  label: 'tables of the workbook',
  row: tableRow,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    request: ({ settings }) => ({ path: `${bookPath(settings)}/tables` }),
    rows: 'value',
  }),
  get: ({ http, settings }, key) => orNull(async () => (await http.get(tablePath(settings, key), tableRow)).body),
});
