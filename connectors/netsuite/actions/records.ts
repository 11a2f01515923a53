import { z } from 'zod';
import { defineAction, isAppCallError } from '../../kit/index.ts';
import { create, put, update } from '../record.ts';
import { suiteql } from '../suiteql.ts';
import { fields, recordId, saved, type } from './fields.ts';

const record = z.looseObject({ id: z.union([z.string(), z.number()]) });

export const getRecord = defineAction({
  title: 'Read a record',
  description: 'With its lines.',
  input: z.object({ type, id: recordId }),
  output: record,
  effect: 'reads',
  repeat: 'natural',
  run: async ({ http }, input) => {
    const query = { expandSubResources: true };
    return (await http.get(`/record/v1/${input.type}/${input.id}`, record, { query })).body;
  },
  example: { type: 'salesOrder', id: '5001' },
});

export const createRecord = defineAction({
  title: 'Create a record',
  description: 'Of any type, custom ones too.',
  input: z.object({ type, fields }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  run: (context, input) => create(context, input.type, input.fields),
  example: { type: 'customrecord_region', fields: { name: 'North' } },
});

export const updateRecord = defineAction({
  title: 'Update a record',
  description:
    'What is left out stays as it is. Lines that are given are added, or change those with the same line number.',
  input: z.object({ type, id: recordId, fields }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  run: (context, input) => update(context, input.type, input.id, input.fields),
  example: { type: 'salesOrder', id: '5001', fields: { memo: 'By phone' } },
});

export const upsertRecord = defineAction({
  title: 'Create or update a record',
  description: 'Finds the record by its external ID.',
  input: z.object({
    type,
    externalId: z
      .string()
      .regex(/^[\w-]+$/, 'Letters, digits, underscores and hyphens.')
      .meta({ title: 'External ID' }),
    fields,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  run: (context, input) => put(context, input.type, input.externalId, input.fields),
  example: { type: 'customer', externalId: 'CRM-42', fields: { companyName: 'Globex', subsidiary: { id: '1' } } },
});

export const deleteRecord = defineAction({
  title: 'Delete a record',
  input: z.object({ type, id: recordId }),
  output: saved,
  effect: 'destroys',
  repeat: 'natural',
  run: async ({ http }, input) => {
    try {
      await http.delete(`/record/v1/${input.type}/${input.id}`, z.unknown());
    } catch (error) {
      // Somebody was faster, or this is the second time.
      if (!isAppCallError(error) || error.details.class !== 'not_found') throw error;
    }
    return { id: input.id };
  },
  example: { type: 'estimate', id: '5002' },
});

export const query = defineAction({
  title: 'Search by SuiteQL',
  description: 'Up to 1,000 rows.',
  input: z.object({
    q: z.string().min(1).meta({
      title: 'SuiteQL',
      multiline: true,
      placeholder: "SELECT id, tranid FROM transaction WHERE type = 'SalesOrd'",
    }),
  }),
  output: z.object({ rows: z.array(z.looseObject({})) }),
  effect: 'reads',
  repeat: 'natural',
  run: async (context, { q }) => ({ rows: (await suiteql(context, q)).rows }),
  example: { q: "SELECT id, tranid FROM transaction WHERE type = 'SalesOrd' ORDER BY id" },
});
