import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { create, further, optionalText, owner, recordId, saved, update } from './fields.ts';

const company = {
  Website: optionalText.meta({ title: 'Website' }),
  Phone: optionalText.meta({ title: 'Phone' }),
  Industry: optionalText.meta({ title: 'Industry' }),
  OwnerId: owner,
  fields: further,
};

export const createAccount = defineAction({
  title: 'Create an account',
  input: z.object({ Name: z.string().min(1).max(255).meta({ title: 'Name' }), ...company }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  run: (context, { fields, ...input }) => create(context, 'Account', { ...input, ...fields }),
  example: { Name: 'Globex', Website: 'https://globex.example' },
});

export const updateAccount = defineAction({
  title: 'Update an account',
  description: 'What is left out stays as it is.',
  input: z.object({
    id: recordId.meta({ title: 'Account', options: 'accounts' }),
    Name: optionalText.meta({ title: 'Name' }),
    ...company,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  run: (context, { id, fields, ...input }) => update(context, 'Account', id, { ...input, ...fields }),
  example: { id: '001Dn00000Kx1abIAB', Industry: 'Energy' },
});

const stage = z.string().min(1).meta({ title: 'Stage', options: 'opportunityStages' });
const amount = z.number().optional().meta({ title: 'Amount' });
const closeDate = z.iso.date().meta({ title: 'Close date' });

export const createOpportunity = defineAction({
  title: 'Create an opportunity',
  input: z.object({
    Name: z.string().min(1).max(120).meta({ title: 'Name' }),
    StageName: stage,
    CloseDate: closeDate,
    Amount: amount,
    AccountId: recordId.optional().meta({ title: 'Account', options: 'accounts' }),
    OwnerId: owner,
    fields: further,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  run: (context, { fields, ...input }) => create(context, 'Opportunity', { ...input, ...fields }),
  example: { Name: 'Globex, 40 seats', StageName: 'Prospecting', CloseDate: '2026-12-31', Amount: 4800 },
});

export const updateOpportunity = defineAction({
  title: 'Update an opportunity',
  description: 'Also moves it to another stage. What is left out stays as it is.',
  input: z.object({
    id: recordId.meta({ title: 'Opportunity' }),
    StageName: stage.optional(),
    CloseDate: closeDate.optional(),
    Amount: amount,
    OwnerId: owner,
    fields: further,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  run: (context, { id, fields, ...input }) => update(context, 'Opportunity', id, { ...input, ...fields }),
  example: { id: '006Dn00000Kx1abIAB', StageName: 'Closed Won' },
});
