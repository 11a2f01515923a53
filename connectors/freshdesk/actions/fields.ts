import { z } from 'zod';

/** What the inputs of actions are made of. */
export const id = z.int().positive();
export const ticketId = id.meta({ title: 'Ticket', description: 'Its number.' });
export const text = z.string().trim().min(1);
const chosen = z.string().regex(/^\d+$/, 'Choose one, or write its number.');

export const status = chosen.optional().meta({ title: 'Status', options: 'statuses' });
export const priority = z
  .enum(['1', '2', '3', '4'])
  .optional()
  .meta({ title: 'Priority', choices: { 1: 'Low', 2: 'Medium', 3: 'High', 4: 'Urgent' } });
export const agent = chosen.optional().meta({ title: 'Agent', options: 'agents' });
export const group = chosen.optional().meta({ title: 'Group', options: 'groups' });
export const tags = z.array(text).optional().meta({ title: 'Tags', description: 'All of them: others are taken off.' });
export const custom = z
  .record(z.string().min(1), z.unknown())
  .optional()
  .meta({ title: 'Custom fields', description: 'By their internal names: { "cf_lamp": "Desk" }.' });

export const html = text.meta({ title: 'Text', description: 'May be HTML.', multiline: true });
export const pathOf = (ticket: number, rest = ''): string => `/api/v2/tickets/${ticket}${rest}`;
