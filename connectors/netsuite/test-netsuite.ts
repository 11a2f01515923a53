import { basename } from 'node:path';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const at = 'https://1234567-sb1.suitetalk.api.netsuite.com/services/rest';
type More = Partial<Parameters<typeof createTestContext>[0]>;

/** NetSuite as a test plays it. */
export async function testNetSuite() {
  const app = testApp();
  const netsuite = await loadTestConnector(basename(import.meta.dirname));
  const context = (more: More = {}) =>
    createTestContext({ connector: netsuite, app, accountType: 'signIn', learnt: { account: '1234567-sb1' }, ...more });
  /** What was asked by SuiteQL, in its order. */
  const asked = () =>
    app.received.filter(({ request }) => request.includes('/suiteql')).map(({ body }) => String(JSON.parse(body).q));
  return { app, netsuite, context, asked, ...netsuite.connector };
}

export const answer = (items: unknown[], { limit = 1_000, hasMore = false, offset = 0 } = {}): Exchange => ({
  request: `POST ${at}/query/v1/suiteql?limit=${limit}${offset > 0 ? `&offset=${offset}` : ''}`,
  json: { links: [], count: items.length, hasMore, items, offset, totalResults: items.length },
});
export const latest = (time: string | null): Exchange => answer([time === null ? {} : { latest: time }], { limit: 1 });
export const location = (type: string, id: number) => ({
  status: 204,
  headers: { location: `${at}/record/v1/${type}/${id}` },
  text: '',
});
export const refusal = (status: number, code: string, detail: string, path?: string) => ({
  status,
  json: {
    type: 'https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html',
    title: 'Bad Request',
    status,
    'o:errorDetails': [{ detail, 'o:errorCode': code, ...(path && { 'o:errorPath': path }) }],
  },
});
