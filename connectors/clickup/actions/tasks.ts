import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { task as row, withCustom } from '../objects/rows.ts';
import { workspace } from '../settings.ts';
import { details, list, name, pathOf, person, saved, task, toClickUp, where } from './fields.ts';

const id = '86a1b2c3d';
const place = { workspace: '512', space: '790', list: '901' };

export const createTask = defineAction({
  title: 'Create a task',
  input: z.object({
    ...where,
    list,
    name,
    ...details,
    status: z.string().optional().meta({ title: 'Status', options: 'statuses', dependsOn: 'list' }),
    assignee: person.optional().meta({ title: 'Assignee', options: 'people' }),
    tags: z.array(z.string()).optional().meta({ title: 'Tags' }),
    parent: z.string().optional().meta({ title: 'Parent task', description: 'Its id makes this a subtask.' }),
  }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  example: { ...place, name: 'Mend the lamp', priority: 2, due_date: '2026-12-01T09:00:00Z' },
  run: async ({ http }, { workspace: _workspace, space: _space, list: home, assignee, ...data }) => {
    const json = { ...toClickUp(data), ...(assignee && { assignees: [assignee] }) };
    return (await http.post(`/list/${encodeURIComponent(home)}/task`, saved, { json })).body;
  },
});

export const updateTask = defineAction({
  title: 'Change a task',
  description: 'What is left out stays as it is.',
  input: z.object({ task, name: name.optional(), ...details }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  example: { task: id, status: 'complete' },
  run: async ({ http }, { task: one, ...data }) =>
    (await http.put(pathOf(one), saved, { json: toClickUp(data), repeatable: true })).body,
});

export const assignTask = defineAction({
  title: 'Assign a task',
  description: 'Whoever has it already keeps it.',
  input: z.object({ task, person }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  example: { task: id, person: 183 },
  run: async ({ http }, { task: one, person: who }) => {
    const json = { assignees: { add: [who], rem: [] } };
    return (await http.put(pathOf(one), saved, { json, repeatable: true })).body;
  },
});

export const getTask = defineAction({
  title: 'Read a task',
  input: z.object({ task }),
  output: row,
  effect: 'reads',
  repeat: 'natural',
  example: { task: id },
  run: async ({ http }, { task: one }) => row.parse(withCustom((await http.get(pathOf(one), z.unknown())).body)),
});

const found = z.object({ tasks: z.array(z.unknown()) });

export const findTasks = defineAction({
  title: 'Find tasks',
  description: 'Up to 100, latest change first.',
  input: z.object({
    workspace,
    status: z.string().optional().meta({ title: 'Status' }),
    assignee: person.optional().meta({ title: 'Assignee', options: 'people' }),
    tag: z.string().optional().meta({ title: 'Tag' }),
    includeClosed: z.boolean().default(false).meta({ title: 'Closed ones too' }),
  }),
  output: z.object({ tasks: z.array(row) }),
  effect: 'reads',
  repeat: 'natural',
  example: { workspace: '512', status: 'to do' },
  run: async ({ http }, { workspace: team, status, assignee, tag, includeClosed }) => {
    const filters = { 'statuses[]': status, 'assignees[]': assignee, 'tags[]': tag, include_closed: includeClosed };
    const query = { page: 0, order_by: 'updated', subtasks: true, ...filters };
    const { body } = await http.get(`/team/${encodeURIComponent(team)}/task`, found, { query });
    return { tasks: z.array(row).parse(body.tasks.map(withCustom)) };
  },
});

export const deleteTask = defineAction({
  title: 'Delete a task',
  description: 'It stays in the trash for 30 days.',
  input: z.object({ task }),
  output: z.object({ deleted: z.literal(true) }),
  effect: 'destroys',
  repeat: 'natural',
  example: { task: id },
  run: async ({ http }, { task: one }) => {
    await http.delete(pathOf(one), z.string(), { answer: 'text' });
    return { deleted: true as const };
  },
});
