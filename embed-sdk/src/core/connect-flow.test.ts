// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ConnectAnswer } from './contract.ts';
import { createClient } from './create-client.ts';
import type { PorticoEvent } from './events.ts';
import {
  connectAnswer,
  installationView,
  Refusal,
  type Routes,
  scriptedServer,
  sessionAnswer,
} from './scripted-server.ts';

const PORTICO = 'https://portico.example';

/** The window that the app is signed in at. */
function fakePopup() {
  const popup = { closed: false, focus: vi.fn(), postMessage: vi.fn(), close: vi.fn(() => (popup.closed = true)) };
  return popup;
}

type FakePopup = ReturnType<typeof fakePopup>;

const opened = (popup: FakePopup | null) =>
  vi.spyOn(window, 'open').mockImplementation(() => popup as unknown as Window | null);

function say(source: unknown, origin: string, data: unknown): void {
  const event = new MessageEvent('message', { data, origin });
  Object.defineProperty(event, 'source', { value: source });
  window.dispatchEvent(event);
}

/** Keeps `listening` to the types that something listens to; returns the function that ends it. */
function countListeners(target: EventTarget, listening: Set<string>): () => void {
  const { addEventListener, removeEventListener } = target;
  target.addEventListener = (type: string, ...rest: [EventListener]) => {
    listening.add(type);
    addEventListener.call(target, type, ...rest);
  };
  target.removeEventListener = (type: string, ...rest: [EventListener]) => {
    listening.delete(type);
    removeEventListener.call(target, type, ...rest);
  };
  return () => Object.assign(target, { addEventListener, removeEventListener });
}

