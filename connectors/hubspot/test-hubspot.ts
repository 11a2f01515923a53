import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { contactProperties } from './fixtures/records.ts';

export const api = 'https://api.hubapi.com';
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const crm = `${api}/crm/objects/2026-09`;

/** The connector as the engine loads it, and a HubSpot that answers what is played. */
export async function testHubspot() {
  const app = testApp();
  const loaded = await loadTestConnector('hubspot');
  return {
    app,
    connector: loaded.connector,
    context: (options: Partial<Parameters<typeof createTestContext>[0]> = {}) =>
      createTestContext({ connector: loaded, app, accountType: 'signIn', ...options }),
    /** Bodies that were sent to addresses ending so. */
    sent: (ending: string) =>
      app.received.filter(({ request }) => request.endsWith(ending)).map((received) => received.json()),
  };
}

export const properties: Exchange = {
  request: `GET ${api}/crm/properties/2026-09/contacts`,
  json: { results: contactProperties },
};

export function listed(query: string, results: unknown[], after?: string): Exchange {
  const paging = after === undefined ? undefined : { next: { after, link: `${crm}/contacts?after=${after}` } };
  return { request: `GET ${crm}/contacts?limit=100${query}`, headers: { date }, json: { results, paging } };
}

export function found(results: unknown[], total = results.length): Exchange {
  return { request: `POST ${crm}/contacts/search`, headers: { date }, json: { total, results } };
}

/** The two answers by which whole records are read. */
export function read(results: { id: string }[], companies: Record<string, number[]> = {}): Exchange[] {
  const linked = Object.entries(companies).map(([id, to]) => ({
    from: { id },
    to: to.map((toObjectId) => ({ toObjectId, associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 279 }] })),
  }));
  return [
    { request: `POST ${crm}/contacts/batch/read`, json: { status: 'COMPLETE', results } },
    {
      request: `POST ${api}/crm/associations/2026-09/contacts/companies/batch/read`,
      status: 207,
      json: {
        status: 'COMPLETE',
        results: linked,
        numErrors: 1,
        errors: [{ status: 'error', category: 'OBJECT_NOT_FOUND' }],
      },
    },
  ];
}

export const batch = (verb: string, answer: Omit<Exchange, 'request'>): Exchange => ({
  request: `POST ${crm}/contacts/batch/${verb}`,
  ...answer,
});
