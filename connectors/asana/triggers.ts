import { z } from 'zod';
import { allPages, type ConnectorTrigger, type Json, type PollTrigger } from '../kit/index.ts';
import { pager } from './objects/pager.ts';
import { task, taskFields } from './objects/rows.ts';
import { tasksIn } from './objects/task.ts';
import { settings } from './settings.ts';

const cursorSchema = z.object({ since: z.string() });
const timed = z.object({
  gid: z.string(),
  created_at: z.string().nullish(),
  modified_at: z.string().nullish(),
  completed_at: z.string().nullish(),
  completed: z.boolean().nullish(),
});
type Timed = z.output<typeof timed>;

/** Until a change can be seen for sure; what is seen again is known by its id and version. */
const overlapMs = 2 * 60_000;
const clock = (headers: Headers): number => Date.parse(headers.get('date') ?? '') || Date.now();
const list = z.object({ data: z.array(z.unknown()) });

/** The project's tasks that changed since; `at` says when what is looked for has happened to one. */
const pollTasks =
  (at: (row: Timed) => { at: string; version?: string } | undefined): PollTrigger['poll'] =>
  async (context, { cursor }) => {
    const { project } = settings.parse(context.settings);
    // One row, for Asana's clock: what changes while the pages are read is newer.
    const first = await context.http.get('/tasks', list, { query: { project, limit: 1, opt_fields: 'gid' } });
    const next = { since: new Date(clock(first.headers) - overlapMs).toISOString() };
    if (cursor === null) return { items: [], cursor: next };
    const { since } = cursorSchema.parse(cursor);
    const query = { project, modified_since: since, opt_fields: taskFields };
    const found: { id: string; version?: string; data: unknown; at: string }[] = [];
    for await (const rows of allPages(context, { pager, rows: tasksIn, request: { path: '/tasks', query } })) {
      for (const data of rows) {
        const row = timed.safeParse(data).data;
        const seen = row && at(row);
        if (row && seen && Date.parse(seen.at) >= Date.parse(since)) found.push({ id: row.gid, ...seen, data });
      }
    }
    const items = found.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
    return { items: items.map(({ at: _at, ...item }) => item), cursor: next };
  };

const sample: Json = {
  gid: '1201234567890123',
  name: 'Mend the lamp',
  completed: true,
  completed_at: '2026-11-21T09:00:00.000Z',
  created_at: '2026-11-20T09:00:00.000Z',
  modified_at: '2026-11-21T09:00:00.000Z',
  assignee: { gid: '1200000000000001', name: 'Ada Moreno' },
  custom: {},
};

const event = z.looseObject({ action: z.string(), resource: z.looseObject({ gid: z.string() }) });
const on = (title: string, type: string, resource_type: string): ConnectorTrigger => ({
  title,
  description: 'The event names the ids; read the task for the rest.',
  via: 'hook',
  events: [type],
  output: event,
  sample: {
    action: type.split('.')[1] ?? '',
    created_at: '2026-11-21T09:00:00.000Z',
    resource: { gid: '1201234567890123', resource_type },
    parent: { gid: '1200000000000009', resource_type: 'project' },
  },
  scopes: ['webhooks:write', 'webhooks:delete'],
});

export const triggers: Record<string, ConnectorTrigger> = {
  taskCreated: {
    title: 'A task was created',
    via: 'poll',
    output: task,
    sample,
    poll: pollTasks(({ created_at }) => (created_at ? { at: created_at } : undefined)),
  },
  taskCompleted: {
    title: 'A task was completed',
    via: 'poll',
    output: task,
    sample,
    poll: pollTasks(({ completed, completed_at }) =>
      completed && completed_at ? { at: completed_at, version: completed_at } : undefined,
    ),
  },
  taskAdded: on('A task came into the project', 'task.added', 'task'),
  taskChanged: on('A task was changed', 'task.changed', 'task'),
  taskRemoved: on('A task left the project', 'task.removed', 'task'),
  taskDeleted: on('A task was deleted', 'task.deleted', 'task'),
  commentAdded: on('Somebody commented', 'comment.added', 'story'),
};
