import { basename } from 'node:path';
import { beforeEach, vi } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const app = testApp();
const loaded = await loadTestConnector(basename(import.meta.dirname));
export const { objects, actions = {}, options = {}, triggers = {}, hooks, check } = loaded.connector;
export const context = (settings: object = {}) =>
  createTestContext({
    connector: loaded,
    app,
    accountType: 'own',
    settings: { drive: '', workbook: 'w1', source: 'table:t1', key: '', ...settings },
    renewed: bearer('token-2'),
  });

export const graph = 'https://graph.microsoft.com/v1.0';
export const book = '/me/drive/items/w1/workbook';
export const at = (method: string, path: string, query: Record<string, string | number> = {}) => {
  const text = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
  return `${method} ${graph}${path}${text && `?${text}`}`;
};
/** What stands in some cells of a sheet, all shown as they are unless told. */
export const cells = (address: string, values: unknown[][], formats?: unknown[][], sheet = 'Orders'): Exchange => ({
  request: at('GET', `${book}/worksheets/${encodeURIComponent(sheet)}/range(address='${address}')`, {
    $select: 'values,numberFormat',
  }),
  json: { values, numberFormat: formats ?? values.map((row) => row.map(() => 'General')) },
});
/** What a table is asked before its rows. */
export const table = (names: unknown[], address: string, id = 't1'): Exchange[] => [
  {
    request: at('GET', `${book}/tables/${id}/columns`, { $select: 'name' }),
    json: { value: names.map((name) => ({ name })) },
  },
  { request: at('GET', `${book}/tables/${id}/dataBodyRange`, { $select: 'address' }), json: { address } },
];
export const refusal = (status: number, code: string, innerError?: object) => ({
  status,
  json: { error: { code, message: `It said ${code}.`, ...(innerError && { innerError }) } },
});
export const run = (name: string, input: unknown = actions[name]?.example, idempotencyKey = 'k') => {
  const action = actions[name];
  if (action === undefined) throw new Error(name);
  return action.run(context(), action.input.parse(input), { idempotencyKey });
};

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-21T09:00:00Z'), toFake: ['Date'] });
  return () => vi.useRealTimers();
});
