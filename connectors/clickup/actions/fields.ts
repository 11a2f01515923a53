import { z } from 'zod';
import { workspace } from '../settings.ts';

export const task = z.string().min(1).meta({ title: 'Task', placeholder: '86a1b2c3d', description: 'Its id.' });
/** To find a list by its space, and a space by its workspace. */
export const where = {
  workspace,
  space: z.string().min(1).meta({ title: 'Space', options: 'spaces', dependsOn: 'workspace' }),
};
export const list = z.string().min(1).meta({ title: 'List', options: 'lists', dependsOn: 'space' });
export const name = z.string().min(1).meta({ title: 'Name' });

/** ClickUp takes people by number; a dropdown gives text. */
export const person = z.coerce.number().int().positive().meta({ title: 'Person', options: 'people' });
const moment = z.iso.datetime({ offset: true });

export const details = {
  markdown_content: z.string().optional().meta({ title: 'Description', description: 'Markdown.', multiline: true }),
  status: z.string().optional().meta({ title: 'Status' }),
  priority: z
    .int()
    .min(1)
    .max(4)
    .optional()
    .meta({ title: 'Priority', description: '1 urgent, 2 high, 3 normal, 4 low.' }),
  due_date: moment.optional().meta({ title: 'Due' }),
  start_date: moment.optional().meta({ title: 'Begins' }),
  time_estimate: z.int().min(0).optional().meta({ title: 'Time estimate', description: 'Milliseconds.' }),
};

interface Dates {
  due_date?: string | undefined;
  start_date?: string | undefined;
}

/** With its times in milliseconds, as ClickUp takes them. */
export const toClickUp = ({ due_date: due, start_date: start, ...data }: Dates & Record<string, unknown>) => ({
  ...data,
  ...(due && { due_date: Date.parse(due), due_date_time: true }),
  ...(start && { start_date: Date.parse(start), start_date_time: true }),
});

export const saved = z.looseObject({ id: z.string(), name: z.string().nullish(), url: z.string().nullish() });
export const pathOf = (id: string): string => `/task/${encodeURIComponent(id)}`;
