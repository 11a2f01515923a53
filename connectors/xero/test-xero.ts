import { basename } from 'node:path';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { type bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const at = 'https://api.xero.com/api.xro/2.0';
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
export const uuid = (last: number | string) => `297c2dc5-cc47-4afd-8ec8-${String(last).padStart(12, '0')}`;

/** Xero as a test plays it. */
export async function testXero() {
  const app = testApp();
  const xero = await loadTestConnector(basename(import.meta.dirname));
  const context = (more: { learnt?: Record<string, string>; renewed?: ReturnType<typeof bearer> } = {}) =>
    createTestContext({ connector: xero, app, learnt: { tenantId: 'tenant-1' }, ...more });
  return { app, xero, context, ...xero.connector };
}

export const list = (collection: string, query: string, rows: unknown[], pagination?: object): Exchange => ({
  request: `GET ${at}/${collection}${query}`,
  headers: { date },
  json: { Id: 'x', Status: 'OK', ...(pagination && { pagination }), [collection]: rows },
});
