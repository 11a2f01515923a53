import { describe, expect, it } from 'vitest';
import { ask, at, fault, row, testQuickBooks } from './test-quickbooks.ts';

const { app, context, actions = {}, options = {} } = await testQuickBooks();

describe('actions', () => {
  it.each([
    [
      'createCustomer',
      'Customer',
      { DisplayName: 'Globex', PrimaryEmailAddr: { Address: 'mara@globex.example' }, CompanyName: 'Globex' },
    ],
    ['createVendor', 'Vendor', { DisplayName: 'Initech' }],
    ['createItem', 'Item', { Name: 'Lamp', Type: 'NonInventory', IncomeAccountRef: { value: '79' }, UnitPrice: 19.99 }],
    [
      'createInvoice',
      'Invoice',
      {
        CustomerRef: { value: '58' },
        DueDate: '2026-12-31',
        Line: [{ Amount: 39.98, SalesItemLineDetail: { Qty: 2, UnitPrice: 19.99, ItemRef: { value: '11' } } }],
      },
    ],
    ['createEstimate', 'Estimate', { ExpirationDate: '2026-12-31' }],
    ['createSalesReceipt', 'SalesReceipt', { CustomerRef: { value: '58' } }],
    [
      'recordPayment',
      'Payment',
      { TotalAmt: 39.98, Line: [{ Amount: 39.98, LinkedTxn: [{ TxnId: '130', TxnType: 'Invoice' }] }] },
    ],
    ['createBill', 'Bill', { VendorRef: { value: '56' }, Line: [{ Amount: 80, Description: 'Paper' }] }],
    [
      'createExpense',
      'Purchase',
      { AccountRef: { value: '41' }, PaymentType: 'CreditCard', EntityRef: { value: '56', type: 'Vendor' } },
    ],
    [
      'createJournalEntry',
      'JournalEntry',
      { Line: [{ JournalEntryLineDetail: { PostingType: 'Debit', AccountRef: { value: '7' } } }, { Amount: 100 }] },
    ],
  ])('%s', async (name, entity, body) => {
    const action = actions[name];
    app.play({ request: `POST ${at}/${entity.toLowerCase()}?requestid=key-1`, json: { [entity]: row(130) } });
    const output = await action?.run(context(), action.input.parse(action.example), { idempotencyKey: 'key-1' });
    expect(action?.output.safeParse(output).success).toBe(true);
    expect(app.received[0]?.json()).toMatchObject(body);
  });

  const run = (name: string, input: object = {}) => {
    const action = actions[name];
    const example = typeof action?.example === 'object' ? action.example : {};
    return action?.run(context(), action.input.parse({ ...example, ...input }), { idempotencyKey: 'key-1' });
  };

  it('send, void and delete a transaction', async () => {
    const read = (entity: string, id: number) => ({
      request: `GET ${at}/${entity.toLowerCase()}/${id}`,
      json: { [entity]: row(id) },
    });
    app.play(
      {
        request: `POST ${at}/invoice/130/send?sendTo=mara%40globex.example&requestid=key-1`,
        json: { Invoice: row(130) },
      },
      read('Invoice', 130),
      { request: `POST ${at}/invoice?operation=void&requestid=key-1`, json: { Invoice: row(130) } },
      read('Estimate', 131),
      {
        request: `POST ${at}/estimate?operation=delete&requestid=key-1`,
        json: { Estimate: { Id: '131', status: 'Deleted' } },
      },
      { request: `GET ${at}/estimate/131`, status: 400, json: fault('610', 'Object Not Found') },
      read('Customer', 58),
      { request: `POST ${at}/customer?requestid=key-1`, json: { Customer: row(58) } },
    );
    await run('sendInvoice');
    await run('voidInvoice');
    expect(await run('deleteTransaction')).toEqual({ id: '131' });
    expect(await run('deleteTransaction')).toEqual({ id: '131' });
    await run('updateCustomer');
    expect(app.received.at(-1)?.json()).toMatchObject({ Id: '58', SyncToken: '0', sparse: true });
  });

  it('read a PDF, a report, a record and what was searched', async () => {
    app.play(
      { request: `GET ${at}/invoice/130/pdf`, headers: { 'content-type': 'application/pdf' }, text: '%PDF' },
      { request: `GET ${at}/reports/ProfitAndLoss?start_date=2026-01-01&end_date=2026-10-31`, json: { Header: {} } },
      { request: `GET ${at}/invoice/130`, json: { Invoice: row(130) } },
      ask("SELECT * FROM Invoice WHERE Balance > '0' MAXRESULTS 10", 'Invoice', [row(1)]),
      ask("SELECT * FROM Customer WHERE PrimaryEmailAddr = 'mara@globex.example'", 'Customer', []),
    );
    expect(await run('downloadInvoice')).toMatchObject({ base64: 'JVBERg==' });
    await run('getReport');
    expect(await run('getRecord')).toMatchObject({ Id: '130' });
    expect(await run('query')).toMatchObject({ records: [{ Id: '1' }] });
    expect(await run('findCustomer')).toEqual({ customer: null });
  });

  it('refuse postings that are not equal', async () => {
    const postings = [
      { account: '7', side: 'Debit', amount: 100 },
      { account: '41', side: 'Credit', amount: 90 },
    ];
    await expect(run('createJournalEntry', { postings })).rejects.toThrow('differ by 10.00');
  });
});

describe('choices', () => {
  it('are searched, and go on by position', async () => {
    const statement = (start: number) =>
      `SELECT * FROM Account WHERE Classification = 'Expense' AND Name LIKE '%o\\'b%' ORDERBY Name STARTPOSITION ${start} MAXRESULTS 50`;
    const full = Array.from({ length: 50 }, (_item, index) => ({
      Id: String(index),
      Name: `A${index}`,
      AccountType: 'Expense',
    }));
    app.play(ask(statement(1), 'Account', full), ask(statement(51), 'Account', []));
    const first = await options.expenseAccounts?.(context(), { search: "o'b", cursor: null });
    expect(first).toMatchObject({ next: 51 });
    expect(first?.options[0]).toEqual({ value: '0', label: 'A0', detail: 'Expense' });
    expect(await options.expenseAccounts?.(context(), { search: "o'b", cursor: 51 })).toEqual({
      options: [],
      next: null,
    });
  });
});
