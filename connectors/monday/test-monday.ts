import { basename } from 'node:path';
import { z } from 'zod';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const app = testApp();
const loaded = await loadTestConnector(basename(import.meta.dirname));
export const { objects, actions = {}, options = {}, triggers = {}, hooks, check } = loaded.connector;

type Given = Partial<Parameters<typeof createTestContext>[0]>;
export const context = (given: Given = {}) =>
  createTestContext({ connector: loaded, app, accountType: 'oauth', settings: { board: '1234567890' }, ...given });

export const request = 'POST https://api.monday.com/v2';
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
export const answer = (data: unknown): Exchange => ({ request, headers: { date }, json: { data } });
/** An error in a good answer, as monday sends nearly all of them. */
export const failed = (code: string, more: object = {}): Exchange => ({
  request,
  json: { data: null, errors: [{ message: `It said ${code}.`, extensions: { code, ...more } }] },
});

const sent = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).default({}) });
/** What was asked, as one line. */
export const asked = (index: number) => {
  const { query, variables } = sent.parse(app.received[index]?.json());
  return { query: query.replace(/\s+/g, ' '), variables };
};

export const item = (id: string, more = {}) => ({ id, name: `Item ${id}`, column_values: [], ...more });
export const firstItems = (items: unknown[], cursor: string | null) =>
  answer({ boards: [{ items_page: { cursor, items } }] });
export const nextItems = (items: unknown[], cursor: string | null) => answer({ next_items_page: { cursor, items } });

export const run = (name: string, input: unknown = actions[name]?.example) => {
  const action = actions[name];
  if (action === undefined) throw new Error(`There is no action ${name}.`);
  return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
};
