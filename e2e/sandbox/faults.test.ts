import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { allRows, api, app, connect, control, page, refresh, type Tokens } from './test-visitor.ts';

let sandbox: Sandbox;
let tokens: Tokens;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clients: [app], contacts: 25 });
});
beforeEach(async () => {
  await control(sandbox, 'reset');
  tokens = await connect(sandbox);
});
afterAll(() => sandbox.close());

const status = async () => (await api(sandbox, tokens.access_token, 'contacts')).status;

test.each([
  [{ down: true }, [503, 200, 303]],
  [{ down: 'token' }, [200, 503, 303]],
  [{ tokenDown: true }, [200, 503, 303]],
  [{ down: 'all' }, [503, 503, 503]],
])('%j', async (faults, expected) => {
  await control(sandbox, 'faults', faults);
  const home = await fetch(sandbox.origin, { redirect: 'manual' });
  const seen = [await status(), (await refresh(sandbox, tokens.refresh_token)).status, home.status];
  expect(seen).toEqual(expected);
  expect((await fetch(`${sandbox.origin}/control`)).status).toBe(200);
});

test('faults are patched, and null heals', async () => {
  await control(sandbox, 'faults', { down: true, slowMs: 5 });
  expect(await control(sandbox, 'faults', { slowMs: 7 })).toMatchObject({ down: 'api', slowMs: 7 });
  expect(await control(sandbox, 'faults', { down: null, slowMs: null })).toEqual({
    down: null,
    tokenDown: false,
    slowMs: 0,
    wrong: null,
    repeatPage: false,
    lyingCursor: false,
    renameField: null,
    rate: null,
  });
  await expect(control(sandbox, 'faults', { dwon: true })).rejects.toThrow('dwon');
});

test('slow answers take their time', async () => {
  await control(sandbox, 'faults', { slowMs: 150 });
  const start = performance.now();
  expect(await status()).toBe(200);
  expect(performance.now() - start).toBeGreaterThan(140);
});

test('wrong answers are wrong in four ways', async () => {
  const ask = () => api(sandbox, tokens.access_token, 'contacts');
  await control(sandbox, 'faults', { wrong: 'html' });
  const htmlAnswer = await ask();
  expect([htmlAnswer.status, htmlAnswer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  await control(sandbox, 'faults', { wrong: 'not-json' });
  await expect((await ask()).json()).rejects.toThrow();
  await control(sandbox, 'faults', { wrong: '200-error' });
  const error = await ask();
  expect([error.status, await error.json()]).toMatchObject([200, { error: { code: 'internal_error' } }]);
  await control(sandbox, 'faults', { wrong: 'truncated' });
  await expect(ask().then((answer) => answer.json())).rejects.toThrow('terminated');
});

test('every page is served twice, the last one too', async () => {
  await control(sandbox, 'faults', { repeatPage: true });
  const rows = await allRows(sandbox, tokens.access_token, { limit: '10' });
  expect(rows).toHaveLength(50);
  expect(new Set(rows.map((row) => row.id)).size).toBe(25);
  expect(rows.slice(0, 10)).toEqual(rows.slice(10, 20));
});

test('a lying cursor never moves on', async () => {
  await control(sandbox, 'faults', { lyingCursor: true });
  const first = await page(sandbox, tokens.access_token, { limit: '10' });
  const cursor = first.next_cursor ?? '';
  for (let round = 0; round < 3; round += 1) {
    expect(await page(sandbox, tokens.access_token, { limit: '10', cursor })).toMatchObject({ next_cursor: cursor });
  }
});

test('a renamed field is renamed everywhere: rows, description, writing', async () => {
  await control(sandbox, 'faults', { renameField: { from: 'phone', to: 'phone_number' } });
  const { data } = await page(sandbox, tokens.access_token, {});
  expect(data.every((row) => 'phone_number' in row && !('phone' in row))).toBe(true);
  const fields = await (await api(sandbox, tokens.access_token, 'fields/contacts')).json();
  expect(fields.data.map((field: { name: string }) => field.name)).toContain('phone_number');
  const write = (body: unknown) =>
    api(sandbox, tokens.access_token, 'contacts/ct_00001', { method: 'PATCH', body: JSON.stringify(body) });
  expect((await write({ phone: '1' })).status).toBe(422);
  expect(await (await write({ phone_number: '+46 8' })).json()).toMatchObject({ phone_number: '+46 8' });
});

test('429 says when to come back, in seconds and as a date by turns', async () => {
  await control(sandbox, 'faults', { rate: 2 });
  const first = await api(sandbox, tokens.access_token, 'me');
  expect(first.headers.get('x-ratelimit-limit')).toBe('2');
  expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
  expect(await status()).toBe(200);
  const waits: string[] = [];
  for (let round = 0; round < 2; round += 1) {
    const refused = await api(sandbox, tokens.access_token, 'me');
    expect(refused.status).toBe(429);
    waits.push(refused.headers.get('retry-after') ?? '');
  }
  const seconds = Number(waits.find((wait) => /^\d+$/.test(wait)));
  const date = Date.parse(waits.find((wait) => / GMT$/.test(wait)) ?? '');
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(10);
  expect(Math.abs(date - (Date.now() + seconds * 1000))).toBeLessThan(2_500);
  const other = await connect(sandbox, { email: 'jonas@tidewater.example' });
  expect((await api(sandbox, other.access_token, 'me')).status, 'another account has its own share').toBe(200);
});
