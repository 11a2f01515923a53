import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { type Connected, testEcho } from '#server/proxy/test-echo.ts';
import { api, consoleOf } from '#server/trpc/test-api.ts';

const database = testDatabase();
const echo = testEcho(database);
const { arrived, state } = echo;
let mine: Connected;
let theirs: Connected;

beforeAll(async () => {
  mine = await echo.connect();
  theirs = await echo.connect();
});

const mara = { name: 'Mara', email: 'mara@globex.example' };

interface Call {
  input?: unknown;
  connection?: unknown;
  customer?: string;
  key?: string;
  by?: Connected;
}

function run(action: string, { input = mara, key, by = mine, ...target }: Call = {}) {
  const where =
    'customer' in target ? { customer: target.customer } : { connection: target.connection ?? by.connectionId };
  return api('POST', `/actions/echo/${action}`, {
    key: by.key,
    body: { ...where, input },
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });
}

const answers = (body: object, status = 200) => {
  state.handle = (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
const saved = { id: '7', name: 'Mara' };

describe('an action', () => {
  test('is run with its input, as the connection', async () => {
    answers({ ...saved, extra: 1 });
    const { status, body } = await run('createContact');
    expect(status).toBe(200);
    expect(body).toEqual({ connectionId: mine.connectionId, output: saved, outputProblem: null, retries: 0 });
    expect(arrived[0]).toMatchObject({ method: 'POST', url: '/api/v1/contacts' });
    expect(JSON.parse(String(arrived[0]?.body))).toEqual(mara);
  });

  test('by customer', async () => {
    answers(saved);
    expect((await run('createContact', { customer: 'globex' })).body).toMatchObject({
      connectionId: mine.connectionId,
    });
    expect((await run('createContact', { customer: 'nobody' })).status).toBe(404);
  });

  test('of the console too, for members who may', async () => {
    answers(saved);
    const [environment] = await database.sql<{ vendor_id: never }>('select vendor_id from environment where id = $1', [
      mine.environmentId,
    ]);
    const vendor = { ...mine, vendorId: environment?.vendor_id as never };
    const call = { connector: 'echo', action: 'createContact', connection: mine.connectionId, input: mara };
    expect(await (await consoleOf(vendor, 'support')).actions.run(call)).toMatchObject({ output: saved });
    await expect((await consoleOf(vendor, 'viewer')).actions.run(call)).rejects.toMatchObject({
      cause: { code: 'forbidden' },
    });
  });

  test.each([
    [{ name: 'Mara' }, 'input.email', /missing/],
    [{ ...mara, email: 'mara' }, 'input.email', /an e-mail address/],
    [{ ...mara, address: {} }, 'input.address.city', /missing/],
    [{ ...mara, address: { city: 7 } }, 'input.address.city', /expected text/],
  ])('tells what is wrong with %j by field', async (input, field, says) => {
    const { status, body } = await run('createContact', { input });
    expect([status, body]).toMatchObject([
      422,
      { error: { code: 'invalid', field, message: expect.stringMatching(says) } },
    ]);
    expect(arrived).toEqual([]);
  });

  test('tells everything that is wrong at once', async () => {
    const { body } = await run('createContact', { input: {} });
    expect(body).toMatchObject({ error: { issues: [{ field: 'input.name' }, { field: 'input.email' }] } });
  });

  test('that is not there, of a connector that is not there, at a connection of another', async () => {
    expect((await run('makeCoffee')).body).toMatchObject({
      error: { code: 'not_found', remedy: expect.stringMatching(/createContact/) },
    });
    expect(
      (await api('POST', '/actions/nothing/x', { key: mine.key, body: { connection: mine.connectionId } })).status,
    ).toBe(404);
    const ledger = await echo.connect('ledger');
    expect((await run('createContact', { by: ledger })).body).toMatchObject({
      error: { code: 'invalid', field: 'connection' },
    });
    expect((await run('createContact', { connection: theirs.connectionId })).body).toMatchObject({
      error: { code: 'not_found' },
    });
    expect((await run('createContact', { connection: 'x' })).body).toMatchObject({ error: { field: 'connection' } });
    const nobody = await api('POST', '/actions/echo/createContact', { key: mine.key, body: { input: mara } });
    expect(nobody.body).toMatchObject({ error: { code: 'invalid', field: 'connection' } });
  });

  test('an output that is not as described is given all the same, with a word about it', async () => {
    state.handle = (_request, response) => response.end(JSON.stringify({ items: [{ id: 7 }] }));
    expect((await run('findContacts', { input: { search: 'x' } })).body).toMatchObject({
      output: { items: [{ id: 7 }] },
      outputProblem: { field: 'items.0.id', message: expect.stringMatching(/expected string/) },
    });
  });

  test('an answer that the action can’t use is told with what the app said, and not as if nothing had happened', async () => {
    answers({ identifier: 'new-7', said: 'app-key-of-globex' });
    const key = randomUUID();
    const { status, body } = await run('createContact', { key });
    expect([status, body]).toMatchObject([
      502,
      {
        error: {
          code: 'app_protocol',
          remedy: expect.stringMatching(/may have taken effect/),
          app: { class: 'protocol', answer: { identifier: 'new-7', said: '[secret]' } },
        },
      },
    ]);
    expect((await run('createContact', { key })).body).toMatchObject({ error: { code: 'uncertain' } });
    expect(arrived).toHaveLength(1);
  });
});

describe('what the app refuses', () => {
  test.each([
    [401, 409, 'not_connected', 'auth'],
    [403, 422, 'app_refused', 'permission'],
    [404, 422, 'app_refused', 'not_found'],
    [409, 422, 'app_refused', 'conflict'],
    [422, 422, 'app_refused', 'invalid'],
    [402, 422, 'app_refused', 'quota'],
    [429, 429, 'rate_limited', 'rate_limited'],
    [500, 502, 'app_down', 'app_down'],
    [503, 502, 'app_down', 'app_down'],
    [408, 504, 'app_timeout', 'timeout'],
    [302, 502, 'app_protocol', 'protocol'],
  ])('%i is %i %s', async (appStatus, status, code, kind) => {
    const one = await echo.connect();
    state.handle = (_request, response) =>
      response
        .writeHead(appStatus, {
          'content-type': 'application/json',
          ...(appStatus === 429 && { 'retry-after': '7' }),
          'x-request-id': 'of-app-1',
        })
        .end(JSON.stringify({ message: 'Not with app-key-of-globex.', code: 'E7' }));
    const answer = await run('createContact', { by: one });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error: { code, app: { class: kind }, remedy: expect.any(String) } });
    if (code === 'rate_limited') expect(answer.headers.get('retry-after')).toBe('7');
    if (appStatus === 403)
      expect(answer.body).toMatchObject({ error: { app: { status: 403, code: 'E7', requestId: 'of-app-1' } } });
    // What the app repeats of the credential goes no further.
    expect(JSON.stringify(answer.body)).not.toContain('app-key-of-globex');
  });

  test.each([
    ['quota', 422, 'app_refused'],
    ['mapping', 502, 'app_protocol'],
    ['too_large', 422, 'app_refused'],
  ])('a connector’s own %s', async (kind, status, code) => {
    const answer = await run('breakDown', { input: { class: kind } });
    expect([answer.status, answer.body]).toMatchObject([status, { error: { code, app: { class: kind, code: 'E1' } } }]);
  });
});

