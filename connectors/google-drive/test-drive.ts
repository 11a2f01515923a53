import { basename } from 'node:path';
import { beforeEach, vi } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { fileFields } from './drive-call.ts';

export const app = testApp();
export const loaded = await loadTestConnector(basename(import.meta.dirname));
export const { objects, actions = {}, options = {}, triggers = {}, hooks, check } = loaded.connector;
export const context = (settings = {}) =>
  createTestContext({ connector: loaded, app, settings: { drive: '', ...settings } });

export const api = 'https://www.googleapis.com/drive/v3';
export const upload = 'https://www.googleapis.com/upload/drive/v3/files';
export const folder = 'application/vnd.google-apps.folder';
export const at = (method: string, path: string, query: Record<string, string | number>) =>
  `${method} ${path.startsWith('https') ? path : api + path}?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`;
export const plain = { supportsAllDrives: 'true', fields: fileFields };
export const lists = { supportsAllDrives: 'true', includeItemsFromAllDrives: 'true' };
export const files = (query = {}, fields = fileFields) =>
  at('GET', '/files', {
    q: `mimeType != '${folder}' and trashed = false`,
    ...lists,
    pageSize: 200,
    ...query,
    fields: `nextPageToken,files(${fields})`,
  });
export const changes = (pageToken: string) =>
  at('GET', '/changes', {
    pageToken,
    ...lists,
    pageSize: 200,
    fields: `nextPageToken,newStartPageToken,changes(changeType,fileId,removed,time,file(${fileFields}))`,
  });
export const start: Exchange = {
  request: `GET ${api}/changes/startPageToken?supportsAllDrives=true`,
  json: { startPageToken: '10' },
};
export const refusal = (status: number, reason: string, other: object = {}) => ({
  status,
  json: { error: { code: status, message: `It said ${reason}.`, errors: [{ reason, domain: 'global', ...other }] } },
});
export const run = (name: string, input: unknown = actions[name]?.example) => {
  const action = actions[name];
  if (action === undefined) throw new Error(name);
  return action.run(context(), action.input.parse(input), { idempotencyKey: 'k' });
};
export const id = '1dyUEebJaFnWa3Z4n0BFMVAXQ7mfUH11g';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-21T09:00:00Z'), toFake: ['Date'] });
  return () => vi.useRealTimers();
});
