import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { at, date, list, testXero, uuid } from './test-xero.ts';

const { app, context, actions = {}, options = {}, triggers = {}, hooks } = await testXero();

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('actions', () => {
  const contact = 'bd2270c3-8706-4c11-9cfb-000b551c3f51';
  const lines = [{ Description: 'Brass lamp', Quantity: 2, UnitAmount: 19.99, AccountCode: '200' }];

  it.each([
    ['createContact', 'PUT', 'Contacts', 'ContactID', { Name: 'Globex', EmailAddress: 'mara@globex.example' }],
    [
      'updateContact',
      'POST',
      `Contacts/${contact}`,
      'ContactID',
      { Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: '+46 8 123 456' }] },
    ],
    ['archiveContact', 'POST', `Contacts/${contact}`, 'ContactID', { ContactStatus: 'ARCHIVED' }],
    [
      'createInvoice',
      'PUT',
      'Invoices',
      'InvoiceID',
      {
        Type: 'ACCREC',
        Status: 'AUTHORISED',
        Contact: { ContactID: contact },
        LineItems: lines,
        LineAmountTypes: 'Exclusive',
        DueDate: '2026-12-31',
      },
    ],
    ['createBill', 'PUT', 'Invoices', 'InvoiceID', { Type: 'ACCPAY', Status: 'DRAFT' }],
    [
      'changeInvoiceStatus',
      'POST',
      'Invoices/297c2dc5-cc47-4afd-8ec8-74990b8761e9',
      'InvoiceID',
      { Status: 'AUTHORISED' },
    ],
    ['createCreditNote', 'PUT', 'CreditNotes', 'CreditNoteID', { Type: 'ACCRECCREDIT' }],
    ['createQuote', 'PUT', 'Quotes', 'QuoteID', { Date: '2026-11-21', ExpiryDate: '2026-12-31' }],
    [
      'recordPayment',
      'PUT',
      'Payments',
      'PaymentID',
      { Amount: 39.98, Account: { AccountID: '13918178-849a-4823-9a31-57b7eac713d7' } },
    ],
    ['createBankTransaction', 'PUT', 'BankTransactions', 'BankTransactionID', { Type: 'SPEND' }],
    [
      'createManualJournal',
      'PUT',
      'ManualJournals',
      'ManualJournalID',
      {
        Narration: 'Accrued rent',
        Status: 'DRAFT',
        JournalLines: [{ AccountCode: '469', LineAmount: 100 }, { LineAmount: -100 }],
      },
    ],
    ['saveItem', 'POST', 'Items', 'ItemID', { Code: 'LAMP', SalesDetails: { UnitPrice: 19.99, AccountCode: '200' } }],
  ])('%s', async (name, method, path, id, body) => {
    const action = actions[name];
    const [collection = ''] = path.split('/');
    app.play({ request: `${method} ${at}/${path}`, json: { [collection]: [{ [id]: uuid(1) }] } });
    const output = await action?.run(context(), action.input.parse(action.example), { idempotencyKey: 'key-1' });
    expect(action?.output.safeParse(output).success).toBe(true);
    expect(app.received[0]?.json()).toMatchObject({ [collection]: [body] });
    expect(app.received[0]?.headers['idempotency-key']).toBe('key-1');
  });

  const run = (name: string, input: object = {}) => {
    const action = actions[name];
    const example = typeof action?.example === 'object' ? action.example : {};
    return action?.run(context(), action.input.parse({ ...example, ...input }), { idempotencyKey: 'key-1' });
  };

  it('send, download, find and report', async () => {
    const id = '297c2dc5-cc47-4afd-8ec8-74990b8761e9';
    app.play(
      { request: `POST ${at}/Invoices/${id}/Email`, status: 204, text: '' },
      { request: `GET ${at}/Invoices/${id}`, headers: { 'content-type': 'application/pdf' }, text: '%PDF' },
      list('Contacts', '?searchTerm=globex&page=1&pageSize=100', []),
      { request: `GET ${at}/Reports/ProfitAndLoss?fromDate=2026-01-01&toDate=2026-10-31`, json: { Reports: [] } },
      { request: `GET ${at}/Reports/BalanceSheet?date=2026-10-31`, json: { Reports: [] } },
      { request: `GET ${at}/Reports/TrialBalance?date=2026-10-31`, json: { Reports: [] } },
    );
    expect(await run('emailInvoice')).toEqual({ id });
    expect(await run('downloadInvoice')).toMatchObject({ base64: 'JVBERg==' });
    expect(app.received[1]?.headers.accept).toBe('application/pdf');
    expect(await run('findContacts')).toEqual({ contacts: [] });
    await run('getProfitAndLoss');
    await run('getBalanceSheet');
    await run('getTrialBalance');
  });

  it('refuse postings that are not equal', async () => {
    const postings = [
      { account: '469', amount: 100 },
      { account: '800', amount: -90 },
    ];
    await expect(run('createManualJournal', { postings })).rejects.toThrow('add up to 10.00');
  });
});

