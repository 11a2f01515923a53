import { basename } from 'node:path';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const app = testApp();
const loaded = await loadTestConnector(basename(import.meta.dirname));
export const { objects, actions = {}, options = {}, triggers = {}, hooks, check } = loaded.connector;

type Given = Partial<Parameters<typeof createTestContext>[0]>;
export const context = (given: Given = {}) =>
  createTestContext({ connector: loaded, app, accountType: 'oauth', settings: { project: 'acme/shop' }, ...given });

export const api = 'https://gitlab.com/api/v4';
export const shop = `${api}/projects/acme%2Fshop`;
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';

/** A page of a list, and where the next one is. */
export const page = (address: string, rows: unknown[], next?: string): Exchange => ({
  request: `GET ${address}`,
  headers: { date, ...(next && { link: `<${next}>; rel="next", <${address}>; rel="first"` }) },
  json: rows,
});
export const refused = (request: string, status: number, json: unknown): Exchange => ({ request, status, json });

const times = { created_at: '2026-11-20T09:00:00.000Z', updated_at: '2026-11-20T09:00:00.000Z' };
export const issue = (iid: number, more = {}) => ({
  id: 300 + iid,
  iid,
  project_id: 7,
  title: `Issue ${iid}`,
  state: 'opened',
  labels: ['bug'],
  web_url: `https://gitlab.com/acme/shop/-/issues/${iid}`,
  ...times,
  ...more,
});
export const mergeRequest = (iid: number) => ({
  ...issue(iid),
  source_branch: 'mend-lamp',
  target_branch: 'main',
});
export const pipeline = (id: number) => ({
  id,
  status: 'success',
  sha: 'b6568db1',
  web_url: `https://gitlab.com/acme/shop/-/pipelines/${id}`,
});
export const note = (id: number, more = {}) => ({
  id,
  body: `Comment ${id}`,
  system: false,
  noteable_type: 'Issue',
  noteable_iid: 42,
  ...times,
  ...more,
});

export const run = (name: string, input: unknown = actions[name]?.example) => {
  const action = actions[name];
  if (action === undefined) throw new Error(`There is no action ${name}.`);
  return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
};
