import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { workspace } from '../settings.ts';
import { name, pathOf, saved, task, where } from './fields.ts';

const id = '86a1b2c3d';
const done = z.object({ task: z.string() });
const number = z.looseObject({ id: z.union([z.string(), z.number()]).transform(String) });

export const addComment = defineAction({
  title: 'Comment on a task',
  input: z.object({
    task,
    comment_text: z.string().min(1).meta({ title: 'Text', multiline: true }),
    notify_all: z.boolean().default(false).meta({ title: 'Tell everybody on the task' }),
  }),
  output: number,
  effect: 'writes',
  repeat: 'none',
  example: { task: id, comment_text: 'A customer has asked for this.' },
  run: async ({ http }, { task: one, ...json }) => (await http.post(`${pathOf(one)}/comment`, number, { json })).body,
});

export const setCustomField = defineAction({
  title: 'Set a custom field of a task',
  description: 'A dropdown takes the id of its option, a date milliseconds since 1970.',
  input: z.object({
    task,
    field: z.string().min(1).meta({ title: 'Field', description: 'Its id.' }),
    value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).meta({ title: 'Value' }),
  }),
  output: done,
  effect: 'writes',
  repeat: 'natural',
  example: { task: id, field: '0a52c486-5f05-403b-b4fd-c512ff05131c', value: 23 },
  run: async ({ http }, { task: one, field, value }) => {
    const path = `${pathOf(one)}/field/${encodeURIComponent(field)}`;
    await http.post(path, z.unknown(), { json: { value }, repeatable: true });
    return { task: one };
  },
});

export const addTag = defineAction({
  title: 'Add a tag to a task',
  input: z.object({ task, tag: z.string().min(1).meta({ title: 'Tag', options: 'tags' }) }),
  output: done,
  effect: 'writes',
  repeat: 'natural',
  example: { task: id, tag: 'urgent' },
  run: async ({ http }, { task: one, tag }) => {
    await http.post(`${pathOf(one)}/tag/${encodeURIComponent(tag)}`, z.unknown(), { repeatable: true });
    return { task: one };
  },
});

const checklist = z.object({ checklist: number });

export const createChecklist = defineAction({
  title: 'Add a checklist to a task',
  input: z.object({ task, name }),
  output: number,
  effect: 'writes',
  repeat: 'none',
  example: { task: id, name: 'Before the lamp goes out' },
  run: async ({ http }, { task: one, name: title }) =>
    (await http.post(`${pathOf(one)}/checklist`, checklist, { json: { name: title } })).body.checklist,
});

export const createList = defineAction({
  title: 'Create a list',
  description: 'In a space, beside its folders.',
  input: z.object({ ...where, name }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  example: { workspace: '512', space: '790', name: 'New lamps' },
  run: async ({ http }, { space, name: title }) =>
    (await http.post(`/space/${encodeURIComponent(space)}/list`, saved, { json: { name: title } })).body,
});

const tracked = z.object({ data: number });

export const trackTime = defineAction({
  title: 'Add tracked time to a task',
  input: z.object({
    workspace,
    task,
    start: z.iso.datetime({ offset: true }).meta({ title: 'Begun at' }),
    minutes: z.number().positive().meta({ title: 'Minutes' }),
    description: z.string().optional().meta({ title: 'What for' }),
  }),
  output: number,
  effect: 'writes',
  repeat: 'none',
  example: { workspace: '512', task: id, start: '2026-11-21T09:00:00Z', minutes: 30 },
  run: async ({ http }, { workspace: team, task: tid, start, minutes, description }) => {
    const json = { tid, start: Date.parse(start), duration: Math.round(minutes * 60_000), description };
    return (await http.post(`/team/${encodeURIComponent(team)}/time_entries`, tracked, { json })).body.data;
  },
});
