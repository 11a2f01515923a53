import { basename } from 'node:path';
import { beforeEach, vi } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { type bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const app = testApp();
export const loaded = await loadTestConnector(basename(import.meta.dirname));
export const { objects, actions = {}, options = {}, triggers = {}, check } = loaded.connector;

const chosen = { project: 'acme-data', dataset: 'shop', table: 'orders', key: 'id', changed: 'created_at' };
interface Given {
  settings?: Record<string, unknown>;
  renewed?: ReturnType<typeof bearer>;
}
export const context = ({ settings = {}, ...given }: Given = {}) =>
  createTestContext({
    connector: loaded,
    app,
    settings: { ...chosen, late: 60, gigabytes: 100, ...settings },
    ...given,
  });

export const project = 'https://bigquery.googleapis.com/bigquery/v2/projects/acme-data';
export const table = `${project}/datasets/shop/tables/orders`;
export const at = (method: string, path: string, query: Record<string, string | number | boolean> = {}) => {
  const text = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
  return `${method} ${path.startsWith('https') ? path : project + path}${text && `?${text}`}`;
};
export const ask = at('POST', '/queries');
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';

export const fields = [
  { name: 'id', type: 'STRING', mode: 'REQUIRED' },
  { name: 'total', type: 'NUMERIC' },
  { name: 'created_at', type: 'TIMESTAMP' },
];
export const columns = (more: object[] = []): Exchange => ({
  request: `GET ${table}`,
  json: { schema: { fields: [...fields, ...more] } },
});
/** Microseconds, as BigQuery sends times. */
export const micros = '1795251600000001';
export const cells = (...values: unknown[]) => ({ f: values.map((v) => ({ v })) });
export const order = (id: string) => cells(id, '19.5', micros);
export const orderRow = (id: string) => ({ id, total: '19.5', created_at: '2026-11-21T09:00:00.000001Z' });

const jobReference = { projectId: 'acme-data', jobId: 'job_x1', location: 'EU' };
export const result = (rows: unknown[], more: object = {}) => ({
  jobComplete: true,
  jobReference,
  schema: { fields },
  rows,
  totalRows: '3',
  ...more,
});
/** A later page of the query's result. */
export const page = (pageToken: string | undefined, rows = 1_000) =>
  at('GET', '/queries/job_x1', {
    location: 'EU',
    maxResults: rows,
    ...(pageToken && { pageToken }),
    timeoutMs: 20_000,
    'formatOptions.useInt64Timestamp': true,
  });

export const refusal = (status: number, reason: string, more: object = {}) => ({
  status,
  json: { error: { code: status, message: `It said ${reason}.`, errors: [{ reason, domain: 'global', ...more }] } },
});
export const run = (name: string, input: unknown = actions[name]?.example) => {
  const action = actions[name];
  if (action === undefined) throw new Error(name);
  return action.run(context(), action.input.parse(input), { idempotencyKey: 'k' });
};
export const poll = (name: string, cursor: unknown, settings: object = {}) => {
  const trigger = triggers[name];
  if (trigger?.via !== 'poll') throw new Error(`${name} is not polled.`);
  return trigger.poll(context({ settings: { ...settings } }), { cursor: JSON.parse(JSON.stringify(cursor)) });
};
export const sent = (index: number) => app.received[index]?.json();

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});
