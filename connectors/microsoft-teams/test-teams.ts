import { basename } from 'node:path';
import { beforeEach, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const app = testApp();
const loaded = await loadTestConnector(basename(import.meta.dirname));
export const { objects, actions = {}, options = {}, triggers = {}, hooks, check } = loaded.connector;
export const team = 'fbe2bf47-16c8-47cf-b4a5-4b9b187c508b';
export const channel = '19:4a95@thread.tacv2';
export const inTeam = `/teams/${team}`;
export const inChannel = `${inTeam}/channels/19%3A4a95%40thread.tacv2`;
export const context = (settings: object = {}) =>
  createTestContext({
    connector: loaded,
    app,
    settings: { team, channel, ...settings },
    renewed: bearer('token-2'),
  });

export const graph = 'https://graph.microsoft.com/v1.0';
export const at = (method: string, path: string, query: Record<string, string | number> = {}) => {
  const text = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
  return `${method} ${graph}${path}${text && `?${text}`}`;
};
export const refusal = (status: number, code: string, innerError?: object) => ({
  status,
  json: { error: { code, message: `It said ${code}.`, ...(innerError && { innerError }) } },
});
export function exampleOf(name: string): object {
  const given = actions[name]?.example;
  if (typeof given !== 'object' || given === null) throw new Error(name);
  return given;
}
export const run = (name: string, input: unknown = actions[name]?.example, idempotencyKey = 'k') => {
  const action = actions[name];
  if (action === undefined) throw new Error(name);
  return action.run(context(), action.input.parse(input), { idempotencyKey });
};

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-21T09:00:00Z'), toFake: ['Date'] });
  return () => vi.useRealTimers();
});
