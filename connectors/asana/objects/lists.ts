import type { z } from 'zod';
import { defineObject, pullPages } from '../../kit/index.ts';
import { isNotFound } from '../check.ts';
import type { Settings } from '../settings.ts';
import { pager } from './pager.ts';
import { project, projectFields, tag, user } from './rows.ts';
import { oneTask } from './task.ts';

/** Lists of the workspace that Asana can't filter by time: read whole, and changes are found by comparing. */
const listObject = <Row extends z.ZodType<{ gid: string }>>(label: string, row: Row, name: string, fields: string) =>
  defineObject<Row, Settings>({
    label,
    row,
    key: ({ gid }) => gid,
    incremental: false,
    reportsDeletes: false,
    pull: pullPages<Settings>({
      pager,
      rows: 'data',
      request: ({ settings }) => ({ path: `/${name}`, query: { workspace: settings.workspace, opt_fields: fields } }),
    }),
    get: async ({ http }, key) => {
      try {
        const query = { opt_fields: fields };
        return (await http.get(`/${name}/${encodeURIComponent(key)}`, oneTask, { query })).body.data;
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
  });

export const projectObject = listObject('projects', project, 'projects', projectFields);
export const userObject = listObject('people', user, 'users', 'name,email');
export const tagObject = listObject('tags', tag, 'tags', 'name,color,notes,permalink_url,created_at');
