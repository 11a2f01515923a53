import { basename } from 'node:path';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const api = 'https://acme.okta.com/api/v1';
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
export const mara = {
  ...{ id: '00ub0oNGTSWTBKOLGLNR', status: 'ACTIVE', created: '2026-01-01T00:00:00.000Z' },
  profile: { firstName: 'Mara', lastName: 'Lindqvist', login: 'mara@globex.example', email: 'mara@globex.example' },
};
export const sales = { id: '00g1emaKYZTWRYYRRTSK', type: 'OKTA_GROUP', profile: { name: 'Sales', description: null } };

/** As Okta refuses: the code, what it means, and what of it. */
export const refusal = (errorCode: string, errorSummary: string, ...causes: string[]) => ({
  ...{ errorCode, errorSummary, errorLink: errorCode, errorId: 'oae1' },
  errorCauses: causes.map((cause) => ({ errorSummary: cause })),
});

/** The connector with an app that answers for Okta, and contexts signed in to acme. */
export async function testOkta() {
  const app = testApp();
  const connector = await loadTestConnector(basename(import.meta.dirname));
  const learnt = { org: 'acme', domain: 'okta.com' };
  const context = () => createTestContext({ connector, app, accountType: 'signIn', learnt });
  const withToken = (domain = 'okta.com') =>
    createTestContext({
      connector,
      app,
      accountType: domain === 'okta.com' ? 'token' : 'tokenPreview',
      learnt: { org: 'acme', domain },
      fields: { apiToken: '00abc' },
    });
  return { app, connector: connector.connector, context, withToken };
}
