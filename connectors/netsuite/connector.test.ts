import { describe, expect, it } from 'vitest';
import { bearer } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { before } from './auth.ts';
import { answer, at, latest, location, refusal, testNetSuite } from './test-netsuite.ts';

const { app, context, asked, objects, check } = await testNetSuite();
const rows = (first: number, count: number) =>
  Array.from({ length: count }, (_item, index) => ({ links: [], id: String(first + index), entityid: 'x' }));

const catalogue = { request: `GET ${at}/record/v1/metadata-catalog?select=customer`, json: { items: [] } };

describe('connecting', () => {
  it('takes the account in the forms that people know', () => {
    const accountOf = (account: string) => before.parse({ account }).account;
    expect(accountOf(' 1234567_SB1 ')).toBe('1234567-sb1');
    expect(accountOf('https://1234567.app.netsuite.com/app/center')).toBe('1234567');
    expect(() => accountOf('evil/host')).toThrow();
  });

  it('names the account, and says that it is a sandbox', async () => {
    app.play(catalogue);
    expect(await check?.(context())).toEqual({
      id: '1234567_SB1',
      name: 'NetSuite account 1234567_SB1',
      notice: expect.stringContaining('sandbox'),
    });
    expect(app.received[0]?.headers).toMatchObject({ authorization: 'Bearer token-1' });
  });

  it('goes with a certificate’s token, and signs with tokens of an integration', async () => {
    const form = { clientId: 'c', certificateId: 'k', privateKey: 'p' };
    const token = { values: { token: { access_token: 't-9' } }, expiresAt: null };
    app.play(catalogue, catalogue);
    await check?.(
      context({ accountType: 'certificate', fields: form, credential: { kind: 'fields', fields: form, token } }),
    );
    const fields = { consumerKey: 'ck', consumerSecret: 'cs', token: 'tk', tokenSecret: 'ts' };
    await check?.(context({ accountType: 'tokens', fields }));
    expect(app.received[0]?.headers.authorization).toBe('Bearer t-9');
    expect(app.received[1]?.headers.authorization).toMatch(/^OAuth realm="1234567_SB1", .*HMAC-SHA256/);
  });

  it('repeats what NetSuite says of a wrong key', async () => {
    app.play({ ...catalogue, ...refusal(401, 'INVALID_LOGIN', 'Invalid login attempt.') });
    await expect(check?.(context())).rejects.toMatchObject({
      message: expect.stringContaining('Invalid login attempt.'),
      details: { class: 'auth', code: 'INVALID_LOGIN' },
    });
  });
});

describe('customers', () => {
  it('come whole by their numbers, also where the last page is full', async () => {
    app.play(latest('2026-11-21 01:30:00'), answer(rows(1, 1_000), { hasMore: true }), answer([]));
    const pass = await readPass(objects.customer, context(), { mode: 'full' });
    expect(pass.rows).toHaveLength(1_000);
    expect(pass.watermark).toBe('2026-11-21 00:15:00');
    expect(asked()).toEqual([
      "SELECT TO_CHAR(MAX(lastmodifieddate), 'YYYY-MM-DD HH24:MI:SS') AS latest FROM customer",
      'SELECT * FROM customer ORDER BY id',
      'SELECT * FROM customer WHERE id > 1000 ORDER BY id',
    ]);
  });

  it('come by the time of their change after that', async () => {
    app.play(latest('2026-11-21 02:00:00'), answer(rows(7, 1)));
    const pass = await readPass(objects.customer, context(), { mode: 'incremental', watermark: '2026-11-21 00:15:00' });
    expect(pass.rows).toHaveLength(1);
    expect(app.received[1]?.headers.prefer).toBe('transient');
    expect(asked()[1]).toBe(
      "SELECT * FROM customer WHERE lastmodifieddate >= TO_DATE('2026-11-21 00:15:00', 'YYYY-MM-DD HH24:MI:SS') ORDER BY id",
    );
  });

  it('may be none at all', async () => {
    app.play(latest(null), answer([]));
    expect(await readPass(objects.customer, context(), { mode: 'full' })).toMatchObject({ rows: [], watermark: null });
  });

  it('end where NetSuite leads back', async () => {
    app.play(
      latest('2026-11-21 01:30:00'),
      answer(rows(1, 2), { hasMore: true }),
      answer(rows(1, 2), { hasMore: true }),
    );
    await expect(readPass(objects.customer, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol', code: 'repeated_cursor' },
    });
  });

  it('are read one by one', async () => {
    app.play(answer(rows(107, 1), { limit: 1 }), answer([], { limit: 1 }));
    expect(await objects.customer?.get?.(context(), '107')).toMatchObject({ id: '107' });
    expect(await objects.customer?.get?.(context(), '108')).toBeNull();
    expect(await objects.customer?.get?.(context(), "1' OR 1=1")).toBeNull();
    expect(asked()).toEqual(['SELECT * FROM customer WHERE id = 107', 'SELECT * FROM customer WHERE id = 108']);
  });
});