/** A flow whose server is at `now.answer` whenever it is asked. */
async function begin(first: Partial<ConnectAnswer> = { handoff: 'code_1' }, routes: Routes = {}, reconnect?: string) {
  const now = { answer: connectAnswer() };
  let code = 1;
  const server = scriptedServer({
    'POST /session': () => sessionAnswer(),
    'POST /connects': () => connectAnswer(first),
    'GET /connects/cnt_1': () => now.answer,
    'POST /connects/cnt_1/handoff': () => connectAnswer({ handoff: `code_${++code}` }),
    'POST /connects/cnt_1/cancel': () => connectAnswer({ stage: 'cancelled' }),
    ...routes,
  });
  const client = createClient({ baseUrl: PORTICO, getToken: () => 'token', fetch: server.fetch });
  const events: PorticoEvent[] = [];
  client.on('*', (event) => events.push(event));
  const flow = client.connect('your-crm', { reconnect });
  await vi.advanceTimersByTimeAsync(0);
  return { ...server, client, flow, now, names: () => events.map((event) => event.type), events };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the window to sign in at', () => {
  test('is opened in the click itself, at an address that carries no token', async () => {
    const { flow } = await begin();
    const open = opened(fakePopup());
    flow.authorize();
    expect(open).toHaveBeenCalledExactlyOnceWith(`${PORTICO}/connect/cnt_1`, 'portico-cnt_1', expect.any(String));
    expect(open.mock.calls[0]?.[2]).not.toContain('noopener');
    expect(flow.getSnapshot().popup).toBe('waiting');
  });

  test('is given the code when it says hello, at the exact origin only', async () => {
    const { flow } = await begin();
    const popup = fakePopup();
    opened(popup);
    flow.authorize();
    say(popup, PORTICO, { type: 'portico:hello', connect: 'cnt_1' });
    await vi.advanceTimersByTimeAsync(0);
    const handoff = { type: 'portico:handoff', connect: 'cnt_1', code: 'code_1' };
    expect(popup.postMessage.mock.calls).toEqual([[handoff, PORTICO]]);
  });

  test.each([
    [
      'another origin',
      (popup: FakePopup) => say(popup, 'https://evil.example', { type: 'portico:hello', connect: 'cnt_1' }),
    ],
    ['a null origin', (popup: FakePopup) => say(popup, 'null', { type: 'portico:hello', connect: 'cnt_1' })],
    ['another window', () => say(window, PORTICO, { type: 'portico:hello', connect: 'cnt_1' })],
    ['another connect', (popup: FakePopup) => say(popup, PORTICO, { type: 'portico:hello', connect: 'cnt_2' })],
    ['no object', (popup: FakePopup) => say(popup, PORTICO, 'portico:hello')],
    ['null', (popup: FakePopup) => say(popup, PORTICO, null)],
  ])('a message from %s is not answered', async (_, speak) => {
    const { flow, count } = await begin();
    const popup = fakePopup();
    opened(popup);
    flow.authorize();
    speak(popup);
    await vi.advanceTimersByTimeAsync(10);
    expect(popup.postMessage).not.toHaveBeenCalled();
    expect(count('POST /connects/cnt_1/handoff')).toBe(0);
  });

  test('a code serves one window: the next asks for another', async () => {
    const { flow } = await begin();
    for (const code of ['code_1', 'code_2']) {
      const popup = fakePopup();
      opened(popup);
      flow.authorize();
      say(popup, PORTICO, { type: 'portico:hello', connect: 'cnt_1' });
      await vi.advanceTimersByTimeAsync(10);
      expect(popup.postMessage.mock.calls[0]?.[0]).toMatchObject({ code });
    }
  });

  test('its result is read from the server, never from the message', async () => {
    const { flow, now, names } = await begin();
    const popup = fakePopup();
    opened(popup);
    flow.authorize();
    await vi.advanceTimersByTimeAsync(100);
    say(popup, PORTICO, { type: 'portico:result', connect: 'cnt_1', stage: 'done' });
    await vi.advanceTimersByTimeAsync(100);
    expect(flow.getSnapshot().stage).toBe('authorize');
    now.answer = connectAnswer({ stage: 'after', popupUrl: null, account: 'Globex CRM' });
    say(popup, PORTICO, { type: 'portico:result', connect: 'cnt_1' });
    await vi.advanceTimersByTimeAsync(100);
    expect(flow.getSnapshot()).toMatchObject({ stage: 'after', popup: 'none' });
    expect(popup.close).toHaveBeenCalled();
    expect(names()).toContain('connection.created');
  });

  test('that was cut off from its opener (COOP) is found out by asking', async () => {
    const { flow, now } = await begin();
    const popup = fakePopup();
    opened(popup);
    flow.authorize();
    popup.closed = true;
    await vi.advanceTimersByTimeAsync(5000);
    expect(flow.getSnapshot()).toMatchObject({ stage: 'cancelled', cancelled: 'popup_closed' });
    now.answer = connectAnswer({ stage: 'after', popupUrl: null, account: 'Globex CRM' });
    await vi.advanceTimersByTimeAsync(3000);
    expect(flow.getSnapshot()).toMatchObject({ stage: 'after', cancelled: null });
  });

  test('that came back with another account closes, and asks', async () => {
    const { flow, now } = await begin({ handoff: 'code_1' }, {}, 'con_1');
    const popup = fakePopup();
    opened(popup);
    flow.authorize();
    await vi.advanceTimersByTimeAsync(1000);
    const warning = { kind: 'other_account', before: 'Globex', now: 'Initech' } as const;
    now.answer = connectAnswer({ account: 'Initech', warning });
    await vi.advanceTimersByTimeAsync(1000);
    expect(flow.getSnapshot()).toMatchObject({ popup: 'none', connect: { warning } });
    expect(popup.close).toHaveBeenCalled();
  });

  test('closed by the person is a cancel with a way to try again, not an error', async () => {
    const { flow, names } = await begin();
    const popup = fakePopup();
    opened(popup);
    flow.authorize();
    popup.closed = true;
    await vi.advanceTimersByTimeAsync(1200);
    expect(flow.getSnapshot().stage).toBe('authorize');
    await vi.advanceTimersByTimeAsync(2000);
    expect(flow.getSnapshot()).toMatchObject({ stage: 'cancelled', cancelled: 'popup_closed', error: null });
    expect(names().filter((name) => name === 'connect.cancelled')).toHaveLength(1);
    expect(names()).not.toContain('error');
    opened(fakePopup());
    flow.authorize();
    expect(flow.getSnapshot()).toMatchObject({ stage: 'authorize', popup: 'waiting', cancelled: null });
  });

  test('that the browser blocks is said, and a form leads the whole page there', async () => {
    const { flow } = await begin();
    opened(null);
    flow.authorize();
    expect(flow.getSnapshot()).toMatchObject({ popup: 'blocked', error: { code: 'popup_blocked' } });
    const forms: HTMLFormElement[] = [];
    vi.spyOn(HTMLFormElement.prototype, 'submit').mockImplementation(function (this: HTMLFormElement) {
      forms.push(this);
    });
    await flow.authorizeByRedirect();
    expect(forms[0]?.method.toLowerCase()).toBe('post');
    expect(forms[0]?.action).toBe(`${PORTICO}/connect/cnt_1/begin`);
    expect(forms[0]?.target).toBe('_top');
    expect(forms[0]?.querySelector<HTMLInputElement>('input[name=code]')?.value).toBe('code_1');
    expect(document.querySelector('form')).toBeNull();
  });

  test('is not opened at an address that is not Portico’s', async () => {
    const { flow } = await begin({ popupUrl: 'https://evil.example/connect/cnt_1', handoff: 'code_1' });
    const open = opened(fakePopup());
    flow.authorize();
    expect(open).not.toHaveBeenCalled();
    expect(flow.getSnapshot().error?.code).toBe('unexpected_answer');
  });

  test('is waited for through a moment without network, and no longer than the connect lives', async () => {
    let answer: () => unknown = () => Promise.reject(new TypeError('network'));
    const { flow } = await begin({ handoff: 'code_1' }, { 'GET /connects/cnt_1': () => answer() });
    opened(fakePopup());
    flow.authorize();
    await vi.advanceTimersByTimeAsync(3000);
    expect(flow.getSnapshot()).toMatchObject({ popup: 'waiting', error: null });
    answer = () => new Refusal(404, 'not_found');
    await vi.advanceTimersByTimeAsync(1500);
    expect(flow.getSnapshot()).toMatchObject({ popup: 'none', error: { code: 'not_found' } });
  });
});

