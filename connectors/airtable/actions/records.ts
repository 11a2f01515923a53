import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { record } from '../objects/record.ts';
import { base, table, tablePath } from '../settings.ts';

const fields = z.record(z.string(), z.unknown()).meta({
  title: 'Fields',
  description: 'By their names. Texts are put into the form of a field where that is possible.',
});
const id = z.string().startsWith('rec').meta({ title: 'Record', placeholder: 'rec…' });
const place = { base: 'appLkNDICXNqxSDhG', table: 'Orders' };
const recordId = 'rec560UJdUtocSouk';
const pathOf = (input: { base: string; table: string; record: string }) =>
  `${tablePath(input)}/${encodeURIComponent(input.record)}`;

export const createRecord = defineAction({
  title: 'Create a record',
  input: z.object({ base, table, fields }),
  output: record,
  effect: 'writes',
  repeat: 'none',
  scopes: ['data.records:write'],
  example: { ...place, fields: { Name: 'Brass lamp', Price: 19.99 } },
  run: async ({ http }, input) =>
    (await http.post(tablePath(input), record, { json: { fields: input.fields, typecast: true } })).body,
});

export const updateRecord = defineAction({
  title: 'Change a record',
  description: 'The fields that are named; the others stay as they are.',
  input: z.object({ base, table, record: id, fields }),
  output: record,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['data.records:write'],
  example: { ...place, record: recordId, fields: { Price: 5 } },
  run: async ({ http }, input) =>
    (await http.patch(pathOf(input), record, { json: { fields: input.fields, typecast: true }, repeatable: true }))
      .body,
});

const upserted = z.looseObject({
  records: z.array(record),
  createdRecords: z.array(z.string()).optional(),
  updatedRecords: z.array(z.string()).optional(),
});

export const upsertRecord = defineAction({
  title: 'Create or change a record',
  description: 'The record whose named fields have these values is changed; if there is none, it is created.',
  input: z.object({
    base,
    table,
    matchBy: z.array(z.string()).min(1).max(3).meta({ title: 'Known by', description: 'One to three fields.' }),
    fields,
  }),
  output: upserted,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['data.records:write'],
  example: { ...place, matchBy: ['Name'], fields: { Name: 'Brass lamp', Price: 5 } },
  run: async ({ http }, input) => {
    const json = {
      performUpsert: { fieldsToMergeOn: input.matchBy },
      records: [{ fields: input.fields }],
      typecast: true,
    };
    return (await http.patch(tablePath(input), upserted, { json, repeatable: true })).body;
  },
});

export const getRecord = defineAction({
  title: 'Read a record',
  input: z.object({ base, table, record: id }),
  output: record,
  effect: 'reads',
  repeat: 'natural',
  example: { ...place, record: recordId },
  run: async ({ http }, input) => (await http.get(pathOf(input), record)).body,
});

const found = z.looseObject({ records: z.array(record), offset: z.string().optional() });

export const findRecords = defineAction({
  title: 'Find records',
  input: z.object({
    base,
    table,
    formula: z.string().default('').meta({ title: 'Formula', placeholder: "{Status} = 'Open'" }),
    view: z.string().optional().meta({ title: 'View' }),
    offset: z.string().optional().meta({ title: 'Next page' }),
  }),
  output: found,
  effect: 'reads',
  repeat: 'natural',
  example: { ...place, formula: "{Status} = 'Open'" },
  run: async ({ http }, { formula, view, offset, ...input }) => {
    const query = { pageSize: 100, filterByFormula: formula || undefined, view, offset };
    return (await http.get(tablePath(input), found, { query })).body;
  },
});

const deleted = z.looseObject({ id: z.string(), deleted: z.boolean() });

export const deleteRecord = defineAction({
  title: 'Delete a record',
  description: 'It lies in the trash of the base for some days.',
  input: z.object({ base, table, record: id }),
  output: deleted,
  effect: 'destroys',
  repeat: 'natural',
  scopes: ['data.records:write'],
  example: { ...place, record: recordId },
  run: async ({ http }, input) => (await http.delete(pathOf(input), deleted)).body,
});

const comment = z.looseObject({ id: z.string() });

export const addComment = defineAction({
  title: 'Comment on a record',
  input: z.object({ base, table, record: id, text: z.string().min(1).meta({ title: 'Text', multiline: true }) }),
  output: comment,
  effect: 'writes',
  repeat: 'none',
  scopes: ['data.recordComments:write'],
  example: { ...place, record: recordId, text: 'A customer has asked for this.' },
  run: async ({ http }, input) =>
    (await http.post(`${pathOf(input)}/comments`, comment, { json: { text: input.text } })).body,
});
