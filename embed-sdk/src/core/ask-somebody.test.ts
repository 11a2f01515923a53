// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createClient } from './create-client.ts';
import { connectAnswer, Refusal, type ScriptedRequest, scriptedServer, sessionAnswer } from './scripted-server.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const asked = { email: 'ada@globex.example', at: '2026-11-21T10:00:00Z', until: '2026-11-28T10:00:00Z', opened: false };

/** A flow that was asked of somebody; `now.answer` is what the server says from then on. */
async function asking() {
  const sent: unknown[] = [];
  const waiting = connectAnswer({ mayAsk: true, asked });
  const now = { answer: waiting };
  const server = scriptedServer({
    'POST /session': () => sessionAnswer(),
    'POST /connects': () => connectAnswer({ mayAsk: true }),
    'GET /connects/cnt_1': () => now.answer,
    'POST /connects/cnt_1/ask': ({ body }: ScriptedRequest) => {
      sent.push(body);
      return String(Object(body).email).includes('@') ? waiting : new Refusal(422, 'invalid', { field: 'email' });
    },
    'POST /connects/cnt_1/ask/stop': () => connectAnswer({ mayAsk: true, asked: null }),
    'POST /connects/cnt_1/cancel': () => connectAnswer({ stage: 'cancelled' }),
  });
  const check = vi.fn();
  const client = createClient({
    ...{ baseUrl: 'https://portico.example', getToken: () => 'token', fetch: server.fetch, onStepValidate: check },
  });
  const flow = client.connect('your-crm');
  await vi.advanceTimersByTimeAsync(0);
  return { flow, server, now, sent, client, check };
}

const looks = (server: { count: (call: string) => number }) => server.count('GET /connects/cnt_1');

test('who was asked does it elsewhere, and the flow goes on by itself', async () => {
  const { flow, server, now, sent, check, client } = await asking();
  await flow.ask('ada@globex.example', 'Please');
  expect(sent).toEqual([{ email: 'ada@globex.example', note: 'Please' }]);
  expect(check).not.toHaveBeenCalled();
  expect(flow.getSnapshot()).toMatchObject({ stage: 'authorize', connect: { asked: { email: asked.email } } });
  await vi.advanceTimersByTimeAsync(4100);
  expect(looks(server)).toBeGreaterThan(0);
  const before = flow.getSnapshot();
  await vi.advanceTimersByTimeAsync(4100);
  expect(flow.getSnapshot()).toBe(before);
  now.answer = connectAnswer({ asked: { ...asked, opened: true } });
  await vi.advanceTimersByTimeAsync(4100);
  expect(flow.getSnapshot().connect?.asked?.opened).toBe(true);
  now.answer = connectAnswer({ stage: 'review', account: 'Globex CRM' });
  await vi.advanceTimersByTimeAsync(4100);
  expect(flow.getSnapshot()).toMatchObject({ stage: 'review', connect: { account: 'Globex CRM' } });
  const after = looks(server);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(looks(server)).toBe(after);
  client.dispose();
});

test('an address that is none is told at its field; nothing is waited for', async () => {
  const { flow, server, client } = await asking();
  await expect(flow.ask('ada')).rejects.toMatchObject({ field: 'email' });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(looks(server)).toBe(0);
  client.dispose();
});

test('asking nobody any more ends the waiting, and so does leaving', async () => {
  const { flow, server, client } = await asking();
  await flow.ask('ada@globex.example');
  await flow.stopAsking();
  expect(flow.getSnapshot().connect?.asked).toBeNull();
  const stopped = looks(server);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(looks(server)).toBe(stopped);
  await flow.ask('ada@globex.example');
  flow.dispose();
  const left = looks(server);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(looks(server)).toBe(left);
  client.dispose();
});
