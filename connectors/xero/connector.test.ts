import { beforeEach, describe, expect, it, vi } from 'vitest';
import { bearer, createTestContext } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { at, date, list, testXero, uuid } from './test-xero.ts';

const { app, xero, context, objects, check, lookUp } = await testXero();
const invoice = (last: number, more = {}) => ({ InvoiceID: uuid(last), Type: 'ACCREC', Status: 'AUTHORISED', ...more });
const page = (number: number, rows: unknown[], pageCount: number) =>
  list('Invoices', `?order=InvoiceID&includeArchived=true&pageSize=200&page=${number}`, rows, {
    page: number,
    pageCount,
  });

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('connecting', () => {
  const tenant = (tenantId: string, tenantName: string, updatedDateUtc: string, tenantType = 'ORGANISATION') => ({
    id: 'c',
    tenantId,
    tenantType,
    tenantName,
    updatedDateUtc,
  });
  const play = (...json: unknown[]) => app.play({ request: 'GET https://api.xero.com/connections', json });

  it('finds the organisation that was chosen just now', async () => {
    play(
      tenant('t1', 'Acme', '2026-11-01T09:00:00.0000000'),
      tenant('t2', 'Globex', '2026-11-21T09:00:00.1234560'),
      tenant('p', 'Practice', '2026-11-22T09:00:00.0000000', 'PRACTICE'),
    );
    expect(await lookUp?.(context({ learnt: {} }))).toEqual({ tenantId: 't2', tenantName: 'Globex' });
    expect(app.received[0]?.headers).not.toHaveProperty('xero-tenant-id');
  });

  it('asks where it is not clear, and takes the one that was named', async () => {
    const time = '2026-11-21T09:00:00.0000000';
    play(tenant('t1', 'Acme', time), tenant('t2', 'Globex', time));
    await expect(lookUp?.(context({ learnt: {} }))).rejects.toThrow('This sign-in reaches Acme, Globex.');
    play(tenant('t1', 'Acme', time), tenant('t2', 'Globex', time));
    expect(await lookUp?.(context({ learnt: { wantedOrganisation: 'globex' } }))).toMatchObject({ tenantId: 't2' });
    play();
    await expect(lookUp?.(context({ learnt: {} }))).rejects.toThrow('No organisation was connected');
  });

  it('names the organisation', async () => {
    app.play({
      request: `GET ${at}/Organisation`,
      json: { Organisations: [{ OrganisationID: 'o1', Name: 'Acme', IsDemoCompany: true }] },
    });
    expect(await check?.(context())).toEqual({ id: 'o1', name: 'Acme', notice: expect.stringContaining('demo') });
    expect(app.received[0]?.headers).toMatchObject({ 'xero-tenant-id': 'tenant-1', authorization: 'Bearer token-1' });
  });

  it('goes without an organisation’s id with a custom connection', async () => {
    const fields = { clientId: 'c', clientSecret: 's' };
    const custom = createTestContext({
      connector: xero,
      app,
      accountType: 'custom',
      fields,
      credential: { kind: 'fields', fields, token: { values: { token: { access_token: 't-9' } }, expiresAt: null } },
    });
    play(tenant('t1', 'Acme', '2026-11-01T09:00:00.0000000'));
    expect(await lookUp?.(custom)).toMatchObject({ tenantId: 't1' });
    expect(app.received[0]?.headers.authorization).toBe('Bearer t-9');
  });
});

describe('invoices', () => {
  it('come page by page, over an empty one in the middle, without those that were deleted', async () => {
    app.play(page(1, [invoice(1), invoice(2, { Status: 'DELETED' })], 3), page(2, [], 3), page(3, [invoice(3)], 3));
    const pass = await readPass(objects.invoice, context(), { mode: 'full' });
    expect(pass.rows.map(({ InvoiceID }) => InvoiceID)).toEqual([uuid(1), uuid(3)]);
    expect(pass.pages.flatMap(({ deleted }) => deleted)).toEqual([uuid(2)]);
    expect(pass.watermark).toBe('2026-11-21T08:55:00.000Z');
  });

  it('come by the time of their change after that', async () => {
    app.play(page(1, [invoice(1)], 1));
    await readPass(objects.invoice, context(), { mode: 'incremental', watermark: '2026-11-21T08:00:00.000Z' });
    expect(app.received[0]?.headers['if-modified-since']).toBe('2026-11-21T08:00:00');
  });

  it('end where Xero gives the same page twice', async () => {
    app.play(page(1, [invoice(1)], 3), page(2, [invoice(1)], 3));
    await expect(readPass(objects.invoice, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol', code: 'repeated_page' },
    });
  });

  it('are read one by one', async () => {
    const path = `GET ${at}/Invoices/${uuid(1)}`;
    app.play(
      { request: path, json: { Invoices: [invoice(1)] } },
      { request: path, json: { Invoices: [invoice(1, { Status: 'DELETED' })] } },
      { request: path, status: 404, text: 'The resource you are looking for cannot be found' },
    );
    expect(await objects.invoice?.get?.(context(), uuid(1))).toEqual(invoice(1));
    expect(await objects.invoice?.get?.(context(), uuid(1))).toBeNull();
    expect(await objects.invoice?.get?.(context(), uuid(1))).toBeNull();
  });
});

