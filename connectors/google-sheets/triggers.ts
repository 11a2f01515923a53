import { z } from 'zod';
import type { ConnectorTrigger } from '../kit/index.ts';
import { columnsOf, readValues, rowFrom, sheetNamed } from './read-sheet.ts';
import { settings } from './settings.ts';

const added = z.looseObject({ rowNumber: z.int(), values: z.record(z.string(), z.unknown()) });
const place = z.int().nullable().catch(null);
const most = 1_000;

export const triggers: Record<string, ConnectorTrigger> = {
  rowAdded: {
    title: 'A row was added',
    description: 'At the end of the sheet. A row put in further up is not seen.',
    via: 'poll',
    output: added,
    sample: { rowNumber: 8, values: { Order: 'A-7', Total: 19.99 } },
    poll: async ({ http, settings: answers }, { cursor }) => {
      const { spreadsheet, sheet } = settings.parse(answers);
      const columns = await columnsOf(http, spreadsheet, sheet);
      const { rowCount } = await sheetNamed(http, spreadsheet, sheet);
      const last = place.parse(cursor);
      if (last === null) {
        const found = await readValues(http, spreadsheet, sheet, `1:${rowCount}`);
        return { items: [], cursor: found.length };
      }
      // Fewer rows than before: some were deleted, and what was the end is not known any more.
      if (last >= rowCount) return { items: [], cursor: last };
      const found = await readValues(http, spreadsheet, sheet, `${last + 1}:${Math.min(rowCount, last + most)}`);
      const rows = found.map((cells, index) => added.parse(rowFrom(columns, cells, last + 1 + index)));
      const items = rows
        .filter(({ values }) => Object.values(values).some((value) => value !== null))
        .map((data) => ({
          id: `${spreadsheet}/${sheet}/${data.rowNumber}`,
          version: JSON.stringify(data.values).slice(0, 200),
          data,
        }));
      return { items, cursor: last + found.length };
    },
  },
  spreadsheetChanged: {
    title: 'The spreadsheet was changed',
    description: 'Whatever was changed in it; some seconds later.',
    via: 'hook',
    events: ['spreadsheet.update', 'spreadsheet.change'],
    output: z.object({ state: z.string(), spreadsheet: z.string().nullable() }),
    sample: { state: 'update', spreadsheet: '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgVE2upms' },
  },
};
