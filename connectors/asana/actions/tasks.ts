import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { task as row, taskFields, withCustom } from '../objects/rows.ts';
import { oneTask, tasksIn } from '../objects/task.ts';
import { change, create, name, project, saved, task, taskDetails, workspace } from './fields.ts';

const id = '1201234567890123';

export const createTask = defineAction({
  title: 'Create a task',
  input: z.object({ project, name, ...taskDetails }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  scopes: ['tasks:write'],
  example: { project: '1200000000000009', name: 'Mend the lamp', due_on: '2026-12-01' },
  run: ({ http }, { project: home, ...data }) => create(http, ['tasks'], { ...data, projects: [home] }),
});

export const updateTask = defineAction({
  title: 'Change a task',
  description: 'What is left out stays as it is.',
  input: z.object({
    task,
    name: name.optional(),
    completed: z.boolean().optional().meta({ title: 'Completed' }),
    ...taskDetails,
  }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['tasks:write'],
  example: { task: id, name: 'Mend the brass lamp' },
  run: ({ http }, { task: one, ...data }) => change(http, one, data),
});

export const completeTask = defineAction({
  title: 'Complete a task',
  input: z.object({ task }),
  output: saved,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['tasks:write'],
  example: { task: id },
  run: ({ http }, { task: one }) => change(http, one, { completed: true }),
});

export const createSubtask = defineAction({
  title: 'Create a subtask',
  input: z.object({ task: task.meta({ title: 'Parent task' }), name, ...taskDetails }),
  output: saved,
  effect: 'writes',
  repeat: 'none',
  scopes: ['tasks:write'],
  example: { task: id, name: 'Buy a bulb' },
  run: ({ http }, { task: parent, ...data }) => create(http, ['tasks', parent, 'subtasks'], data),
});

export const getTask = defineAction({
  title: 'Read a task',
  input: z.object({ task }),
  output: row,
  effect: 'reads',
  repeat: 'natural',
  example: { task: id },
  run: async ({ http }, { task: one }) => {
    const query = { opt_fields: taskFields };
    return row.parse(withCustom((await http.get(`/tasks/${encodeURIComponent(one)}`, oneTask, { query })).body.data));
  },
});

export const searchTasks = defineAction({
  title: 'Search tasks',
  description:
    'Up to 100, latest change first. Only in workspaces with a paid plan; a change takes up to a minute to be found.',
  input: z.object({
    workspace,
    text: z.string().min(1).meta({ title: 'Search for', description: 'In name and description.' }),
    completed: z.boolean().optional().meta({ title: 'Completed' }),
  }),
  output: z.object({ tasks: z.array(row) }),
  effect: 'reads',
  repeat: 'natural',
  example: { workspace: '1200000000000002', text: 'lamp' },
  run: async ({ http }, { workspace: where, ...wanted }) => {
    const query = { ...wanted, sort_by: 'modified_at', limit: 100, opt_fields: taskFields };
    const { body } = await http.get(`/workspaces/${encodeURIComponent(where)}/tasks/search`, z.unknown(), { query });
    return { tasks: z.array(row).parse(tasksIn(body)) };
  },
});

export const deleteTask = defineAction({
  title: 'Delete a task',
  description: 'It stays in the trash of whoever deleted it for 30 days.',
  input: z.object({ task }),
  output: z.object({ deleted: z.literal(true) }),
  effect: 'destroys',
  repeat: 'natural',
  scopes: ['tasks:delete'],
  example: { task: id },
  run: async ({ http }, { task: one }) => {
    await http.delete(`/tasks/${encodeURIComponent(one)}`, z.unknown());
    return { deleted: true as const };
  },
});