describe('again', () => {
  const failing = (times: number, status = 503) => {
    state.handle = (_request, response) =>
      arrived.length <= times
        ? response.writeHead(status, { 'retry-after': '0' }).end('{}')
        : response.end(JSON.stringify(saved));
  };

  test('where that does no harm', async () => {
    failing(1);
    expect((await run('saveContact')).body).toMatchObject({ output: saved, retries: 1 });
  });

  test('with one key at the app', async () => {
    failing(1);
    expect((await run('payInvoice', { input: { invoice: '7' }, key: 'pay-7' })).body).toMatchObject({
      output: { id: '7' },
    });
    const [first, second] = arrived.map(({ headers }) => headers['idempotency-key']);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
  });

  test('never what would happen twice', async () => {
    failing(1);
    expect((await run('createContact')).body).toMatchObject({
      error: { code: 'app_down', remedy: expect.stringMatching(/may have taken effect/) },
    });
    expect(arrived).toHaveLength(1);
  });
});

describe('one idempotency key', () => {
  test('gives the first answer again, and one effect', async () => {
    answers(saved);
    const key = randomUUID();
    const first = await run('createContact', { key });
    answers({ ...saved, id: '8' });
    expect((await run('createContact', { key })).body).toEqual(first.body);
    expect(arrived).toHaveLength(1);
    const [row] = await database.sql<{ answer: string }>('select answer from idempotency_key where key = $1', [key]);
    expect(Buffer.from(row?.answer ?? '', 'base64').includes('Mara')).toBe(false);
  });

  test('with another input, action or call is told apart', async () => {
    answers(saved);
    const key = randomUUID();
    await run('createContact', { key });
    const mismatch = { error: { code: 'idempotency_mismatch' } };
    expect((await run('createContact', { key, input: { ...mara, name: 'M' } })).body).toMatchObject(mismatch);
    expect((await run('saveContact', { key })).body).toMatchObject(mismatch);
    const other = { key: mine.key, body: { externalId: 'x', name: 'X' }, headers: { 'idempotency-key': key } };
    expect((await api('POST', '/customers', other)).body).toMatchObject(mismatch);
  });

  test('while it is worked on: wait', async () => {
    let end: () => void = () => undefined;
    state.handle = (_request, response) => {
      end = () => response.end(JSON.stringify(saved));
    };
    const key = randomUUID();
    const first = run('createContact', { key });
    while (arrived.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const second = await run('createContact', { key });
    expect([second.status, second.headers.get('retry-after')]).toEqual([409, '1']);
    expect(second.body).toMatchObject({ error: { code: 'idempotency_conflict' } });
    end();
    expect((await first).status).toBe(200);
    expect(arrived).toHaveLength(1);
  });

  test('twenty at once: one effect', async () => {
    answers(saved);
    const key = randomUUID();
    const all = await Promise.all(Array.from({ length: 20 }, () => run('createContact', { key })));
    expect(all.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(arrived).toHaveLength(1);
  });

  test('after a refusal is free again', async () => {
    answers({ message: 'no' }, 422);
    const key = randomUUID();
    expect((await run('createContact', { key })).status).toBe(422);
    answers(saved);
    expect((await run('createContact', { key })).status).toBe(200);
  });

  /** As a process leaves it that was killed while the app worked. */
  const killed = (key: string) =>
    withTenant({ environmentId: mine.environmentId }, (tx) =>
      tx
        .updateTable('idempotency_key')
        .set({ answer: null, lease: 'of-the-dead', lease_until: new Date(Date.now() - 1000) })
        .where('key', '=', key)
        .execute(),
    );

  test('of a process that was killed: uncertain where it would happen twice', async () => {
    answers(saved);
    const key = randomUUID();
    await run('createContact', { key });
    await killed(key);
    for (let time = 0; time < 2; time++) {
      const again = await run('createContact', { key });
      expect([again.status, again.body]).toMatchObject([409, { error: { code: 'uncertain' } }]);
    }
    expect(arrived).toHaveLength(1);
  });

  test.each(['saveContact', 'payInvoice'])('of a process that was killed: %s is run again', async (action) => {
    answers(saved);
    const key = randomUUID();
    const input = action === 'payInvoice' ? { invoice: '9' } : mara;
    await run(action, { key, input });
    await killed(key);
    expect((await run(action, { key, input })).status).toBe(200);
    const keys = new Set(arrived.map(({ headers }) => headers['idempotency-key']));
    expect([arrived.length, keys.size]).toEqual([2, 1]);
  });

  test('a process that wakes up late does not overwrite its successor', async () => {
    let end: () => void = () => undefined;
    state.handle = (_request, response) => {
      end = () => response.end(JSON.stringify({ ...saved, id: 'late' }));
    };
    const key = randomUUID();
    const late = run('saveContact', { key });
    while (arrived.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await killed(key);
    const finishLate = end;
    answers({ ...saved, id: 'successor' });
    expect((await run('saveContact', { key })).body).toMatchObject({ output: { id: 'successor' } });
    finishLate();
    expect((await late).status).toBe(200);
    expect((await run('saveContact', { key })).body).toMatchObject({ output: { id: 'successor' } });
  });

  test('of two environments do not meet', async () => {
    answers(saved);
    const key = randomUUID();
    await run('payInvoice', { key, input: { invoice: '1' } });
    await run('payInvoice', { key, input: { invoice: '1' }, by: theirs });
    const keys = new Set(arrived.map(({ headers }) => headers['idempotency-key']));
    expect([arrived.length, keys.size]).toEqual([2, 2]);
  });
});

test('the actions of a connector are listed with their schemas', async () => {
  const { status, body } = await api('GET', '/actions/echo', { key: mine.key });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    items: expect.arrayContaining([
      {
        name: 'createContact',
        title: 'Create a contact',
        description: null,
        effect: 'writes',
        repeat: 'none',
        scopes: [],
        example: { name: 'Mara Lindqvist', email: 'mara@globex.example' },
        input: {
          type: 'object',
          required: ['name', 'email'],
          properties: {
            name: { type: 'string', minLength: 1, title: 'Name' },
            email: { type: 'string', format: 'email', title: 'E-mail', pattern: expect.any(String) },
            address: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
            seenAt: { type: 'string', format: 'date-time' },
          },
        },
        output: expect.objectContaining({ type: 'object', required: ['id', 'name'] }),
      },
    ]),
  });
  expect((await api('GET', '/actions/nothing', { key: mine.key })).status).toBe(404);
});
