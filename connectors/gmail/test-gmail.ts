import { basename } from 'node:path';
import { beforeEach, vi } from 'vitest';
import { z } from 'zod';
import type { Json } from '#connectors/kit/index.ts';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const app = testApp();
export const loaded = await loadTestConnector(basename(import.meta.dirname));
export const { objects, actions = {}, options = {}, triggers = {}, hooks, check, lookUp } = loaded.connector;
export const context = (settings = {}, learnt = {}) =>
  createTestContext({ connector: loaded, app, settings: { label: '', ...settings }, learnt });

export const api = 'https://gmail.googleapis.com/gmail/v1/users/me';
export const get = (path: string, json: unknown): Exchange => ({ request: `GET ${api}${path}`, json });
export const profile = get('/profile', { emailAddress: 'ada@acme.example', historyId: '100' });
export const b64 = (text: string) => Buffer.from(text).toString('base64url');
export const mail = (id: string, labelIds: string[] = ['INBOX'], payload: object = {}) =>
  get(`/messages/${id}?format=full`, { id, threadId: `t-${id}`, labelIds, historyId: '99', payload });
export const refusal = (status: number, reason: string, other: object = {}) => ({
  status,
  json: { error: { code: status, message: `It said ${reason}.`, errors: [{ reason, domain: 'global', ...other }] } },
});
export const run = (name: string, input: unknown = actions[name]?.example) => {
  const action = actions[name];
  if (action === undefined) throw new Error(name);
  return action.run(context(), action.input.parse(input), { idempotencyKey: 'k' });
};
export const poll = (name: string, cursor: Json) => {
  const trigger = triggers[name];
  if (trigger?.via !== 'poll') throw new Error('It is polled.');
  return trigger.poll(context(), { cursor });
};
export const sentJson = (index: number): unknown => {
  const received = app.received[index];
  if (received === undefined) throw new Error('Nothing was sent.');
  return received.json();
};
export const decoded = (raw: string) => Buffer.from(raw, 'base64url').toString();
export const sentMail = (index = 0) => {
  const { raw, ...rest } = z.looseObject({ raw: z.string() }).parse(sentJson(index));
  return { ...rest, text: decoded(raw) };
};
export const id = '18c2f3a4b5d6e7f8';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-21T09:00:00Z'), toFake: ['Date'] });
  return () => vi.useRealTimers();
});
