// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createClient } from './create-client.ts';
import { Refusal, type Routes, scriptedServer, sessionAnswer } from './scripted-server.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function begin(routes: Routes = {}) {
  const told: unknown[] = [];
  const server = scriptedServer({
    'POST /session': () => sessionAnswer(),
    'POST /events': ({ body, headers }) => {
      told.push({ ...Object(body), bearer: headers.get('authorization') });
      return { noted: 1 };
    },
    ...routes,
  });
  const client = createClient({ baseUrl: 'https://portico.example', getToken: () => 'token', fetch: server.fetch });
  return { ...server, client, told };
}

test('events reach the server a few at a time, with names and ids and nothing that was said', async () => {
  const { client, told, calls } = begin();
  await client.session();
  client.emit({ type: 'integration.viewed', integration: 'your-crm' });
  await vi.advanceTimersByTimeAsync(500);
  client.emit({ type: 'connection.created', integration: 'your-crm', account: 'mara@crm.example' });
  client.emit({ type: 'connect.started', integration: 'your-crm', reconnect: 'con_1' });
  expect(calls).toEqual(['POST /session']);
  await vi.advanceTimersByTimeAsync(2000);
  expect(told).toEqual([
    {
      bearer: 'Bearer ses_1',
      events: [
        { name: 'ready', agoMs: expect.any(Number) },
        { name: 'integration.viewed', integration: 'your-crm', agoMs: expect.any(Number) },
        { name: 'connection.created', integration: 'your-crm', agoMs: expect.any(Number) },
        { name: 'connect.started', integration: 'your-crm', detail: 'reconnect', agoMs: expect.any(Number) },
      ],
    },
  ]);
  expect(JSON.stringify(told)).not.toContain('mara');
  client.dispose();
});

test('what is left is sent when the page is left, by a request that outlives it', async () => {
  const fetched = vi.fn<typeof fetch>();
  const { client, told, fetch } = begin();
  client.dispose();
  const other = createClient({
    baseUrl: 'https://portico.example',
    getToken: () => 'token',
    fetch: (input, init) => {
      fetched(input, init);
      return fetch(input, init);
    },
  });
  await other.session();
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toHaveLength(1);
  expect(fetched.mock.calls.at(-1)?.[1]).toMatchObject({ keepalive: true, credentials: 'omit' });
  other.dispose();
  document.dispatchEvent(new Event('visibilitychange'));
  expect(told).toHaveLength(1);
});

test('nobody hears of a failure, and no session is opened for them', async () => {
  const { client, calls } = begin({ 'POST /events': () => new Refusal(503, 'unavailable') });
  const failed = vi.fn();
  client.on('error', failed);
  client.emit({ type: 'catalogue.viewed', entries: 3 });
  await vi.advanceTimersByTimeAsync(5000);
  expect(calls).toEqual([]);
  await client.session();
  await vi.advanceTimersByTimeAsync(5000);
  expect(calls).toEqual(['POST /session', 'POST /events']);
  expect(failed).not.toHaveBeenCalled();
  client.dispose();
  expect(vi.getTimerCount()).toBe(0);
});
