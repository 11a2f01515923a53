import { basename } from 'node:path';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const app = testApp();
const loaded = await loadTestConnector(basename(import.meta.dirname));
export const { objects, actions = {}, options = {}, triggers = {}, hooks, check } = loaded.connector;

type Given = Partial<Parameters<typeof createTestContext>[0]>;
export const context = (given: Given = {}) =>
  createTestContext({ connector: loaded, app, accountType: 'us', settings: { form: 'u6nXL7' }, ...given });

export const at = 'https://api.typeform.com';
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
export const refused = (request: string, status: number, code: string, more = {}): Exchange => ({
  request,
  status,
  json: { code, description: `It said ${code}.`, ...more },
});

export const run = (name: string, input: unknown = actions[name]?.example) => {
  const action = actions[name];
  if (action === undefined) throw new Error(`There is no action ${name}.`);
  return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
};
