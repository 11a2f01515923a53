import { basename } from 'node:path';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { type bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const at = 'https://quickbooks.api.intuit.com/v3/company/310687';
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';

/** QuickBooks as a test plays it. */
export async function testQuickBooks() {
  const app = testApp();
  const quickbooks = await loadTestConnector(basename(import.meta.dirname));
  const context = (more: { accountType?: string; renewed?: ReturnType<typeof bearer> } = {}) =>
    createTestContext({ connector: quickbooks, app, learnt: { realmId: '310687' }, ...more });
  return { app, context, ...quickbooks.connector };
}

export const ask = (statement: string, entity: string, rows: unknown[]): Exchange => ({
  request: `GET ${at}/query?${new URLSearchParams({ query: statement })}`,
  headers: { date },
  json: {
    QueryResponse: rows.length > 0 ? { [entity]: rows, startPosition: 1, maxResults: rows.length } : {},
    time: date,
  },
});
export const row = (id: number, time = '2026-11-20T10:00:00-08:00', more = {}) => ({
  Id: String(id),
  SyncToken: '0',
  domain: 'QBO',
  MetaData: { CreateTime: time, LastUpdatedTime: time },
  ...more,
});
export const fault = (code: string, Detail: string, more = {}) => ({
  Fault: { Error: [{ Message: 'A message', Detail, code, ...more }], type: 'ValidationFault' },
});
