import { z } from 'zod';
import type { Upsert, WriteResult } from '../../kit/index.ts';
import { columnsOf, keyColumn, letterOf, readValues } from '../read-sheet.ts';
import { pathOf, rangeOf, type Settings, valuesPath } from '../settings.ts';

const nothing = z.looseObject({});
const given = z.object({ values: z.record(z.string(), z.unknown()).default({}) });

/** `data` has the row's shape: `{ values: { Order: 'A-1' } }`. A row is known by its key column; what is not found is added at the end. */
export const upsertRows: Upsert<Settings> = {
  batch: 500,
  matchBy: [],
  example: [{ data: { values: { Order: 'A-1', Total: 19.99 } } }, { key: 'A-2', data: { values: { Total: 5 } } }],
  write: async ({ http, settings }, items) => {
    const { spreadsheet, sheet } = settings;
    const columns = await columnsOf(http, spreadsheet, sheet);
    const column = keyColumn(columns, settings.key);
    const letter = letterOf(columns.indexOf(column));
    const keys = (await readValues(http, spreadsheet, sheet, `${letter}2:${letter}`)).map(([value]) =>
      String(value ?? ''),
    );
    const changes: { range: string; values: unknown[][] }[] = [];
    const added: unknown[][] = [];
    const results = items.map(({ key, data: row }): WriteResult => {
      const { values: data } = given.parse(row);
      const name = key ?? (data[column] === undefined ? undefined : String(data[column]));
      if (name === undefined)
        return {
          error: {
            class: 'invalid',
            message: `The column ${column} names the row, and is missing.`,
            field: `values.${column}`,
          },
        };
      const unknown = Object.keys(data).find((one) => !columns.includes(one));
      if (unknown !== undefined)
        return {
          error: { class: 'invalid', message: `The sheet has no column ${unknown}.`, field: `values.${unknown}` },
        };
      const place = keys.indexOf(name);
      if (place === -1) {
        added.push(columns.map((one) => (one === column ? (data[one] ?? name) : (data[one] ?? null))));
        keys.push(name);
        return { key: name, action: 'created' };
      }
      for (const [one, value] of Object.entries(data)) {
        const cell = `${letterOf(columns.indexOf(one))}${place + 2}`;
        changes.push({ range: rangeOf(sheet, cell), values: [[value ?? '']] });
      }
      return { key: name, action: 'updated' };
    });
    if (changes.length > 0) {
      await http.post(`${pathOf(spreadsheet)}/values:batchUpdate`, nothing, {
        // As they are: a text that begins with = must not become a formula.
        json: { valueInputOption: 'RAW', data: changes },
        repeatable: true,
      });
    }
    if (added.length > 0) {
      await http.post(`${valuesPath(spreadsheet, rangeOf(sheet, 'A1'))}:append`, nothing, {
        query: { valueInputOption: 'RAW', insertDataOption: 'INSERT_ROWS' },
        json: { majorDimension: 'ROWS', values: added },
      });
    }
    return results;
  },
};
