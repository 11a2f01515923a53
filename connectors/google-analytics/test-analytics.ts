import { basename } from 'node:path';
import { beforeEach, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { type bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const app = testApp();
export const loaded = await loadTestConnector(basename(import.meta.dirname));
export const { objects, actions = {}, options = {}, triggers = {}, check } = loaded.connector;

const chosen = {
  property: '123456789',
  dimensions: '',
  metrics: 'sessions',
  by: 'day',
  from: '2026-10-01',
  lookBack: 3,
};
interface Given {
  settings?: Record<string, unknown>;
  renewed?: ReturnType<typeof bearer>;
}
export const context = ({ settings = {}, ...given }: Given = {}) =>
  createTestContext({ connector: loaded, app, settings: { ...chosen, ...settings }, ...given });

export const data = 'https://analyticsdata.googleapis.com/v1beta';
export const admin = 'https://analyticsadmin.googleapis.com/v1beta';
export const at = (method: string, address: string, query: Record<string, string | number> = {}) => {
  const text = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
  return `${method} ${address}${text && `?${text}`}`;
};
export const ask = at('POST', `${data}/properties/123456789:runReport`);
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
/** Its yesterday is 2026-11-20. */
export const berlin = {
  request: at('GET', `${admin}/properties/123456789`),
  json: { name: 'properties/123456789', account: 'accounts/100', timeZone: 'Europe/Berlin' },
};

/** Lines of dimensions' values and the one metric. */
export const report = (dimensions: string[], lines: string[][], rowCount = lines.length, more: object = {}) => ({
  dimensionHeaders: dimensions.map((name) => ({ name })),
  metricHeaders: [{ name: 'sessions', type: 'TYPE_INTEGER' }],
  rows: lines.map((line) => ({
    dimensionValues: line.slice(0, dimensions.length).map((value) => ({ value })),
    metricValues: line.slice(dimensions.length).map((value) => ({ value })),
  })),
  rowCount,
  ...more,
});
export const refusal = (code: number, status: string, message = `It said ${status}.`, details: object[] = []) => ({
  status: code,
  json: { error: { code, message, status, details } },
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
