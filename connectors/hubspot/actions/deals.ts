import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { further, linkFields, optionalText, owner, recordId } from './fields.ts';
import { createRecord, saved, updateRecord } from './save-record.ts';

const dealname = z.string().trim().min(1).meta({ title: 'Name' });
const pipeline = z.string().min(1).meta({ title: 'Pipeline', options: 'dealPipelines' });
const dealstage = z.string().min(1).meta({ title: 'Stage', options: 'dealStages', dependsOn: 'pipeline' });
const deal = {
  amount: z.number().optional().meta({ title: 'Amount' }),
  closedate: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })])
    .optional()
    .meta({ title: 'Close date' }),
  dealtype: optionalText.meta({ title: 'Deal type', description: 'newbusiness or existingbusiness.' }),
  hubspot_owner_id: owner,
  properties: further,
};
const write = ['crm.objects.deals.write'];
const { contactId, companyId } = linkFields;

export const createDeal = defineAction({
  title: 'Create a deal',
  input: z.object({ dealname, pipeline, dealstage, ...deal, contactId, companyId }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  scopes: write,
  run: (context, { properties, contactId: contact, companyId: company, ...fields }) =>
    createRecord(context, 'deals', { ...fields, ...properties }, { contactId: contact, companyId: company }),
  example: {
    dealname: 'Globex, 40 seats',
    pipeline: 'default',
    dealstage: 'qualifiedtobuy',
    amount: 4800,
    closedate: '2026-12-31',
    companyId: '9001',
  },
});

export const updateDeal = defineAction({
  title: 'Update a deal, or move it to another stage',
  input: z.object({
    id: recordId.meta({ title: 'Deal', description: 'Record ID.' }),
    dealname: dealname.optional(),
    pipeline: pipeline.optional(),
    dealstage: dealstage.optional(),
    ...deal,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  scopes: write,
  run: (context, { id, properties, ...fields }) => updateRecord(context, 'deals', id, { ...fields, ...properties }),
  example: { id: '7001', pipeline: 'default', dealstage: 'closedwon' },
});

export const addLineItem = defineAction({
  title: 'Add a line item to a deal',
  input: z.object({
    dealId: recordId.meta({ title: 'Deal', description: 'Record ID.' }),
    hs_product_id: recordId
      .optional()
      .meta({ title: 'Product', description: 'Of the library: its values are taken over.' }),
    name: optionalText.meta({ title: 'Name' }),
    quantity: z.number().positive().default(1).meta({ title: 'Quantity' }),
    price: z.number().optional().meta({ title: 'Unit price' }),
    properties: further,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  scopes: ['crm.objects.line_items.write'],
  run: (context, { dealId, properties, ...fields }) =>
    createRecord(context, 'line_items', { ...fields, ...properties }, { dealId }),
  example: { dealId: '7001', name: 'Seat, yearly', quantity: 40, price: 120 },
});
