// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FormField } from './contract.ts';
import { createClient } from './create-client.ts';
import { connectAnswer, type Routes, scriptedServer, sessionAnswer } from './scripted-server.ts';

const PORTICO = 'https://portico.example';
const cards: FormField[] = [{ name: 'accountType', label: 'CRM', kind: 'cards', required: true }];
const shop: FormField[] = [{ name: 'shop', label: 'Shop', kind: 'text', required: true }];
const key: FormField[] = [{ name: 'key', label: 'Key', kind: 'password', required: true, secret: true }];
const both = [
  { stage: 'account-type' as const, fields: cards },
  { stage: 'before' as const, fields: shop },
];
const choosing = connectAnswer({ stage: 'account-type', popupUrl: null, fields: cards, earlier: both });

async function begin(routes: Routes, first = choosing) {
  const server = scriptedServer({
    'POST /session': () => sessionAnswer(),
    'POST /connects': () => first,
    'POST /connects/cnt_1/cancel': () => connectAnswer({ stage: 'cancelled' }),
    ...routes,
  });
  const client = createClient({ baseUrl: PORTICO, getToken: () => 'token', fetch: server.fetch });
  const flow = client.connect('your-crm');
  await vi.advanceTimersByTimeAsync(0);
  return { ...server, flow };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a choice before the account', () => {
  const sent: unknown[] = [];
  const routes: Routes = {
    'POST /connects/cnt_1/account-type': ({ body }) => {
      sent.push(body);
      const byKey = JSON.stringify(body).includes('key');
      return byKey
        ? connectAnswer({ popupUrl: null, fields: key, accountType: 'key', earlier: both.slice(0, 1) })
        : connectAnswer({ stage: 'before', popupUrl: null, fields: shop, accountType: 'live', earlier: both });
    },
    'POST /connects/cnt_1/before': ({ body }) => {
      sent.push(body);
      return connectAnswer({ accountType: 'live', before: { shop: 'globex' }, earlier: both });
    },
  };

  test('goes on to what is asked before, then to the app, and back again with everything kept', async () => {
    const { flow } = await begin(routes);
    expect(flow.getSnapshot()).toMatchObject({ stage: 'account-type', fields: cards, behind: [] });
    await flow.chooseAccountType('live');
    expect(flow.getSnapshot()).toMatchObject({ stage: 'before', fields: shop, behind: ['account-type'] });
    await flow.answerBefore({ shop: 'globex' });
    expect(flow.getSnapshot()).toMatchObject({ stage: 'authorize', behind: ['account-type', 'before'] });
    expect(sent).toEqual([{ accountType: 'live' }, { answers: { shop: 'globex' } }]);
    expect(flow.back()).toBe(true);
    expect(flow.getSnapshot()).toMatchObject({ stage: 'before', draft: { before: { shop: 'globex' } } });
    expect(flow.back()).toBe(true);
    expect(flow.getSnapshot()).toMatchObject({
      stage: 'account-type',
      draft: { accountType: { accountType: 'live' } },
    });
  });

  test('made otherwise, leaves out the stages that the other choice does not have', async () => {
    const { flow } = await begin(routes);
    await flow.chooseAccountType('live');
    flow.back();
    await flow.chooseAccountType('key');
    expect(flow.getSnapshot()).toMatchObject({ stage: 'authorize', fields: key, behind: ['account-type'] });
  });

  test('of an earlier time is known to a reconnect, which begins at the app', async () => {
    const known = connectAnswer({ accountType: 'live', before: { shop: 'globex' }, earlier: both });
    const { flow } = await begin(routes, known);
    expect(flow.getSnapshot()).toMatchObject({
      stage: 'authorize',
      behind: ['account-type', 'before'],
      draft: { accountType: { accountType: 'live' }, before: { shop: 'globex' } },
    });
  });
});

test('after a failure the window is opened at once, and the server is asked nothing before it has a new code', async () => {
  const failure = { code: 'missing_scope', sentence: 'No.', remedy: 'Again.', missing: [{ scope: 'a', words: 'A' }] };
  const { flow, calls } = await begin(
    {
      'POST /connects/cnt_1/handoff': () => connectAnswer({ handoff: 'code_2' }),
      'GET /connects/cnt_1': () => connectAnswer(),
    },
    connectAnswer({ stage: 'failed', handoff: 'code_of_the_failed_window', failure }),
  );
  const popup = { closed: false, focus: vi.fn(), postMessage: vi.fn(), close: vi.fn() };
  const open = vi.spyOn(window, 'open').mockImplementation(() => popup as unknown as Window);
  flow.authorize();
  expect(open).toHaveBeenCalledOnce();
  expect(flow.getSnapshot()).toMatchObject({ stage: 'authorize', popup: 'waiting' });
  await vi.advanceTimersByTimeAsync(1500);
  expect(calls.slice(2, 4)).toEqual(['POST /connects/cnt_1/handoff', 'GET /connects/cnt_1']);
  const hello = new MessageEvent('message', { data: { type: 'portico:hello', connect: 'cnt_1' }, origin: PORTICO });
  Object.defineProperty(hello, 'source', { value: popup });
  window.dispatchEvent(hello);
  await vi.advanceTimersByTimeAsync(0);
  expect(popup.postMessage.mock.calls[0]?.[0]).toMatchObject({ code: 'code_2' });
});
