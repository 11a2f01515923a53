// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { InstallationView, SyncView } from './contract.ts';
import { createClient } from './create-client.ts';
import { installationView, Refusal, scriptedServer, sessionAnswer } from './scripted-server.ts';

const sync = (more: Partial<SyncView>): SyncView => ({
  id: 'syn_1',
  label: 'contacts',
  status: 'running',
  records: 0,
  progress: { done: 0, total: 100, ratePerSecond: null },
  lastSuccessAt: null,
  nextRunAt: null,
  failure: null,
  ...more,
});

const READ = 'GET /installations/ins_1';
const success = sync({ status: 'in_sync', records: 100, progress: null, lastSuccessAt: '2026-01-01T00:00:00Z' });

function watch(answer: () => InstallationView | Refusal) {
  const server = scriptedServer({ 'POST /session': () => sessionAnswer(), [READ]: answer });
  const client = createClient({ baseUrl: 'https://portico.example', getToken: () => 't', fetch: server.fetch });
  const seen = vi.fn();
  const stop = client.watchInstallation('ins_1', seen);
  return { ...server, client, seen, stop, reads: () => server.count(READ) };
}

const hide = (hidden: boolean) => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
  document.dispatchEvent(new Event('visibilitychange'));
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test('reads every 700 ms while a sync runs, seldom after, and tells of the first success once', async () => {
  let state = sync({});
  const { client, reads, stop } = watch(() => installationView({ syncs: [state] }));
  const first = vi.fn();
  client.on('sync.first_success', first);
  await vi.advanceTimersByTimeAsync(7 * 700 + 10);
  expect(reads()).toBe(8);
  state = success;
  await vi.advanceTimersByTimeAsync(700);
  await vi.advanceTimersByTimeAsync(14_000);
  expect(reads()).toBe(9);
  await vi.advanceTimersByTimeAsync(2000);
  expect(reads()).toBe(10);
  expect(first).toHaveBeenCalledTimes(1);
  stop();
});

test('reads at once and often after a command, even before the sync is seen running', async () => {
  const { client, reads, stop } = watch(() => installationView({ syncs: [success] }));
  await vi.advanceTimersByTimeAsync(10);
  expect(reads()).toBe(1);
  client.emit({ type: 'installation.updated', installation: installationView() });
  await vi.advanceTimersByTimeAsync(2 * 700 + 10);
  expect(reads()).toBe(4);
  await vi.advanceTimersByTimeAsync(10_000);
  const settled = reads();
  await vi.advanceTimersByTimeAsync(5000);
  expect(reads()).toBe(settled);
  stop();
});

test('rests while the page is hidden, and reads at once when it is seen again', async () => {
  const { reads, stop } = watch(() => installationView({ syncs: [sync({})] }));
  await vi.advanceTimersByTimeAsync(10);
  hide(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reads()).toBe(2);
  hide(false);
  await vi.advanceTimersByTimeAsync(10);
  expect(reads()).toBe(3);
  stop();
});

test('waits longer after each failure, and stops when the installation is gone', async () => {
  let answer: () => InstallationView | Refusal = () => new Refusal(503, 'unavailable');
  const { reads } = watch(() => answer());
  await vi.advanceTimersByTimeAsync(2000 + 4000 + 8000 + 50);
  expect(reads()).toBe(4);
  answer = () => new Refusal(404, 'not_found');
  await vi.advanceTimersByTimeAsync(120_000);
  expect(reads()).toBe(5);
  expect(vi.getTimerCount()).toBe(0);
});

test('says nothing more once it was ended, not even what is under way', async () => {
  let give = (_view: InstallationView) => {};
  const { seen, stop } = watch(() => new Promise((resolve) => (give = resolve)) as never);
  await vi.advanceTimersByTimeAsync(10);
  stop();
  give(installationView());
  await vi.advanceTimersByTimeAsync(1000);
  expect(seen).not.toHaveBeenCalled();
});
