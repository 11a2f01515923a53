import { basename } from 'node:path';
import { beforeEach, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { type bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const app = testApp();
export const loaded = await loadTestConnector(basename(import.meta.dirname));
export const { objects, actions = {}, options = {}, triggers = {}, hooks, check, lookUp } = loaded.connector;

export const accountId = '4799e5e9-7de8-4bb7-8b8c-8b1a7cf0e7d1';
export const api = `https://na3.docusign.net/restapi/v2.1/accounts/${accountId}`;
interface Given {
  accountType?: string;
  learnt?: Record<string, string>;
  settings?: Record<string, unknown>;
  renewed?: ReturnType<typeof bearer>;
}
export const context = ({ settings = {}, ...given }: Given = {}) =>
  createTestContext({
    connector: loaded,
    app,
    accountType: 'production',
    learnt: { accountId, api },
    settings: { since: '', ...settings },
    ...given,
  });

export const at = (method: string, path: string, query: Record<string, string> = {}) => {
  const text = new URLSearchParams(query).toString();
  return `${method} ${path.startsWith('https') ? path : api + path}${text && `?${text}`}`;
};
export const refusal = (status: number, errorCode: string) => ({
  status,
  json: { errorCode, message: `It said ${errorCode}.` },
});
export const envelope = '93be49ab-afa0-4adf-933c-f752070d71ec';
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
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
