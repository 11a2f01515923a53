import { basename } from 'node:path';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { type bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const at = 'https://connect.squareup.com/v2';
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
export const location = 'YYQR03DGCTXA4';

/** Square as a test plays it. */
export async function testSquare() {
  const app = testApp();
  const square = await loadTestConnector(basename(import.meta.dirname));
  const context = (
    more: { settings?: Record<string, unknown>; renewed?: ReturnType<typeof bearer>; accountType?: string } = {},
  ) =>
    createTestContext({
      connector: square,
      app,
      accountType: 'production',
      ...more,
      settings: square.connector.settings.parse(more.settings ?? {}),
    });
  return { app, square, context, ...square.connector };
}

export const post = (path: string, json: unknown, status = 200): Exchange => ({
  request: `POST ${at}/${path}`,
  status,
  headers: { date },
  json,
});
export const get = (path: string, json: unknown, status = 200): Exchange => ({
  request: `GET ${at}/${path}`,
  status,
  headers: { date },
  json,
});
export const refusal = (code: string, detail: string, field?: string) => ({
  errors: [{ category: 'INVALID_REQUEST_ERROR', code, detail, ...(field && { field }) }],
});
