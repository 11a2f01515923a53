import { basename } from 'node:path';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const accountSid = `AC${'a'.repeat(32)}`;
export const keySid = `SK${'b'.repeat(32)}`;
export const at = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}`;
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';

export const message = (number: number) => ({
  sid: `SM${String(number).padStart(32, '0')}`,
  status: 'delivered',
  date_sent: 'Sat, 21 Nov 2026 08:00:00 +0000',
  error_code: null,
});

export const refusal = (request: string, status: number, code: number, message = 'No'): Exchange => ({
  request,
  status,
  json: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

/** Twilio as a test plays it. */
export async function testTwilio() {
  const app = testApp();
  const twilio = await loadTestConnector(basename(import.meta.dirname));
  const { actions = {} } = twilio.connector;
  const context = (more: Record<string, unknown> = {}) =>
    createTestContext({
      connector: twilio,
      app,
      accountType: 'key',
      fields: { accountSid, keySid, keySecret: 's', ...more },
    });
  const withToken = () =>
    createTestContext({ connector: twilio, app, accountType: 'token', fields: { accountSid, authToken: 't' } });
  const run = (name: string, input: unknown = actions[name]?.example) => {
    const action = actions[name];
    if (!action) throw new Error(`There is no action ${name}.`);
    return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
  };
  return { app, twilio, context, withToken, run, ...twilio.connector };
}
