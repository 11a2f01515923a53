import { basename } from 'node:path';
import type { Credential } from '#server/runtime/credential.ts';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const at = 'https://api-m.paypal.com';
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';

const fields = { clientId: 'AZDxjDScFpQtjWTO', clientSecret: 'EGnHDxD_qRPdaLdZ' };
export const token = (text: string): Credential => ({
  kind: 'fields',
  fields,
  token: { values: { token: { access_token: text } }, expiresAt: null },
});

/** PayPal as a test plays it. */
export async function testPayPal() {
  const app = testApp();
  const paypal = await loadTestConnector(basename(import.meta.dirname));
  const context = (more: { settings?: Record<string, unknown>; accountType?: string; renewed?: Credential } = {}) =>
    createTestContext({
      connector: paypal,
      app,
      accountType: 'live',
      fields,
      credential: token('A21-1'),
      ...more,
      settings: paypal.connector.settings.parse(more.settings ?? {}),
    });
  return { app, paypal, context, ...paypal.connector };
}

export const get = (path: string, json: unknown, status = 200): Exchange => ({
  request: `GET ${at}${path}`,
  status,
  headers: { date },
  json,
});
export const post = (path: string, json: unknown, status = 200): Exchange => ({
  request: `POST ${at}${path}`,
  status,
  headers: { date },
  json,
});
export const refusal = (name: string, message: string, issue?: string, field?: string) => ({
  name,
  message,
  debug_id: 'fb61a6a1c1e2',
  details: issue === undefined ? [] : [{ issue, description: `${message} (${issue})`, ...(field && { field }) }],
});
