import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { onlyReads } from '../only-reads.ts';
import { type Parameter, rowsOf, startQuery } from '../run-query.ts';
import { columnsOf, namedColumn, quoted, sqlType, tablePath } from '../table.ts';
import { parameterValue, readRow } from '../values.ts';
import { inProject, inTable, placeOf, row } from './fields.ts';

const types = ['STRING', 'INT64', 'FLOAT64', 'NUMERIC', 'BOOL', 'DATE', 'DATETIME', 'TIME', 'TIMESTAMP'] as const;
export const parameters = z
  .array(
    z.object({
      name: z
        .string()
        .regex(/^[A-Za-z_]\w*$/, 'Letters, digits and underscores.')
        .meta({ title: 'Name' }),
      type: z.enum(types).default('STRING').meta({ title: 'Type' }),
      value: z.union([z.string(), z.number(), z.boolean(), z.null()]).meta({ title: 'Value' }),
    }),
  )
  .default([])
  .meta({ title: 'Values', description: 'For @names in the query. Values belong here, and not into the text.' });

export const parametersOf = (list: z.output<typeof parameters>): Parameter[] =>
  list.map(({ name, type, value }) => ({ name, type, value: parameterValue(value) }));

const query = z.string().trim().min(1, 'Write a query.').meta({ title: 'Query', multiline: true });
const most = z.number().int().min(1).max(10_000).default(1_000).meta({ title: 'Rows at most' });

export const runQuery = defineAction({
  title: 'Run a query',
  description: 'One SELECT in GoogleSQL. What it may read is bounded by the settings.',
  input: z.object({ ...inProject, query, parameters, most }),
  output: z.object({
    rows: z.array(row),
    hasMore: z.boolean(),
    total: z.number().optional(),
    bytes: z.string().optional(),
    job: z.string().optional(),
  }),
  effect: 'reads',
  repeat: 'natural',
  example: {
    query: 'SELECT id, total FROM `acme-data.shop.orders` WHERE total > @least',
    parameters: [{ name: 'least', type: 'NUMERIC', value: '100' }],
    most: 50,
  },
  run: async ({ http, settings }, input) => {
    const { project, gigabytes } = placeOf(settings, input);
    const body = await startQuery(http, {
      project,
      gigabytes,
      query: onlyReads(input.query),
      parameters: parametersOf(input.parameters),
      rows: input.most,
    });
    const total = Number(body.totalRows);
    return {
      rows: rowsOf(body),
      hasMore: Boolean(body.pageToken),
      ...(Number.isSafeInteger(total) && { total }),
      ...(body.totalBytesProcessed !== undefined && { bytes: body.totalBytesProcessed }),
      ...(body.jobReference && { job: body.jobReference.jobId }),
    };
  },
});

export const estimateQuery = defineAction({
  title: 'Estimate a query',
  description: 'How much it would read, and whether it is understood. Nothing is run, nothing is billed.',
  input: z.object({ ...inProject, query, parameters }),
  output: z.object({ bytes: z.string(), columns: z.array(z.object({ name: z.string(), type: z.string() })) }),
  effect: 'reads',
  repeat: 'natural',
  example: { query: 'SELECT COUNT(*) AS n FROM `acme-data.shop.orders`' },
  run: async ({ http, settings }, input) => {
    const { project, gigabytes } = placeOf(settings, input);
    const parametersGiven = parametersOf(input.parameters);
    const body = await startQuery(http, {
      project,
      gigabytes,
      query: input.query,
      parameters: parametersGiven,
      rows: 1,
      dryRun: true,
    });
    const columns = (body.schema?.fields ?? []).map((one) => ({ name: one.name, type: sqlType(one) }));
    return { bytes: body.totalBytesProcessed ?? '0', columns };
  },
});

export const findRows = defineAction({
  title: 'Find rows',
  description: 'Rows of a table whose column holds a value.',
  input: z.object({
    ...inTable,
    column: z.string().min(1, 'Choose a column.').meta({ title: 'Column', options: 'columns', dependsOn: 'table' }),
    value: z.string().meta({ title: 'Value' }),
    most: z.number().int().min(1).max(1_000).default(100).meta({ title: 'Rows at most' }),
  }),
  output: z.object({ rows: z.array(row) }),
  effect: 'reads',
  repeat: 'natural',
  example: { dataset: 'shop', table: 'orders', column: 'id', value: 'A-1' },
  run: async ({ http, settings }, input) => {
    const { project, dataset, table, gigabytes } = placeOf(settings, input);
    const column = namedColumn(await columnsOf(http, { project, dataset, table }), input.column, 'column');
    const body = await startQuery(http, {
      project,
      gigabytes,
      query: `SELECT * FROM ${quoted(project, dataset, table)} WHERE ${quoted(column.name)} = @value LIMIT ${input.most}`,
      parameters: [{ name: 'value', type: sqlType(column), value: input.value }],
      rows: input.most,
    });
    return { rows: rowsOf(body) };
  },
});

const list = z.looseObject({ rows: z.array(z.unknown()).default([]), totalRows: z.string().optional() });

export const previewRows = defineAction({
  title: 'Look at the first rows of a table',
  description: 'Without a query: nothing is billed. Not for views.',
  input: z.object({
    ...inTable,
    most: z.number().int().min(1).max(1_000).default(20).meta({ title: 'Rows at most' }),
  }),
  output: z.object({ rows: z.array(row), total: z.string().optional() }),
  effect: 'reads',
  repeat: 'natural',
  example: { dataset: 'shop', table: 'orders' },
  run: async ({ http, settings }, input) => {
    const { project, dataset, table } = placeOf(settings, input);
    const columns = await columnsOf(http, { project, dataset, table });
    const { body } = await http.get(`${tablePath(project, dataset, table)}/data`, list, {
      query: { maxResults: input.most, 'formatOptions.useInt64Timestamp': true },
    });
    const rows = body.rows.map((one) => readRow(columns, one));
    return { rows, ...(body.totalRows !== undefined && { total: body.totalRows }) };
  },
});
