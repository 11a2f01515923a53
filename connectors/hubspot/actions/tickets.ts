import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { further, linkFields, optionalText, owner, recordId } from './fields.ts';
import { createRecord, saved, updateRecord } from './save-record.ts';

const subject = z.string().trim().min(1).meta({ title: 'Subject' });
const hs_pipeline = z.string().min(1).meta({ title: 'Pipeline', options: 'ticketPipelines' });
const hs_pipeline_stage = z
  .string()
  .min(1)
  .meta({ title: 'Status', options: 'ticketStages', dependsOn: 'hs_pipeline' });
const ticket = {
  content: optionalText.meta({ title: 'Description' }),
  hs_ticket_priority: z
    .enum(['LOW', 'MEDIUM', 'HIGH', 'URGENT'])
    .optional()
    .meta({ title: 'Priority', choices: { LOW: 'Low', MEDIUM: 'Medium', HIGH: 'High', URGENT: 'Urgent' } }),
  hubspot_owner_id: owner,
  properties: further,
};
const { contactId, companyId, dealId } = linkFields;

export const createTicket = defineAction({
  title: 'Create a ticket',
  input: z.object({ subject, hs_pipeline, hs_pipeline_stage, ...ticket, contactId, companyId, dealId }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  scopes: ['tickets'],
  run: (context, { properties, contactId: contact, companyId: company, dealId: deal, ...fields }) =>
    createRecord(
      context,
      'tickets',
      { ...fields, ...properties },
      { contactId: contact, companyId: company, dealId: deal },
    ),
  example: {
    subject: 'Export does not start',
    hs_pipeline: '0',
    hs_pipeline_stage: '1',
    content: 'The button stays grey.',
    hs_ticket_priority: 'HIGH',
    contactId: '512',
  },
});

export const updateTicket = defineAction({
  title: 'Update a ticket, or move it to another status',
  input: z.object({
    id: recordId.meta({ title: 'Ticket', description: 'Record ID.' }),
    subject: subject.optional(),
    hs_pipeline: hs_pipeline.optional(),
    hs_pipeline_stage: hs_pipeline_stage.optional(),
    ...ticket,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['tickets'],
  run: (context, { id, properties, ...fields }) => updateRecord(context, 'tickets', id, { ...fields, ...properties }),
  example: { id: '3001', hs_pipeline: '0', hs_pipeline_stage: '4' },
});
