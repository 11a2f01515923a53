import { basename } from 'node:path';
import { beforeEach, vi } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { type bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const app = testApp();
export const loaded = await loadTestConnector(basename(import.meta.dirname));
export const { objects, actions = {}, options = {}, triggers = {}, hooks, lookUp } = loaded.connector;
export const context = (given: { renewed?: ReturnType<typeof bearer> } = {}) =>
  createTestContext({ connector: loaded, app, accountType: 'partner', ...given });

export const api = 'https://harvest.greenhouse.io/v3';
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
export const at = (method: string, path: string, query: Record<string, string | number> = {}) => {
  const text = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
  return `${method} ${api}${path}${text && `?${text}`}`;
};
/** A list, and the cursor of its next page. */
export const list = (request: string, json: unknown, next?: string): Exchange => ({
  request,
  headers: {
    date,
    ...(next && { link: `<${request.slice(4).split('?')[0]}?cursor=${next}>; rel="next"` }),
  },
  json,
});
export const refusal = (status: number, message: string, more: object = {}) => ({
  status,
  json: { message, ...more },
});
export const run = (name: string, input: unknown = actions[name]?.example) => {
  const action = actions[name];
  if (action === undefined) throw new Error(name);
  return action.run(context(), action.input.parse(input), { idempotencyKey: 'k' });
};
export const sent = (index: number) => app.received[index]?.json();

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});
