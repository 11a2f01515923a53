import { basename } from 'node:path';
import { beforeEach, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const at = 'https://api.zoom.us/v2';
export const now = Date.parse('2026-11-21T09:00:00Z');
export const ada = { id: 'u1', account_id: 'a1', email: 'ada@acme.example', display_name: 'Ada Moreno' };
export const meeting = (id: number, more: object = {}) => ({ id, type: 2, topic: 'Review', uuid: `m${id}==`, ...more });
export const list = `GET ${at}/users/me/meetings?type=scheduled&page_size=300`;

/** Zoom as a test plays it. */
export async function testZoom() {
  const app = testApp();
  const zoom = await loadTestConnector(basename(import.meta.dirname));
  const { actions = {} } = zoom.connector;
  const context = (more: Partial<Parameters<typeof createTestContext>[0]> = {}) =>
    createTestContext({
      connector: zoom,
      app,
      settings: { recordingsSince: '2026-10-01', registrationsOf: '85' },
      ...more,
    });
  const run = (name: string, input: unknown = actions[name]?.example) => {
    const action = actions[name];
    if (!action) throw new Error(`There is no action ${name}.`);
    return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
  };
  beforeEach(() => {
    vi.useFakeTimers({ now, toFake: ['Date'] });
    return () => vi.useRealTimers();
  });
  return { app, zoom, context, run, ...zoom.connector };
}
