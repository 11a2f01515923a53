import { z } from 'zod';
import { AppCallError, defineAction, hashOf } from '../../kit/index.ts';
import { datasetPath, projectPath, schema, tablePath } from '../table.ts';
import { inDataset, inProject, inTable, placeOf, rowsText } from './fields.ts';

const name = z
  .string()
  .trim()
  .regex(/^[\w-]{1,1024}$/, 'Letters, digits and underscores.');
const names = z.string().trim().default('');

const tableInfo = z.looseObject({
  tableReference: z.looseObject({ datasetId: z.string(), tableId: z.string() }),
  schema: schema.optional(),
  numRows: z.string().optional(),
  type: z.string().optional(),
});

export const createDataset = defineAction({
  title: 'Create a dataset',
  input: z.object({
    ...inProject,
    dataset: name.meta({ title: 'Name' }),
    location: z.string().trim().default('US').meta({
      title: 'Location',
      description: 'US, EU, or a region such as europe-west3. It can’t be changed later.',
    }),
    description: z.string().default('').meta({ title: 'Description' }),
  }),
  output: z.looseObject({ datasetReference: z.looseObject({ datasetId: z.string() }) }),
  effect: 'writes',
  repeat: 'none',
  example: { dataset: 'shop', location: 'EU' },
  run: async ({ http, settings }, input) => {
    const { project, dataset: datasetId, location, description } = placeOf(settings, input);
    const json = { datasetReference: { projectId: project, datasetId }, location, ...(description && { description }) };
    const output = z.looseObject({ datasetReference: z.looseObject({ datasetId: z.string() }) });
    return (await http.post(`${projectPath(project)}/datasets`, output, { json })).body;
  },
});

const types = [
  'STRING',
  'INTEGER',
  'FLOAT',
  'NUMERIC',
  'BIGNUMERIC',
  'BOOLEAN',
  'TIMESTAMP',
  'DATE',
  'TIME',
  'DATETIME',
  'BYTES',
  'GEOGRAPHY',
  'JSON',
] as const;

export const createTable = defineAction({
  title: 'Create a table',
  input: z.object({
    ...inDataset,
    name: name.meta({ title: 'Name' }),
    columns: z
      .array(
        z.object({
          name: z.string().trim().min(1, 'A name.').meta({ title: 'Name' }),
          type: z.enum(types).default('STRING').meta({ title: 'Type' }),
          mode: z
            .enum(['NULLABLE', 'REQUIRED', 'REPEATED'])
            .default('NULLABLE')
            .meta({
              title: 'Holds',
              choices: { NULLABLE: 'A value or nothing', REQUIRED: 'Always a value', REPEATED: 'A list' },
            }),
          description: z.string().default('').meta({ title: 'Description' }),
        }),
      )
      .min(1, 'One column or more.')
      .meta({ title: 'Columns' }),
    partition: names.meta({ title: 'Partition by', description: 'A column with a time: one partition for each day.' }),
    cluster: names.meta({ title: 'Cluster by', description: 'Up to four columns, with commas between.' }),
  }),
  output: tableInfo,
  effect: 'writes',
  repeat: 'none',
  example: {
    dataset: 'shop',
    name: 'orders',
    columns: [
      { name: 'id', mode: 'REQUIRED' },
      { name: 'total', type: 'NUMERIC' },
      { name: 'created_at', type: 'TIMESTAMP' },
    ],
    partition: 'created_at',
    cluster: 'id',
  },
  run: async ({ http, settings }, input) => {
    const { project, dataset, columns, partition, cluster } = placeOf(settings, input);
    const fields = cluster.split(',').flatMap((one) => one.trim() || []);
    const json = {
      tableReference: { projectId: project, datasetId: dataset, tableId: input.name },
      schema: { fields: columns.map(({ description, ...one }) => ({ ...one, ...(description && { description }) })) },
      ...(partition && { timePartitioning: { type: 'DAY', field: partition } }),
      ...(fields.length > 0 && { clustering: { fields } }),
    };
    return (await http.post(`${datasetPath(project, dataset)}/tables`, tableInfo, { json })).body;
  },
});

export const getTable = defineAction({
  title: 'Get a table',
  description: 'Its columns, size and number of rows.',
  input: z.object(inTable),
  output: tableInfo,
  effect: 'reads',
  repeat: 'natural',
  example: { dataset: 'shop', table: 'orders' },
  run: async ({ http, settings }, input) => {
    const { project, dataset, table } = placeOf(settings, input);
    return (await http.get(tablePath(project, dataset, table), tableInfo)).body;
  },
});

export const deleteTable = defineAction({
  title: 'Delete a table',
  description: 'With all of its rows. A view too.',
  input: z.object(inTable),
  output: z.object({ dataset: z.string(), table: z.string() }),
  effect: 'destroys',
  repeat: 'natural',
  example: { dataset: 'shop', table: 'orders_old' },
  run: async ({ http, settings }, input) => {
    const { project, dataset, table } = placeOf(settings, input);
    await http.delete(tablePath(project, dataset, table), z.unknown(), { answer: 'text', repeatable: true });
    return { dataset, table };
  },
});

const inserted = z.looseObject({
  insertErrors: z
    .array(
      z.looseObject({
        index: z.number().default(0),
        errors: z
          .array(
            z.looseObject({
              reason: z.string().optional(),
              message: z.string().optional(),
              location: z.string().optional(),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});

export const insertRows = defineAction({
  title: 'Insert rows',
  description:
    'Streamed: to be read at once, and billed. Sent twice within a minute they are known again, as far as Google can. To change rows that are there, use the sync, which merges.',
  input: z.object({
    ...inTable,
    rows: rowsText.refine((rows) => rows.length <= 500, 'Up to 500; more by «Load rows».'),
  }),
  output: z.object({ inserted: z.number() }),
  effect: 'writes',
  // `insertId` is remembered for about a minute, and best effort.
  repeat: 'none',
  example: { dataset: 'shop', table: 'orders', rows: [{ id: 'A-1', total: 19.5 }] },
  run: async ({ http, settings }, input, { idempotencyKey }) => {
    const { project, dataset, table, rows } = placeOf(settings, input);
    const once = hashOf('sha256', idempotencyKey).toString('hex').slice(0, 40);
    const json = { rows: rows.map((one, index) => ({ insertId: `${once}-${index}`, json: one })) };
    const { body } = await http.post(`${tablePath(project, dataset, table)}/insertAll`, inserted, { json });
    // Under a good status. With one bad row none is inserted; of the others it says «stopped».
    const [bad] = body.insertErrors.filter(({ errors }) => errors.some(({ reason }) => reason !== 'stopped'));
    const all = bad ?? body.insertErrors[0];
    if (all === undefined) return { inserted: rows.length };
    const [error] = all.errors;
    const told = [error?.message, error?.location && `(${error.location})`].filter(Boolean).join(' ');
    throw new AppCallError(`Row ${all.index + 1}: ${told || 'refused'}. No row was inserted.`, {
      class: 'invalid',
      code: error?.reason ?? 'refused',
      field: `rows.${all.index}`,
      ...(error?.message && { appMessage: error.message }),
    });
  },
});
