import { z } from 'zod';
import { defineAction, isAppCallError } from '../../kit/index.ts';
import { apiName, query as ask, base } from '../soql.ts';
import { create, further, record, recordId, saved, sobject, update } from './fields.ts';

const id = recordId.meta({ title: 'Record' });
const fields = further.meta({ title: 'Fields', description: 'By their API names: { Region__c: "North" }.' });

export const createRecord = defineAction({
  title: 'Create a record',
  description: 'Of any object, custom ones too.',
  input: z.object({ object: sobject, fields }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  run: (context, input) => create(context, input.object, input.fields),
  example: { object: 'Account', fields: { Name: 'Globex' } },
});

export const updateRecord = defineAction({
  title: 'Update a record',
  description: 'Of any object, custom ones too.',
  input: z.object({ object: sobject, id, fields }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  run: (context, input) => update(context, input.object, input.id, input.fields),
  example: { object: 'Account', id: '001Dn00000Kx1abIAB', fields: { Industry: 'Energy' } },
});

const upserted = z.object({ id: z.string(), success: z.boolean(), created: z.boolean().optional() });

export const upsertRecord = defineAction({
  title: 'Create or update a record',
  description: 'Finds the record by a field that is marked as external ID.',
  input: z.object({
    object: sobject,
    externalIdField: apiName.meta({ title: 'External ID field', placeholder: 'Portico_ID__c' }),
    externalId: z.string().min(1).meta({ title: 'External ID' }),
    fields,
  }),
  output: upserted,
  effect: 'writes',
  repeat: 'natural',
  run: async ({ http }, input) => {
    const path = `${base}/sobjects/${input.object}/${input.externalIdField}/${encodeURIComponent(input.externalId)}`;
    return (await http.patch(path, upserted, { json: input.fields, repeatable: true })).body;
  },
  example: { object: 'Account', externalIdField: 'Portico_ID__c', externalId: '42', fields: { Name: 'Globex' } },
});

export const getRecord = defineAction({
  title: 'Read a record',
  input: z.object({ object: sobject, id }),
  output: record,
  effect: 'reads',
  repeat: 'natural',
  run: async ({ http }, input) => (await http.get(`${base}/sobjects/${input.object}/${input.id}`, record)).body,
  example: { object: 'Account', id: '001Dn00000Kx1abIAB' },
});

export const deleteRecord = defineAction({
  title: 'Delete a record',
  description: 'It stays in the recycle bin for fifteen days.',
  input: z.object({ object: sobject, id }),
  output: z.object({ id: z.string() }),
  effect: 'destroys',
  repeat: 'natural',
  run: async ({ http }, input) => {
    try {
      await http.delete(`${base}/sobjects/${input.object}/${input.id}`, z.unknown());
    } catch (error) {
      // Somebody was faster, or this is the second time.
      if (!isAppCallError(error) || error.details.code !== 'ENTITY_IS_DELETED') throw error;
    }
    return { id: input.id };
  },
  example: { object: 'Account', id: '001Dn00000Kx1abIAB' },
});

export const query = defineAction({
  title: 'Search by SOQL',
  description: 'Up to 2,000 records.',
  input: z.object({
    soql: z
      .string()
      .min(1)
      .meta({ title: 'SOQL', multiline: true, placeholder: "SELECT Id, Name FROM Account WHERE Industry = 'Energy'" }),
  }),
  output: z.object({ records: z.array(z.looseObject({})), totalSize: z.int() }),
  effect: 'reads',
  repeat: 'natural',
  run: async (context, { soql }) => {
    const { records, totalSize = records.length } = await ask(context, soql);
    return { records, totalSize };
  },
  example: { soql: "SELECT Id, Name FROM Account WHERE Industry = 'Energy' LIMIT 10" },
});
