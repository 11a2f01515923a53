import { z } from 'zod';
import { defineObject, pullPages } from '../../kit/index.ts';
import { isNotFound } from '../check.ts';
import type { Settings } from '../settings.ts';
import { describeTask } from './describe.ts';
import { pager } from './pager.ts';
import { task, taskFields, withCustom } from './rows.ts';
import { upsertTasks } from './upsert.ts';

const list = z.object({ data: z.array(z.unknown()) });
export const tasksIn = (body: unknown): unknown[] => list.parse(body).data.map(withCustom);
export const oneTask = z.object({ data: z.unknown() });

/**
 * The clock of the first page, less two minutes: whatever changes, comes into the project or is moved in it while the pages
 * are read counts as modified after that, and comes with the next pass. What was deleted or left the project is told by
 * webhook and found by a full pass. Asana's events are not used: it may lose some, forgets them after a day, and has no scope for them.
 */
export const taskObject = defineObject<typeof task, Settings>({
  label: 'tasks',
  row: task,
  key: ({ gid }) => gid,
  incremental: true,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    rows: tasksIn,
    request: ({ settings, since }) => ({
      path: '/tasks',
      query: { project: settings.project, modified_since: since ?? undefined, opt_fields: taskFields },
    }),
  }),
  describe: describeTask,
  get: async ({ http, settings }, key) => {
    try {
      const { body } = await http.get(`/tasks/${encodeURIComponent(key)}`, oneTask, {
        query: { opt_fields: taskFields },
      });
      // A task that has left the project is none of its tasks.
      return isIn(body.data, settings.project) ? withCustom(body.data) : null;
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  },
  upsert: upsertTasks,
});

const member = z.object({
  memberships: z.array(z.object({ project: z.object({ gid: z.string() }).nullish() })).nullish(),
});

function isIn(row: unknown, project: string): boolean {
  const memberships = member.safeParse(row).data?.memberships;
  return !memberships || memberships.some((one) => one.project?.gid === project);
}
