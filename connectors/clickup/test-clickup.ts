import { basename } from 'node:path';
import type { TestApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const clickup = await loadTestConnector(basename(import.meta.dirname));
export const api = 'https://api.clickup.com/api/v2';
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';

export const contextOf = (app: TestApp, settings: Record<string, string> = {}) =>
  createTestContext({ connector: clickup, app, settings: { workspace: '512', space: '', list: '', ...settings } });
