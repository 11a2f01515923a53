import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { activity, lead, note } from '../objects/rows.ts';
import { bodyOf, id, organizationId, owner, personId, text } from './fields.ts';

const about = {
  deal: id.optional().meta({ title: 'Deal', description: 'Its number.' }),
  person: personId,
  organization: organizationId,
};
const answer = z.object({ data: activity });

export const createActivity = defineAction({
  title: 'Plan an activity',
  input: z.object({
    subject: text.meta({ title: 'Subject' }),
    type: text.default('task').meta({ title: 'Kind', options: 'activityTypes' }),
    dueDate: z.iso.date().optional().meta({ title: 'Due' }),
    dueTime: z
      .string()
      .regex(/^\d\d:\d\d$/, 'Hours and minutes, such as 14:30.')
      .optional()
      .meta({ title: 'At', description: 'In UTC.' }),
    note: text.optional().meta({ title: 'Note', multiline: true }),
    done: z.boolean().default(false).meta({ title: 'Done already' }),
    owner,
    ...about,
  }),
  output: activity,
  effect: 'writes',
  repeat: 'none',
  example: { subject: 'Call back', type: 'call', dueDate: '2026-12-01', dueTime: '14:30', deal: 7001, person: 512 },
  run: async ({ http }, { dueDate, dueTime, owner: who, deal, person, organization, ...rest }) => {
    const json = bodyOf(
      {
        ...rest,
        due_date: dueDate,
        due_time: dueTime,
        deal_id: deal,
        org_id: organization,
        // The person of an activity is the first of those who take part.
        ...(person !== undefined && { participants: [{ person_id: person, primary: true }] }),
      },
      { owner_id: who },
    );
    return (await http.post('/api/v2/activities', answer, { json })).body.data;
  },
});

export const finishActivity = defineAction({
  title: 'Mark an activity as done',
  input: z.object({
    activity: id.meta({ title: 'Activity', description: 'Its number.' }),
    done: z.boolean().default(true).meta({ title: 'Done' }),
  }),
  output: activity,
  effect: 'writes',
  repeat: 'natural',
  example: { activity: 88 },
  run: async ({ http }, { activity: key, done }) =>
    (await http.patch(`/api/v2/activities/${key}`, answer, { json: { done }, repeatable: true })).body.data,
});

export const addNote = defineAction({
  title: 'Add a note',
  description: 'To a deal, person or organization; name one or more.',
  input: z
    .object({ text: text.meta({ title: 'Text', description: 'May be HTML.', multiline: true }), ...about })
    .refine(({ deal, person, organization }) => (deal ?? person ?? organization) !== undefined, {
      message: 'Name the deal, person or organization that it is about.',
      path: ['deal'],
    }),
  output: note,
  effect: 'writes',
  repeat: 'none',
  example: { text: 'Asked for an offer by Friday.', deal: 7001 },
  run: async ({ http }, { text: content, deal, person, organization }) => {
    const json = bodyOf({ content, deal_id: deal, person_id: person, org_id: organization });
    return (await http.post('/api/v1/notes', z.object({ data: note }), { json })).body.data;
  },
});

export const createLead = defineAction({
  title: 'Create a lead',
  description: 'For a person or an organization.',
  input: z
    .object({
      title: text.meta({ title: 'Title' }),
      person: personId,
      organization: organizationId,
      amount: z.number().optional().meta({ title: 'Value' }),
      currency: z.string().length(3).default('EUR').meta({ title: 'Currency' }),
      owner,
    })
    .refine(({ person, organization }) => (person ?? organization) !== undefined, {
      message: 'Name the person or the organization.',
      path: ['person'],
    }),
  output: lead,
  effect: 'writes',
  repeat: 'none',
  example: { title: 'Globex asks for lamps', person: 512, amount: 900, currency: 'EUR' },
  run: async ({ http }, { title, person, organization, amount, currency, owner: who }) => {
    const value = amount === undefined ? undefined : { amount, currency };
    const json = bodyOf({ title, person_id: person, organization_id: organization, value }, { owner_id: who });
    return (await http.post('/api/v1/leads', z.object({ data: lead }), { json })).body.data;
  },
});