describe('other lists', () => {
  it('have pages of a hundred, or none', async () => {
    const quote = { QuoteID: uuid(1) };
    app.play(list('Quotes', '?order=QuoteID&page=1', [quote]), list('Quotes', '?order=QuoteID&page=2', []));
    expect((await readPass(objects.quote, context(), { mode: 'full' })).rows).toEqual([quote]);
    app.play(list('Items', '', [{ ItemID: uuid(2), Code: 'LAMP' }]));
    expect((await readPass(objects.item, context(), { mode: 'full' })).rows).toHaveLength(1);
  });
});

describe('what goes wrong', () => {
  const path = `GET ${at}/Invoices/${uuid(1)}`;
  const read = (own = context()) => objects.invoice?.get?.(own, uuid(1));
  const gate = (Detail: string) => ({ Type: null, Title: 'Unauthorized', Status: 401, Detail });

  it.each([
    [
      'a used-up day',
      429,
      { 'x-rate-limit-problem': 'day', 'retry-after': '66975' },
      {},
      { class: 'quota', code: 'day' },
    ],
    [
      'a scope that is missing',
      401,
      { 'www-authenticate': 'insufficient_scope' },
      gate('AuthorizationUnsuccessful'),
      { class: 'permission' },
    ],
    ['an organisation that was disconnected', 403, {}, gate('AuthenticationUnsuccessful'), { class: 'auth' }],
    ['an ended token', 401, {}, gate('TokenExpired: token expired at 11/21/2026'), { class: 'auth' }],
    [
      'a refusal',
      400,
      {},
      {
        ErrorNumber: 10,
        Type: 'ValidationException',
        Message: 'A validation exception occurred',
        Elements: [{ ValidationErrors: [{ Message: 'Due Date is needed.' }] }],
      },
      { class: 'invalid', appMessage: 'Due Date is needed.' },
    ],
    ['an answer of another shape', 200, {}, { Invoices: 'x' }, { class: 'protocol' }],
  ])('names %s', async (_what, status, headers, json, details) => {
    app.play({ request: path, status, headers, json });
    await expect(read()).rejects.toMatchObject({ details });
  });

  it('names a page for people', async () => {
    app.play({ request: path, headers: { 'content-type': 'text/html' }, text: '<html><title>Offline</title></html>' });
    await expect(read()).rejects.toMatchObject({ details: { class: 'protocol', code: 'web_page' } });
  });

  it('waits as long as Xero says, in both forms, and renews an access that ended', async () => {
    app.play(
      { request: path, status: 429, headers: { 'x-rate-limit-problem': 'minute', 'retry-after': '7' }, json: {} },
      { request: path, status: 429, headers: { date, 'retry-after': 'Sat, 21 Nov 2026 09:00:03 GMT' }, json: {} },
      { request: path, status: 401, json: gate('TokenExpired') },
      { request: path, json: { Invoices: [invoice(1)] } },
    );
    const patient = context({ renewed: bearer('token-2') });
    await read(patient);
    expect(patient.pauses).toEqual([7_000, 3_000]);
    expect(app.received.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });
});

describe('writing', () => {
  it('finds by name, and tells of each record what became of it', async () => {
    const where = new URLSearchParams({ where: 'Name=="O\'Neil \\"x\\"" OR Name=="New" OR Name=="Bad"' });
    app.play(
      { request: `GET ${at}/Contacts?${where}`, json: { Contacts: [{ ContactID: uuid(7), Name: 'o\'neil "X"' }] } },
      {
        request: `POST ${at}/Contacts?summarizeErrors=false`,
        json: {
          Contacts: [
            { ContactID: uuid(7), StatusAttributeString: 'OK' },
            { ContactID: uuid(8), StatusAttributeString: 'OK' },
            { ContactID: uuid(9), StatusAttributeString: 'OK' },
            {
              ContactID: uuid(0),
              StatusAttributeString: 'ERROR',
              ValidationErrors: [{ Message: 'Email address must be valid.' }],
            },
          ],
        },
      },
    );
    const items = [
      { data: { Name: 'O\'Neil "x"' } },
      { key: uuid(8), data: { FirstName: 'Mara' } },
      { data: { Name: 'New' } },
      { data: { Name: 'Bad', EmailAddress: 'x' } },
    ];
    expect(await objects.contact?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: uuid(7), action: 'updated' },
      { key: uuid(8), action: 'updated' },
      { key: uuid(9), action: 'created' },
      { error: { class: 'invalid', code: 'ValidationException', message: 'Email address must be valid.' } },
    ]);
    expect(app.received[1]?.headers['idempotency-key']).toBe('k');
    expect(app.received[1]?.json()).toMatchObject({
      Contacts: [{ ContactID: uuid(7) }, { ContactID: uuid(8) }, { Name: 'New' }, {}],
    });
  });
});