describe('transactions', () => {
  it('are told apart by their type, and their lines come with them', async () => {
    app.play(
      latest('2026-11-21 01:30:00'),
      answer([]),
      latest('2026-11-21 01:30:00'),
      answer([{ uniquekey: '9', transaction: '5001' }]),
    );
    await readPass(objects.salesOrder, context(), { mode: 'full' });
    const watermark = '2026-11-21 00:15:00';
    const pass = await readPass(objects.transactionLine, context(), { mode: 'incremental', watermark });
    expect(pass.rows).toHaveLength(1);
    expect(asked()[0]).toMatch(/FROM transaction WHERE type = 'SalesOrd'$/);
    expect(asked()[3]).toBe(
      "SELECT * FROM transactionline WHERE transaction IN (SELECT id FROM transaction WHERE lastmodifieddate >= TO_DATE('2026-11-21 00:15:00', 'YYYY-MM-DD HH24:MI:SS')) ORDER BY uniquekey",
    );
  });

  it('lists without times come whole', async () => {
    app.play(answer([{ id: '1', name: 'Acme' }]));
    expect(await readPass(objects.subsidiary, context(), { mode: 'full' })).toMatchObject({ watermark: null });
  });
});

describe('what goes wrong', () => {
  const ask = () => answer([], { limit: 1 });
  const read = (own = context()) => objects.customer?.get?.(own, '1');

  it.each([
    [
      'a right that is missing',
      refusal(403, 'INSUFFICIENT_PERMISSION', 'Permission violation.'),
      { class: 'permission' },
    ],
    [
      'a value',
      refusal(400, 'INVALID_CONTENT', 'Invalid value.', 'item.items[0].item'),
      { class: 'invalid', field: 'item.items[0].item' },
    ],
    ['a duplicate', refusal(400, 'DUP_RCRD', 'This record already exists.'), { class: 'conflict' }],
    ['an answer of another shape', { status: 200, json: { items: 'x' } }, { class: 'protocol', field: 'items' }],
    [
      'a page for people',
      {
        status: 200,
        json: undefined,
        headers: { 'content-type': 'text/html' },
        text: '<html><title>Login</title></html>',
      },
      { class: 'protocol', code: 'web_page' },
    ],
  ])('names %s', async (_what, answered, details) => {
    app.play({ ...ask(), ...answered });
    await expect(read()).rejects.toMatchObject({ details });
  });

  it('waits where too much runs at the same time, and renews an access that ended', async () => {
    const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
    const busy = refusal(429, 'CONCURRENCY_LIMIT_EXCEEDED', 'Concurrent request limit exceeded.');
    app.play(
      { ...ask(), ...busy, headers: { 'retry-after': '2' } },
      { ...ask(), ...busy, headers: { date, 'retry-after': 'Sat, 21 Nov 2026 09:00:05 GMT' } },
      { ...ask(), ...refusal(401, 'INVALID_LOGIN', 'Invalid login attempt.') },
      ask(),
    );
    const patient = context({ renewed: bearer('token-2') });
    await read(patient);
    expect(patient.pauses).toEqual([2_000, 5_000]);
    expect(app.received.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });
});

const schema = {
  request: `GET ${at}/record/v1/metadata-catalog/customer`,
  json: {
    type: 'object',
    properties: {
      id: { title: 'Internal ID', type: 'string', nullable: true },
      companyName: { title: 'Company Name', type: 'string', nullable: true },
      isInactive: { title: 'Inactive', type: 'boolean' },
      creditLimit: { title: 'Credit Limit', type: 'number' },
      startDate: { title: 'Start Date', type: 'string', format: 'date' },
      subsidiary: { type: 'object', properties: { id: { type: 'string' }, refName: { type: 'string' } } },
      custentity_region: { title: 'Region', type: 'string', 'x-ns-custom-field': true },
      addressBook: { type: 'object', properties: { items: { type: 'array' } } },
    },
  },
};

describe('fields', () => {
  it('are those of the account, in the letters of the rows', async () => {
    app.play(schema);
    const fields = await objects.customer?.describe?.(context());
    expect(app.received[0]?.headers.accept).toBe('application/schema+json');
    expect(fields).toContainEqual({ name: 'custentity_region', label: 'Region', type: 'text', custom: true });
    expect(fields).toContainEqual({ name: 'subsidiary', label: 'subsidiary', type: 'reference', custom: false });
    expect(fields).toContainEqual({ name: 'startdate', label: 'Start Date', type: 'date', custom: false });
    expect(fields?.map(({ name }) => name)).not.toContain('addressbook');
  });
});

describe('writing', () => {
  it('turns rows into records, and goes on after a refusal', async () => {
    const path = `${at}/record/v1/customer`;
    app.play(
      schema,
      { request: `PATCH ${path}/107`, ...location('customer', 107) },
      { request: `PUT ${path}/eid:CRM-42`, ...location('customer', 647) },
      { request: `POST ${path}`, ...refusal(400, 'USER_ERROR', 'Please enter value(s) for: Company Name.') },
      { request: `PUT ${path}/eid:CRM-9`, status: 204, text: '' },
      { request: `GET ${path}/eid:CRM-9`, json: { id: '650' } },
    );
    const items = [
      { key: '107', data: { id: '107', isinactive: 'F', creditlimit: '500', subsidiary: '1', custentity_region: 'N' } },
      { data: { externalid: 'CRM-42', companyname: 'Globex' } },
      { data: { email: 'x' } },
      { data: { externalid: 'CRM-9' } },
    ];
    expect(await objects.customer?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: '107', action: 'updated' },
      { key: '647', action: 'updated' },
      {
        error: {
          class: 'invalid',
          code: 'USER_ERROR',
          message: 'Please enter value(s) for: Company Name.',
          field: undefined,
        },
      },
      { key: '650', action: 'updated' },
    ]);
    expect(app.received[1]?.json()).toEqual({
      isInactive: false,
      creditLimit: 500,
      subsidiary: { id: '1' },
      custentity_region: 'N',
    });
    expect(app.received[2]?.json()).toEqual({ companyName: 'Globex' });
  });
});
