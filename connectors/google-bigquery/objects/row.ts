import { z } from 'zod';
import { AppCallError, type ConnectorContext, defineObject, type ObjectField } from '../../kit/index.ts';
import { rowsOf, startQuery } from '../run-query.ts';
import type { Settings } from '../settings.ts';
import { type Column, chosenTable, columnsOf, namedColumn, quoted, sqlType } from '../table.ts';
import { pullRows } from './pull-rows.ts';
import { keyColumns, keyOf, keyParameters, keyParts } from './row-key.ts';
import { upsertRows } from './upsert-rows.ts';

const row = z.looseObject({});

async function get({ http, settings }: ConnectorContext<Settings>, key: string): Promise<unknown> {
  const { project, dataset, table } = chosenTable(settings);
  const names = keyColumns(settings);
  const parts = keyParts(key, names.length);
  if (parts === undefined) return null;
  const known = await columnsOf(http, { project, dataset, table });
  const columns = names.map((name) => namedColumn(known, name, 'key'));
  const where = columns.map(({ name }, index) => `${quoted(name)} = @k${index}`).join(' AND ');
  const answer = await startQuery(http, {
    project,
    query: `SELECT * FROM ${quoted(project, dataset, table)} WHERE ${where} LIMIT 1`,
    parameters: keyParameters(columns, parts),
    gigabytes: settings.gigabytes,
    rows: 1,
  });
  return rowsOf(answer)[0] ?? null;
}

const types: Record<string, ObjectField['type']> = {
  INT64: 'number',
  FLOAT64: 'number',
  NUMERIC: 'number',
  BIGNUMERIC: 'number',
  BOOL: 'boolean',
  DATE: 'date',
  TIMESTAMP: 'datetime',
  DATETIME: 'datetime',
  STRUCT: 'object',
  JSON: 'object',
};

function fieldsOf(columns: readonly Column[], above = ''): ObjectField[] {
  return columns.flatMap((one): ObjectField[] => {
    const isList = one.mode === 'REPEATED';
    const field: ObjectField = {
      name: above + one.name,
      label: one.description || one.name,
      type: isList ? 'list' : (types[sqlType(one)] ?? 'text'),
      custom: true,
      ...(one.mode === 'REQUIRED' && { required: true }),
      // A merge writes values and lists of them, no records.
      ...((above !== '' || sqlType(one) === 'STRUCT') && { readOnly: true }),
    };
    return isList ? [field] : [field, ...fieldsOf(one.fields ?? [], `${field.name}.`)];
  });
}

/** A row of the chosen table. BigQuery tells no deletions: they are found by a full pass. */
export const rowObject = defineObject<typeof row, Settings>({
  label: 'rows',
  row,
  key: (one, settings) => {
    const key = keyOf(one, keyColumns(settings));
    if (key !== undefined) return key;
    throw new AppCallError('A row has nothing in a column that should name it.', { class: 'invalid', code: 'no_key' });
  },
  incremental: true,
  reportsDeletes: false,
  pull: pullRows,
  describe: async ({ http, settings }) => fieldsOf(await columnsOf(http, chosenTable(settings))),
  get,
  upsert: upsertRows,
});