describe('triggers', () => {
  it('look for invoices that were paid since, and not for old ones', async () => {
    const paid = triggers.invoicePaid;
    if (paid?.via !== 'poll') throw new Error('It is looked for.');
    const first = await paid.poll(context(), { cursor: null });
    expect(first).toEqual({ items: [], cursor: { at: '2026-11-21T09:00:00.000Z', start: '2026-11-21T09:00:00.000Z' } });
    vi.setSystemTime(new Date('2026-11-21T10:00:00Z'));
    const query = `?${new URLSearchParams({ where: 'Status=="PAID"', order: 'InvoiceID', pageSize: '200', page: '1' })}`;
    const on = (day: string) => `/Date(${Date.parse(day)}+0000)/`;
    const rows = [
      { InvoiceID: uuid(1), Status: 'PAID', FullyPaidOnDate: on('2026-11-21') },
      { InvoiceID: uuid(2), Status: 'PAID', FullyPaidOnDate: on('2026-08-01') },
    ];
    app.play(list('Invoices', query, rows, { pageCount: 1 }));
    expect(await paid.poll(context(), { cursor: first.cursor })).toMatchObject({
      items: [{ id: uuid(1) }],
      cursor: { at: '2026-11-21T09:50:00.000Z' },
    });
  });
});

describe('hooks', () => {
  const request = (text: string, key = 'webhooks-key') => {
    const body = Buffer.from(text);
    const headers = new Headers({ 'x-xero-signature': createHmac('sha256', key).update(body).digest('base64') });
    return { method: 'POST', url: new URL('https://p.example/h'), headers, body };
  };
  const verify = (text: string, key?: string) =>
    typeof hooks?.verify === 'function'
      ? hooks.verify(request(text, key), { secret: 'webhooks-key' }, new Date())
      : undefined;
  const question = '{"events":[],"firstEventSequence":0,"lastEventSequence":0,"entropy":"S0m3r4Nd0mt3xt"}';

  it('answer the question whether signatures are checked', () => {
    expect(verify(question)).toEqual({ ok: true });
    expect(verify(question, 'other')).toEqual({ ok: false, because: 'bad_signature' });
    expect(hooks?.events(request(question))).toEqual([]);
  });

  it('name organisation, object and row', () => {
    const event = {
      resourceUrl: `${at}/Contacts/${uuid(1)}`,
      resourceId: uuid(1),
      eventDateUtc: '2026-11-21T01:15:39.902',
      eventType: 'UPDATE',
      eventCategory: 'CONTACT',
      tenantId: 'tenant-1',
      tenantType: 'ORGANISATION',
    };
    expect(hooks?.events(request(JSON.stringify({ events: [event] })))).toMatchObject([
      { type: 'contact.update', account: 'tenant-1', object: 'contact', key: uuid(1), at: '2026-11-21T01:15:39.902Z' },
    ]);
    expect(() => hooks?.events(request('{}'))).toThrow('no list of events');
  });
});

describe('choices', () => {
  const choose = (name: string, search: string, cursor: number | null = null) =>
    options[name]?.(context(), { search, cursor });

  it('are contacts, page by page', async () => {
    const full = Array.from({ length: 50 }, (_item, index) => ({
      ContactID: uuid(index),
      Name: `C${index}`,
      EmailAddress: '',
    }));
    app.play(
      list('Contacts', '?searchTerm=glo&order=Name&page=1&pageSize=50', full),
      list('Contacts', '?order=Name&page=2&pageSize=50', []),
    );
    expect(await choose('contacts', ' glo ')).toMatchObject({ options: { length: 50 }, next: 2 });
    expect(await choose('contacts', '', 2)).toEqual({ options: [], next: null });
  });

  it('are accounts by code or id, items and tax rates', async () => {
    const where = (filter: string) => `?${new URLSearchParams({ where: filter, order: 'Code' })}`;
    const account = { AccountID: uuid(1), Code: '200', Name: 'Sales' };
    app.play(
      list('Accounts', where('Status=="ACTIVE" AND Class=="REVENUE"'), [account, { AccountID: uuid(2) }]),
      list('Accounts', where('Status=="ACTIVE" AND Type=="BANK"'), [account]),
      list('Items', '?order=Code', [{ Code: 'LAMP' }, { Code: 'DESK' }]),
      list('TaxRates', '', [
        { TaxType: 'OUTPUT2', Name: '20%', Status: 'ACTIVE' },
        { TaxType: 'OLD', Status: 'DELETED' },
      ]),
    );
    expect((await choose('revenueAccounts', ''))?.options).toEqual([{ value: '200', label: 'Sales', detail: '200' }]);
    expect((await choose('bankAccounts', ''))?.options).toMatchObject([{ value: uuid(1) }]);
    expect((await choose('items', 'lam'))?.options).toMatchObject([{ value: 'LAMP' }]);
    expect((await choose('taxRates', ''))?.options).toHaveLength(1);
  });
});
