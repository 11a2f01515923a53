import { basename } from 'node:path';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { type bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const at = 'https://acme.my.salesforce.com/services/data/v66.0';
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';

/** Salesforce as a test plays it. */
export async function testSalesforce() {
  const app = testApp();
  const salesforce = await loadTestConnector(basename(import.meta.dirname));
  const context = (settings: Record<string, string> = {}, more: { renewed?: ReturnType<typeof bearer> } = {}) =>
    createTestContext({
      connector: salesforce,
      app,
      learnt: { instance_url: 'https://acme.my.salesforce.com' },
      settings: { customObject: '', externalId: '', ...settings },
      ...more,
    });
  return { app, salesforce, context };
}

const encoded = (soql: string) => new URLSearchParams({ q: soql }).toString();
export const ask = (
  soql: string,
  records: unknown[],
  more: Partial<Exchange> & { done?: boolean; all?: boolean } = {},
) => {
  const { done = true, all = true, ...rest } = more;
  return {
    request: `GET ${at}/${all ? 'queryAll' : 'query'}?${encoded(soql)}`,
    headers: { date },
    json: { totalSize: records.length, done, records },
    ...rest,
  };
};
export const field = (name: string, more = {}) => ({ name, label: name, type: 'string', ...more });
export const described = (names: string[], sobject = 'Contact', more: object[] = []): Exchange => ({
  request: `GET ${at}/sobjects/${sobject}/describe`,
  json: { fields: [...names.map((name) => field(name)), ...more] },
});
export const row = (id: string, time = '2026-11-20T10:00:00.000+0000', more = {}) => ({
  attributes: { type: 'Contact' },
  Id: id,
  SystemModstamp: time,
  IsDeleted: false,
  ...more,
});
