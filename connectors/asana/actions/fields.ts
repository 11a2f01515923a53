import { z } from 'zod';
import type { ConnectorHttp } from '../../kit/index.ts';
import { gid } from '../settings.ts';

export const task = gid.meta({
  title: 'Task',
  placeholder: '1201234567890123',
  description: 'Its id: the last number of its address.',
});
export const workspace = gid.meta({ title: 'Workspace', options: 'workspaces' });
export const project = gid.meta({ title: 'Project', options: 'projects' });
export const person = z.string().min(1).meta({ title: 'Person', options: 'people' });
export const name = z.string().min(1).meta({ title: 'Name' });
export const notes = z.string().meta({ title: 'Description', multiline: true });
export const dueOn = z.iso.date().meta({ title: 'Due date' });

export const taskDetails = {
  notes: notes.optional(),
  assignee: person.optional().meta({ title: 'Assignee', options: 'people' }),
  due_on: dueOn.optional(),
  start_on: z.iso.date().optional().meta({ title: 'Start date', description: 'Only together with a due date.' }),
  custom_fields: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ title: 'Custom fields', description: 'Values by the id of the field; a choice by the id of its option.' }),
};

export const saved = z.looseObject({ gid: z.string(), name: z.string().nullish() });
const answer = z.object({ data: saved });

const path = (...parts: string[]) => `/${parts.map(encodeURIComponent).join('/')}`;

export async function create(http: ConnectorHttp, parts: string[], data: unknown) {
  return (await http.post(path(...parts), answer, { json: { data } })).body.data;
}

export async function change(http: ConnectorHttp, id: string, data: unknown) {
  return (await http.put(path('tasks', id), answer, { json: { data }, repeatable: true })).body.data;
}

/** Something that is the same when it is done twice: to be in a section, to have a tag. */
export async function put(http: ConnectorHttp, parts: string[], data: unknown) {
  await http.post(path(...parts), z.unknown(), { json: { data }, repeatable: true });
}
