import { z } from 'zod';

/** What the inputs of actions are made of. */
export const id = z.int().positive();
export const ticketId = id.meta({ title: 'Ticket', description: 'Its number.' });
export const text = z.string().trim().min(1);
export const agent = z.string().regex(/^\d+$/).optional().meta({ title: 'Assignee', options: 'agents' });
export const group = z.string().regex(/^\d+$/).optional().meta({ title: 'Group', options: 'groups' });
export const tags = z.array(text).optional().meta({ title: 'Tags' });
export const priority = z
  .enum(['low', 'normal', 'high', 'urgent'])
  .optional()
  .meta({ title: 'Priority', choices: { low: 'Low', normal: 'Normal', high: 'High', urgent: 'Urgent' } });
export const status = z
  .enum(['new', 'open', 'pending', 'hold', 'solved', 'closed'])
  .optional()
  .meta({
    title: 'Status',
    choices: { new: 'New', open: 'Open', pending: 'Pending', hold: 'On hold', solved: 'Solved', closed: 'Closed' },
  });
export const type = z
  .enum(['question', 'incident', 'problem', 'task'])
  .optional()
  .meta({
    title: 'Type',
    choices: { question: 'Question', incident: 'Incident', problem: 'Problem', task: 'Task' },
  });
export const custom = z
  .record(z.string().regex(/^\d+$/, "The field's ID: digits only."), z.unknown())
  .optional()
  .meta({ title: 'Custom fields', description: 'By the ID of the field: { "27642": "745" }.' });

export const pathOf = (ticket: number, rest = ''): string => `/api/v2/tickets/${ticket}${rest}.json`;
