import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createClient } from './create-client.ts';
import { PorticoError } from './portico-error.ts';
import { Refusal, type Routes, scriptedServer, sessionAnswer } from './scripted-server.ts';

const baseUrl = 'https://portico.example';
const entry = {
  slug: 'your-crm',
  name: 'Tidewater',
  description: '',
  category: 'CRM',
  iconUrl: '',
  state: 'available',
} as const;

function start(routes: Routes, getToken: () => string | Promise<string> = () => 'token') {
  const server = scriptedServer({ 'GET /catalogue': () => ({ entries: [entry] }), ...routes });
  const client = createClient({ baseUrl, getToken, fetch: server.fetch });
  return { ...server, client };
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('It should have rejected.'),
    (error: unknown) => (error instanceof PorticoError ? error : expect.fail(`Not a PorticoError: ${error}`)),
  );

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a session', () => {
  test('is opened once, however many callers wait', async () => {
    const getToken = vi.fn(() => 'token');
    const { client, calls } = start({ 'POST /session': () => sessionAnswer() }, getToken);
    await Promise.all([client.session(), client.session(), client.catalogue()]);
    expect(calls).toEqual(['POST /session']);
    expect(getToken).toHaveBeenCalledTimes(1);
  });

  test('brings the catalogue with it: one request to the first card, and a fresh one after', async () => {
    const { client, calls } = start({ 'POST /session': () => sessionAnswer({ catalogue: [entry] }) });
    expect(await client.catalogue()).toEqual([entry]);
    expect(calls).toEqual(['POST /session']);
    await client.catalogue();
    expect(calls).toEqual(['POST /session', 'GET /catalogue']);
  });

  test('is renewed one minute before it ends, by one exchange', async () => {
    let number = 0;
    const bearers: (string | null)[] = [];
    const { client, count } = start({
      'POST /session': () => sessionAnswer({ session: `ses_${++number}` }),
      'GET /catalogue': ({ headers }) => {
        bearers.push(headers.get('authorization'));
        return { entries: [] };
      },
    });
    await client.session();
    await vi.advanceTimersByTimeAsync(13 * 60_000);
    await client.catalogue();
    await vi.advanceTimersByTimeAsync(61_000);
    await Promise.all([client.session(), client.session()]);
    await client.catalogue();
    await client.catalogue();
    expect(count('POST /session')).toBe(2);
    expect(bearers).toEqual(['Bearer ses_1', 'Bearer ses_2']);
  });

  test('that the server refuses is exchanged anew, once for all who hold it', async () => {
    let number = 0;
    const getToken = vi.fn(() => `token ${number}`);
    const { client, count } = start(
      {
        'POST /session': () => sessionAnswer({ session: `ses_${++number}` }),
        'GET /catalogue': ({ headers }) =>
          headers.get('authorization') === 'Bearer ses_1' ? new Refusal(401, 'session_unknown') : { entries: [entry] },
      },
      getToken,
    );
    await client.session();
    await vi.advanceTimersByTimeAsync(10_000);
    const both = await Promise.all([client.catalogue(), client.catalogue()]);
    expect(both).toEqual([[entry], [entry]]);
    expect(count('POST /session')).toBe(2);
    expect(getToken).toHaveBeenCalledTimes(2);
  });

  test('that is refused again is session_expired, not a loop', async () => {
    const { client, count } = start({
      'POST /session': () => sessionAnswer(),
      'GET /integrations/your-crm': () => new Refusal(401, 'session_unknown'),
    });
    const error = await failure(client.integration('your-crm'));
    expect(error).toMatchObject({ code: 'session_expired', status: 401 });
    expect(count('POST /session')).toBe(2);
  });

  test('does not trust a clock that is wrong: it lasts until the server says 401', async () => {
    const { client, count } = start({
      'POST /session': () => sessionAnswer({ expiresAt: new Date(Date.now() - 3_600_000).toISOString() }),
    });
    await client.session();
    await client.session();
    expect(count('POST /session')).toBe(1);
  });

  test('sends no cookie and keeps nothing in the browser', async () => {
    const asked = vi.fn<typeof fetch>(async () => Response.json(sessionAnswer()));
    await createClient({ baseUrl, getToken: () => 'token', fetch: asked }).session();
    expect(asked.mock.calls[0]?.[1]).toMatchObject({ credentials: 'omit', cache: 'no-store', redirect: 'error' });
  });
});

