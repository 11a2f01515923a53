import { basename } from 'node:path';
import type { TestApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

export const trello = await loadTestConnector(basename(import.meta.dirname));
export const api = 'https://api.trello.com/1';
export const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
export const board = '5abbe4b7ddc1b351ef961414';

export const contextOf = (app: TestApp) => createTestContext({ connector: trello, app, settings: { board } });