describe('the steps', () => {
  const fields = [{ name: 'list', label: 'List', kind: 'text', required: true } as const];
  const after = connectAnswer({ stage: 'after', popupUrl: null, account: 'Globex CRM', fields });
  const review = connectAnswer({ stage: 'review', popupUrl: null, account: 'Globex CRM', answers: { list: 'all' } });
  const done = connectAnswer({ stage: 'done', popupUrl: null, installation: installationView() });
  const routes: Routes = {
    'POST /connects/cnt_1/answers': () => review,
    'POST /connects/cnt_1/finish': () => done,
    'POST /connects/cnt_1/credentials': ({ body }) =>
      JSON.stringify(body).includes('wrong') ? new Refusal(422, 'refused', { field: 'password' }) : after,
    'POST /connects/cnt_1/confirm': () => done,
  };

  test('go forward by the server’s word, and back without losing anything', async () => {
    const { flow, names } = await begin({ stage: 'authorize', popupUrl: null, fields }, routes);
    await flow.submitCredentials({ host: 'db.globex.example' });
    flow.edit('answers', { list: 'eu' });
    await flow.answer({ list: 'eu' });
    expect(flow.getSnapshot()).toMatchObject({ stage: 'review', behind: ['authorize', 'after'] });
    expect(flow.back()).toBe(true);
    expect(flow.getSnapshot()).toMatchObject({ stage: 'after', reached: 'review', fields });
    expect(flow.getSnapshot().draft).toMatchObject({
      credentials: { host: 'db.globex.example' },
      answers: { list: 'eu' },
    });
    expect(flow.back()).toBe(true);
    expect(flow.getSnapshot().stage).toBe('authorize');
    expect(flow.back()).toBe(false);
    flow.next();
    expect(flow.getSnapshot().stage).toBe('after');
    await flow.answer({ list: 'eu' });
    await flow.finish();
    expect(flow.getSnapshot().stage).toBe('done');
    expect(names().filter((name) => name === 'installation.created')).toHaveLength(1);
  });

  test('a refused step rejects, keeps the draft and names the field', async () => {
    const { flow, names } = await begin({ popupUrl: null, fields }, routes);
    const step = flow.submitCredentials({ password: 'wrong' });
    await expect(step).rejects.toMatchObject({ code: 'refused', field: 'password' });
    expect(flow.getSnapshot()).toMatchObject({ stage: 'authorize', busy: false, error: { field: 'password' } });
    expect(flow.getSnapshot().draft.credentials).toEqual({ password: 'wrong' });
    expect(names()).toContain('error');
  });

  test('pressing twice sends once', async () => {
    const { flow, count } = await begin({ popupUrl: null, fields }, routes);
    await Promise.all([flow.submitCredentials({}), flow.submitCredentials({})]);
    expect(count('POST /connects/cnt_1/credentials')).toBe(1);
  });

  test('a reconnect is told as one, and another account waits for a yes', async () => {
    const warning = { kind: 'other_account', before: 'Globex', now: 'Initech' } as const;
    const { flow, names } = await begin({ stage: 'after', popupUrl: null, warning }, routes, 'con_1');
    expect(flow.getSnapshot().connect?.warning).toEqual(warning);
    await flow.confirm();
    expect(names()).toContain('connection.reconnected');
    expect(names()).not.toContain('connection.created');
    expect(names()).not.toContain('installation.created');
  });

  test('a refusal at the app is failed, with the server’s sentence; beginning anew keeps what was typed', async () => {
    const failure = { code: 'consent_refused', sentence: 'Tidewater says no.', remedy: 'Sign in again' };
    const { flow, events, count } = await begin({ stage: 'failed', popupUrl: null, failure }, routes);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'connect.failed', code: 'consent_refused', sentence: 'Tidewater says no.' }),
    );
    flow.edit('answers', { list: 'eu' });
    await flow.restart();
    expect(count('POST /connects')).toBe(2);
    expect(flow.getSnapshot().draft.answers).toEqual({ list: 'eu' });
  });

  test('what has failed can be left', async () => {
    const failure = { code: 'consent_refused', sentence: 'No.', remedy: 'Again.' };
    const { flow, count } = await begin({ stage: 'failed', failure }, routes);
    flow.cancel();
    await vi.advanceTimersByTimeAsync(0);
    expect(flow.getSnapshot().cancelled).toBe('by_user');
    expect(count('POST /connects/cnt_1/cancel')).toBe(1);
  });

  test('live choices are asked for with search, cursor and the answers so far', async () => {
    const asked: string[] = [];
    const { flow } = await begin(after, {
      'GET /connects/cnt_1/options/lists': ({ query }) => {
        asked.push(query.toString());
        return { options: [{ value: '1', label: 'One' }], nextCursor: null };
      },
    });
    await flow.options('lists');
    await flow.options('lists', { search: 'a b', cursor: 'c+1' });
    flow.edit('answers', { table: 'place' });
    await flow.options('lists');
    expect(asked).toEqual(['', 'search=a+b&cursor=c%2B1', 'answers=%7B%22table%22%3A%22place%22%7D']);
  });
});

