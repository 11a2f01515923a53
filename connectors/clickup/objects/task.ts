import { z } from 'zod';
import { defineObject } from '../../kit/index.ts';
import { isNotFound } from '../check.ts';
import type { Settings } from '../settings.ts';
import { describeTask } from './describe.ts';
import { pullTasks } from './pull-tasks.ts';
import { task, withCustom } from './rows.ts';
import { upsertTasks } from './upsert.ts';

/** Deleted and archived tasks are in no list: a deletion is told by webhook, and both are found by a full pass. */
export const taskObject = defineObject<typeof task, Settings>({
  label: 'tasks',
  row: task,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: false,
  pull: pullTasks,
  describe: describeTask,
  get: async ({ http }, key) => {
    try {
      return withCustom((await http.get(`/task/${encodeURIComponent(key)}`, z.unknown())).body);
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  },
  upsert: upsertTasks,
});
