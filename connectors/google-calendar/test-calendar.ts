import { basename } from 'node:path';
import { beforeEach, vi } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const app = testApp();
export const loaded = await loadTestConnector(basename(import.meta.dirname));
export const { objects, actions = {}, options = {}, triggers = {}, hooks, check } = loaded.connector;
export const settings = { calendar: 'team@acme.example', minutesBefore: 15 };
export const context = () => createTestContext({ connector: loaded, app, settings });

export const api = 'https://www.googleapis.com/calendar/v3';
export const events = `${api}/calendars/team%40acme.example/events`;
export const own = `${api}/calendars/primary/events`;
export const list = '/calendars/team%40acme.example/events';
export const watermark = { list, token: 't1' };
export const get = (rest: string, json: unknown, other: Partial<Exchange> = {}): Exchange => ({
  request: `GET ${rest}`,
  json,
  ...other,
});
export const refusal = (status: number, reason: string, other: object = {}) => ({
  status,
  json: { error: { code: status, message: `It said ${reason}.`, errors: [{ reason, domain: 'calendar', ...other }] } },
});
export const run = (name: string, input: unknown, idempotencyKey = 'k') => {
  const action = actions[name];
  if (action === undefined) throw new Error(name);
  return action.run(context(), action.input.parse(input), { idempotencyKey });
};
export const poll = (name: string, cursor: never) => {
  const trigger = triggers[name];
  if (trigger?.via !== 'poll') throw new Error('It is polled.');
  return trigger.poll(context(), { cursor });
};

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-21T09:00:00Z'), toFake: ['Date'] });
  return () => vi.useRealTimers();
});
