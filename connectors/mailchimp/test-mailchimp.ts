import { basename } from 'node:path';
import { beforeEach, vi } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { contactHash } from './audience.ts';

export const at = 'https://us21.api.mailchimp.com/3.0';
export const now = Date.parse('2026-11-21T09:00:00Z');
export const hash = contactHash('Ada@acme.example ');
export const contact = (id: string) => ({ id, email_address: `${id}@acme.example`, status: 'subscribed' });

export const members = (query: string, rows: unknown[], total_items: number): Exchange => ({
  request: `GET ${at}/lists/l1/members?${query}&exclude_fields=members._links%2C_links`,
  json: { members: rows, total_items },
});

export const page = (offset: number, since = '') =>
  `count=1000&offset=${offset}&sort_field=last_changed&sort_dir=DESC${since && `&since_last_changed=${since}`}`;

export const problem = (status: number, title: string, detail = 'No', errors?: object[]) => ({
  status,
  json: { type: 'https://mailchimp.com/developer/', title, status, detail, instance: 'i', ...(errors && { errors }) },
});

/** Mailchimp as a test plays it. */
export async function testMailchimp() {
  const app = testApp();
  const mailchimp = await loadTestConnector(basename(import.meta.dirname));
  const { actions = {} } = mailchimp.connector;
  const context = (more: Partial<Parameters<typeof createTestContext>[0]> = {}) =>
    createTestContext({ connector: mailchimp, app, settings: { audience: 'l1' }, learnt: { dc: 'us21' }, ...more });
  const run = (name: string, input: unknown = actions[name]?.example) => {
    const action = actions[name];
    if (!action) throw new Error(`There is no action ${name}.`);
    return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
  };
  beforeEach(() => {
    vi.useFakeTimers({ now, toFake: ['Date'] });
    return () => vi.useRealTimers();
  });
  return { app, mailchimp, context, run, ...mailchimp.connector };
}