describe('the end', () => {
  test('cancel tells the server and the listeners once, and drops what still arrives', async () => {
    let finish = (_answer: unknown) => {};
    const slow = { 'POST /connects/cnt_1/confirm': () => new Promise((resolve) => (finish = resolve)) };
    const { flow, count, names } = await begin({ stage: 'after', popupUrl: null }, slow);
    flow.confirm().catch(() => undefined);
    await vi.advanceTimersByTimeAsync(0);
    flow.cancel();
    flow.cancel();
    finish(connectAnswer({ stage: 'done', installation: installationView() }));
    await vi.advanceTimersByTimeAsync(0);
    expect(flow.getSnapshot()).toMatchObject({ stage: 'cancelled', cancelled: 'by_user' });
    expect(count('POST /connects/cnt_1/cancel')).toBe(1);
    expect(names().filter((name) => name === 'connect.cancelled')).toHaveLength(1);
  });

  test('disposing the client leaves no window, no timer and no listener', async () => {
    const listening = new Set<string>();
    const restore = [window, document].map((target) => countListeners(target, listening));
    const { client, flow } = await begin(
      { handoff: 'code_1' },
      { 'GET /installations/ins_1': () => installationView() },
    );
    const popup = fakePopup();
    opened(popup);
    flow.authorize();
    client.watchInstallation('ins_1', () => undefined);
    await vi.advanceTimersByTimeAsync(2000);
    expect([...listening].sort()).toEqual(['message', 'visibilitychange']);
    client.dispose();
    await vi.advanceTimersByTimeAsync(0);
    expect(popup.close).toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
    expect([...listening]).toEqual([]);
    for (const end of restore) end();
  });

  test('a flow that is disposed at once never reaches the server', async () => {
    const { client, count } = await begin();
    client.connect('other').dispose();
    await vi.advanceTimersByTimeAsync(100);
    expect(count('POST /connects')).toBe(1);
  });
});