describe('what goes wrong', () => {
  test.each([
    ['rejects', () => Promise.reject(new Error('no network'))],
    ['throws', () => expectThrow()],
    ['answers with nothing', () => '  '],
  ])('getToken %s: token_refused, with a remedy', async (_, getToken) => {
    const { client, calls } = start({}, getToken);
    const error = await failure(client.catalogue());
    expect(error.code).toBe('token_refused');
    expect(error.remedy).toMatch(/\./);
    expect(calls).toEqual([]);
  });

  test('getToken that never answers is given up after 30 seconds', async () => {
    const { client } = start({}, () => new Promise(() => {}));
    const error = failure(client.session());
    await vi.advanceTimersByTimeAsync(30_001);
    expect((await error).code).toBe('token_refused');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a token that the server refuses is token_refused, and the next try asks for another', async () => {
    let good = false;
    const getToken = vi.fn(() => 'token');
    const routes = { 'POST /session': () => (good ? sessionAnswer() : new Refusal(401, 'token_expired')) };
    const { client } = start(routes, getToken);
    expect(await failure(client.session())).toMatchObject({ code: 'token_refused', requestId: 'req_1' });
    good = true;
    await client.session();
    expect(getToken).toHaveBeenCalledTimes(2);
  });

  test('an answer that the browser keeps from the page is told from no answer', async () => {
    const kept: typeof fetch = (_url, init) =>
      init?.mode === 'no-cors' ? Promise.resolve(new Response()) : Promise.reject(new TypeError('fetch'));
    const client = createClient({ baseUrl, getToken: () => 't', fetch: kept });
    expect(await failure(client.session())).toMatchObject({ code: 'origin_not_allowed', status: 0 });
  });

  test('no answer is offline; a page of HTML is not passed on as words', async () => {
    const offline = createClient({ baseUrl, getToken: () => 't', fetch: () => Promise.reject(new TypeError('fetch')) });
    expect(await failure(offline.session())).toMatchObject({ code: 'offline', status: 0 });
    const html = async () => new Response('<html>Bad gateway</html>', { status: 502 });
    const proxy = createClient({ baseUrl, getToken: () => 't', fetch: html });
    const error = await failure(proxy.session());
    expect(error).toMatchObject({ code: 'unexpected_answer', status: 502 });
    expect(error.message).not.toContain('<html>');
  });

  test('an answer that takes too long is a timeout', async () => {
    const hang: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    const client = createClient({ baseUrl, getToken: () => 't', fetch: hang });
    const error = failure(client.session());
    await vi.advanceTimersByTimeAsync(30_001);
    expect((await error).code).toBe('timeout');
  });

  test('disposing ends what is under way, tells no listener, and leaves no timer', async () => {
    const { client } = start({ 'POST /session': () => new Promise(() => {}) }, () => new Promise(() => {}));
    const heard = vi.fn();
    client.on('*', heard);
    const error = failure(client.catalogue());
    client.dispose();
    expect((await error).code).toBe('disposed');
    expect(heard).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('events', () => {
  test('are typed by name, heard by *, and end with their function', async () => {
    const { client } = start({ 'POST /session': () => sessionAnswer() });
    const ready = vi.fn();
    const all = vi.fn();
    client.on('ready', ready);
    const end = client.on('*', all);
    await client.session();
    end();
    client.emit({ type: 'catalogue.viewed', entries: 3 });
    expect(ready).toHaveBeenCalledExactlyOnceWith({ type: 'ready', vendor: 'Acme', customer: 'Globex' });
    expect(all).toHaveBeenCalledTimes(1);
  });
});

function expectThrow(): never {
  throw new Error('nobody is signed in');
}
