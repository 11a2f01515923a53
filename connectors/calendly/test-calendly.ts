import { basename } from 'node:path';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const at = 'https://api.calendly.com';
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
export const learnt = { user: `${at}/users/U1`, organization: `${at}/organizations/O1` };
export const encoded = encodeURIComponent;

/** Calendly as a test plays it. */
export async function testCalendly() {
  const app = testApp();
  const calendly = await loadTestConnector(basename(import.meta.dirname));
  type More = Partial<Parameters<typeof createTestContext>[0]>;
  const context = (more: More = {}) =>
    createTestContext({ connector: calendly, app, accountType: 'oauth', learnt, settings: { whose: 'user' }, ...more });
  return { app, context, ...calendly.connector };
}

export const meeting = (id: string, more = {}) => ({
  uri: `${at}/scheduled_events/${id}`,
  name: 'A talk',
  status: 'active',
  start_time: '2027-01-12T10:00:00.000000Z',
  end_time: '2027-01-12T10:30:00.000000Z',
  ...more,
});
export const guest = (event: string, id: string, more = {}) => ({
  uri: `${at}/scheduled_events/${event}/invitees/${id}`,
  email: 'mara@globex.example',
  status: 'active',
  ...more,
});
export const list = (path: string, collection: unknown[], next: string | null = null): Exchange => ({
  request: `GET ${at}${path}`,
  headers: { date },
  json: { collection, pagination: { count: collection.length, next_page_token: next } },
});
