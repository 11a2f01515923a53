import { basename } from 'node:path';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { type bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const app = testApp();
export const loaded = await loadTestConnector(basename(import.meta.dirname));
export const { objects, actions = {}, options = {}, triggers = {}, hooks, check } = loaded.connector;

interface Given {
  settings?: Record<string, unknown>;
  renewed?: ReturnType<typeof bearer>;
}
export const context = ({ settings = {}, ...given }: Given = {}) =>
  createTestContext({ connector: loaded, app, settings: { folder: '', template: '', ...settings }, ...given });

export const api = 'https://api.box.com/2.0';
export const at = (method: string, path: string, query: Record<string, string | number> = {}) => {
  const text = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
  return `${method} ${path.startsWith('https') ? path : api + path}${text && `?${text}`}`;
};
export const refusal = (status: number, code: string, more: object = {}) => ({
  status,
  json: { type: 'error', status, code, message: `It said ${code}.`, ...more },
});
export const run = (name: string, input: unknown = actions[name]?.example) => {
  const action = actions[name];
  if (action === undefined) throw new Error(name);
  return action.run(context(), action.input.parse(input), { idempotencyKey: 'k' });
};

/** More digits than a number keeps. */
export const position = (last: number) => `115292297625229000${last}`;
const typed = { 'content-type': 'application/json' };
export const now: Exchange = {
  request: at('GET', '/events', { stream_type: 'changes', stream_position: 'now' }),
  headers: typed,
  text: `{"chunk_size":0,"next_stream_position":${position(1)},"entries":[]}`,
};
export const events = (from: string, entries: unknown[], next: string): Exchange => ({
  request: at('GET', '/events', { stream_type: 'changes', stream_position: from, limit: 100 }),
  headers: typed,
  text: `{"chunk_size":${entries.length},"next_stream_position":${next},"entries":${JSON.stringify(entries)}}`,
});
export const event = (event_type: string, type: string, id: string) => ({
  type: 'event',
  event_id: `e-${id}-${event_type}`,
  event_type,
  source: { type, id, name: '"next_stream_position":1' },
});
