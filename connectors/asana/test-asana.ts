import { basename } from 'node:path';
import type { TestApp } from '#server/runtime/test-app.ts';
import { type bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { taskFields } from './objects/rows.ts';

export const asana = await loadTestConnector(basename(import.meta.dirname));
export const api = 'https://app.asana.com/api/1.0';
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
export const encoded = encodeURIComponent;

export const contextOf = (app: TestApp, more: { renewed?: ReturnType<typeof bearer> } = {}) =>
  createTestContext({ connector: asana, app, settings: { workspace: '2', project: '9' }, ...more });

/** The request for the project's tasks. */
export const list = (query: string) => `GET ${api}/tasks?project=9&${query}opt_fields=${encoded(taskFields)}`;
export const task = (gid: string, more = {}) => ({
  gid,
  resource_type: 'task',
  name: `Task ${gid}`,
  completed: false,
  ...more,
});
export const page = (data: unknown[], offset: string | null = null) => ({
  headers: { date },
  json: { data, next_page: offset === null ? null : { offset, path: '/x', uri: `${api}/x` } },
});
export const failed = (message: string) => ({ errors: [{ message, help: 'For more information, see the docs.' }] });
