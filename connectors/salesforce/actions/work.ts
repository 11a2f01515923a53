import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { create, further, optionalText, owner, recordId, saved, update } from './fields.ts';

const priority = optionalText.meta({ title: 'Priority', placeholder: 'High' });
const status = optionalText.meta({ title: 'Status', options: 'caseStatuses' });
const longText = z.string().max(32_000).optional().meta({ title: 'Description', multiline: true });

export const createCase = defineAction({
  title: 'Create a case',
  input: z.object({
    Subject: z.string().min(1).max(255).meta({ title: 'Subject' }),
    Description: longText,
    Status: status,
    Priority: priority,
    Origin: optionalText.meta({ title: 'Origin', placeholder: 'Web' }),
    ContactId: recordId.optional().meta({ title: 'Contact' }),
    AccountId: recordId.optional().meta({ title: 'Account', options: 'accounts' }),
    OwnerId: owner,
    fields: further,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  run: (context, { fields, ...input }) => create(context, 'Case', { ...input, ...fields }),
  example: { Subject: 'The lamp flickers', Description: 'Since Monday.', Origin: 'Web' },
});

export const updateCase = defineAction({
  title: 'Update a case',
  description: 'Also closes it. What is left out stays as it is.',
  input: z.object({
    id: recordId.meta({ title: 'Case' }),
    Status: status,
    Priority: priority,
    OwnerId: owner,
    fields: further,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  run: (context, { id, fields, ...input }) => update(context, 'Case', id, { ...input, ...fields }),
  example: { id: '500Dn00000Kx1abIAB', Status: 'Closed' },
});

const about = {
  WhoId: recordId.optional().meta({ title: 'Contact or lead' }),
  WhatId: recordId.optional().meta({ title: 'Account, opportunity or case' }),
  OwnerId: owner,
  fields: further,
};

export const createTask = defineAction({
  title: 'Create a task',
  description: 'For a call that was made, say “Call” as kind and “Completed” as status.',
  input: z.object({
    Subject: z.string().min(1).max(255).meta({ title: 'Subject' }),
    Description: longText,
    ActivityDate: z.iso.date().optional().meta({ title: 'Due' }),
    Status: optionalText.meta({ title: 'Status', placeholder: 'Not Started' }),
    Priority: priority,
    TaskSubtype: z.enum(['Task', 'Call', 'Email']).optional().meta({ title: 'Kind' }),
    ...about,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  run: (context, { fields, ...input }) => create(context, 'Task', { ...input, ...fields }),
  example: { Subject: 'Send the offer', ActivityDate: '2026-11-30', WhatId: '006Dn00000Kx1abIAB' },
});

export const createEvent = defineAction({
  title: 'Put an event into the calendar',
  input: z.object({
    Subject: z.string().min(1).max(255).meta({ title: 'Subject' }),
    StartDateTime: z.iso.datetime({ offset: true }).meta({ title: 'Begins' }),
    EndDateTime: z.iso.datetime({ offset: true }).meta({ title: 'Ends' }),
    Location: optionalText.meta({ title: 'Where' }),
    Description: longText,
    ...about,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  run: (context, { fields, ...input }) => create(context, 'Event', { ...input, ...fields }),
  example: {
    Subject: 'Kick-off',
    StartDateTime: '2026-11-30T09:00:00Z',
    EndDateTime: '2026-11-30T10:00:00Z',
    WhatId: '006Dn00000Kx1abIAB',
  },
});
