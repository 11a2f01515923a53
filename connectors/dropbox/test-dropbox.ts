import { basename } from 'node:path';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { type bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const app = testApp();
export const loaded = await loadTestConnector(basename(import.meta.dirname));
export const { objects, actions = {}, options = {}, triggers = {}, hooks, check, lookUp } = loaded.connector;

interface Given {
  settings?: Record<string, unknown>;
  learnt?: Record<string, string>;
  renewed?: ReturnType<typeof bearer>;
}
export const context = ({ settings = {}, ...given }: Given = {}) =>
  createTestContext({ connector: loaded, app, settings: { folder: '', ...settings }, ...given });

/** A call of Dropbox; all of them are POSTs. */
export const call = (route: string, json: unknown, more: Partial<Exchange> = {}): Exchange => ({
  request: `POST https://api.dropboxapi.com/2/${route}`,
  json,
  ...more,
});
export const refused = (route: string, error_summary: string, status = 409): Exchange =>
  call(route, { error_summary, error: { '.tag': error_summary.split('/')[0] } }, { status });
export const run = (name: string, input: unknown = actions[name]?.example) => {
  const action = actions[name];
  if (action === undefined) throw new Error(name);
  return action.run(context(), action.input.parse(input), { idempotencyKey: 'k' });
};

export const entry = (name: string, tag = 'file') => ({
  '.tag': tag,
  id: `id:${name}`,
  name,
  path_lower: `/${name}`,
  path_display: `/${name}`,
});
export const deleted = (path: string) => ({ '.tag': 'deleted', name: path.slice(1), path_lower: path });
export const page = (entries: unknown[], cursor: string, has_more = false) => ({ entries, cursor, has_more });
