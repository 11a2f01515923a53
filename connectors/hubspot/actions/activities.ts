import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { linkFields, moment, optionalText, owner } from './fields.ts';
import { createRecord, saved } from './save-record.ts';

const write = ['crm.objects.contacts.write'];
const body = (title: string) =>
  z.string().trim().min(1).max(65_536).meta({ title, description: 'Text or simple HTML.' });

export const createNote = defineAction({
  title: 'Add a note',
  description: 'It appears on the timeline of each record that it is about.',
  input: z.object({
    body: body('Note'),
    at: moment.optional().meta({ title: 'When', description: 'Now unless given.' }),
    owner,
    ...linkFields,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  scopes: write,
  run: (context, input) =>
    createRecord(
      context,
      'notes',
      { hs_note_body: input.body, hs_timestamp: input.at ?? new Date(), hubspot_owner_id: input.owner },
      input,
    ),
  example: { body: 'Asked for an offer by Friday.', contactId: '512', dealId: '7001' },
});

export const createTask = defineAction({
  title: 'Create a task',
  input: z.object({
    subject: z.string().trim().min(1).meta({ title: 'Task' }),
    due: moment.meta({ title: 'Due' }),
    body: body('Notes').optional(),
    type: z
      .enum(['TODO', 'CALL', 'EMAIL'])
      .default('TODO')
      .meta({ title: 'Type', choices: { TODO: 'To-do', CALL: 'Call', EMAIL: 'Email' } }),
    priority: z
      .enum(['NONE', 'LOW', 'MEDIUM', 'HIGH'])
      .default('NONE')
      .meta({ title: 'Priority', choices: { NONE: 'None', LOW: 'Low', MEDIUM: 'Medium', HIGH: 'High' } }),
    owner: owner.meta({ title: 'Assigned to', options: 'owners' }),
    ...linkFields,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  scopes: write,
  run: (context, input) => {
    const task = {
      hs_task_subject: input.subject,
      hs_task_body: input.body,
      hs_timestamp: input.due,
      hs_task_type: input.type,
      hs_task_priority: input.priority,
      hs_task_status: 'NOT_STARTED',
      hubspot_owner_id: input.owner,
    };
    return createRecord(context, 'tasks', task, input);
  },
  example: {
    subject: 'Send the offer',
    due: '2026-11-27T16:00:00Z',
    priority: 'HIGH',
    owner: '41629779',
    dealId: '7001',
  },
});

export const logCall = defineAction({
  title: 'Log a call',
  input: z.object({
    title: optionalText.meta({ title: 'Title' }),
    body: body('Notes').optional(),
    at: moment.meta({ title: 'When' }),
    direction: z
      .enum(['INBOUND', 'OUTBOUND'])
      .optional()
      .meta({ title: 'Direction', choices: { INBOUND: 'They called', OUTBOUND: 'We called' } }),
    seconds: z.int().nonnegative().optional().meta({ title: 'Duration in seconds' }),
    from: optionalText.meta({ title: 'From number' }),
    to: optionalText.meta({ title: 'To number' }),
    owner,
    ...linkFields,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  scopes: write,
  run: (context, input) => {
    const call = {
      hs_call_title: input.title,
      hs_call_body: input.body,
      hs_timestamp: input.at,
      hs_call_direction: input.direction,
      hs_call_duration: input.seconds === undefined ? undefined : input.seconds * 1000,
      hs_call_from_number: input.from,
      hs_call_to_number: input.to,
      hs_call_status: 'COMPLETED',
      hubspot_owner_id: input.owner,
    };
    return createRecord(context, 'calls', call, input);
  },
  example: { title: 'Renewal', at: '2026-11-20T09:30:00Z', direction: 'OUTBOUND', seconds: 420, contactId: '512' },
});

export const logMeeting = defineAction({
  title: 'Log a meeting',
  input: z.object({
    title: z.string().trim().min(1).meta({ title: 'Title' }),
    body: body('Description').optional(),
    start: moment.meta({ title: 'Start' }),
    end: moment.meta({ title: 'End' }),
    location: optionalText.meta({ title: 'Where' }),
    owner,
    ...linkFields,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  scopes: write,
  run: (context, input) => {
    const meeting = {
      hs_meeting_title: input.title,
      hs_meeting_body: input.body,
      hs_timestamp: input.start,
      hs_meeting_start_time: input.start,
      hs_meeting_end_time: input.end,
      hs_meeting_location: input.location,
      hubspot_owner_id: input.owner,
    };
    return createRecord(context, 'meetings', meeting, input);
  },
  example: { title: 'Kick-off', start: '2026-11-24T10:00:00Z', end: '2026-11-24T10:45:00Z', companyId: '9001' },
});
