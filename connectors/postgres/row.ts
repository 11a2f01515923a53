import { z } from 'zod';
import { type ConnectorContext, defineObject } from '../kit/index.ts';
import { describeFields } from './describe-fields.ts';
import { changeColumn, describeTable } from './describe-table.ts';
import { findRow } from './find-rows.ts';
import { pullRows } from './pull-rows.ts';
import { rowKey } from './row-key.ts';
import type { Settings } from './settings.ts';
import { readTableChoice } from './table-choice.ts';
import { writeRows } from './write-rows.ts';

export const row = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.unknown()), z.record(z.string(), z.unknown())]),
);

export const rowObject = defineObject<typeof row, Settings>({
  label: 'rows',
  row,
  key: (values, settings) => rowKey(values, readTableChoice(settings.table).key),
  incremental: true,
  reportsDeletes: false,
  async pull(context, request) {
    const target = await targetOf(context);
    return pullRows({ ...target, time: changeColumn(target.columns, context.settings.updatedAt) }, request);
  },
  describe: async (context) => describeFields((await targetOf(context)).columns),
  get: async (context, key) => findRow(await targetOf(context), key),
  upsert: {
    // One statement each time.
    batch: 500,
    // The columns of the chosen table's key, which are not known here: a row that carries them is found by them.
    matchBy: [],
    write: async (context, items) => writeRows(await targetOf(context), items),
    example: [{ data: { id: 1, name: 'Globex' } }, { key: '2', data: { name: 'Initech' } }],
  },
});

async function targetOf({ sql, settings }: ConnectorContext<Settings>) {
  const choice = readTableChoice(settings.table);
  return { sql, choice, columns: await describeTable(sql, choice) };
}
