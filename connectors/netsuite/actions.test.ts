import { describe, expect, it } from 'vitest';
import { answer, at, latest, location, refusal, testNetSuite } from './test-netsuite.ts';

const { app, context, asked, actions = {}, options = {}, triggers = {} } = await testNetSuite();
const run = (name: string, input: object = {}) => {
  const action = actions[name];
  const example = typeof action?.example === 'object' ? action.example : {};
  return action?.run(context(), action.input.parse({ ...example, ...input }), { idempotencyKey: 'k' });
};

describe('actions', () => {
  const lines = { items: [{ item: { id: '21' }, quantity: 2, rate: 19.99 }] };

  it.each([
    ['createCustomer', 'PUT customer/eid:CRM-42', { companyName: 'Globex', isPerson: false, subsidiary: { id: '1' } }],
    ['updateCustomer', 'PATCH customer/107', { phone: '+46 8 123 456' }],
    ['createContact', 'PUT contact/eid:CRM-43', { company: { id: '107' }, firstName: 'Mara' }],
    ['createVendor', 'PUT vendor/eid:V-1', { companyName: 'Initech' }],
    ['createSalesOrder', 'PUT salesOrder/eid:SO-42', { entity: { id: '107' }, item: lines, memo: 'From the shop' }],
    ['createInvoice', 'PUT invoice/eid:INV-42', { item: lines }],
    ['createEstimate', 'PUT estimate/eid:EST-42', { item: lines }],
    ['createCashSale', 'PUT cashSale/eid:CS-42', { item: lines }],
    ['invoiceSalesOrder', 'POST salesOrder/5001/!transform/invoice', {}],
    [
      'fulfilSalesOrder',
      'POST salesOrder/5001/!transform/itemFulfillment',
      { item: { items: [{ orderLine: 296500001, itemreceive: true, quantity: 2 }] } },
    ],
    ['payInvoice', 'POST invoice/5001/!transform/customerPayment', {}],
    ['billPurchaseOrder', 'POST purchaseOrder/5001/!transform/vendorBill', {}],
    [
      'createVendorBill',
      'PUT vendorBill/eid:BILL-42',
      { entity: { id: '56' }, expense: { items: [{ account: { id: '58' }, amount: 80, memo: 'Paper' }] } },
    ],
    [
      'createJournalEntry',
      'PUT journalEntry/eid:JE-42',
      {
        line: {
          items: [
            { account: { id: '58' }, debit: 100 },
            { account: { id: '1' }, credit: 100 },
          ],
        },
      },
    ],
    ['createRecord', 'POST customrecord_region', { name: 'North' }],
    ['updateRecord', 'PATCH salesOrder/5001', { memo: 'By phone' }],
    ['upsertRecord', 'PUT customer/eid:CRM-42', { companyName: 'Globex' }],
  ])('%s', async (name, request, body) => {
    const [method, path] = request.split(' ');
    app.play({ request: `${method} ${at}/record/v1/${path}`, ...location('record', 647) });
    const output = await run(name);
    expect(actions[name]?.output.safeParse(output).success).toBe(true);
    expect(app.received[0]?.json()).toMatchObject(body);
  });

  it('read, search, find and delete', async () => {
    const path = `${at}/record/v1`;
    app.play(
      { request: `GET ${path}/salesOrder/5001?expandSubResources=true`, json: { id: '5001', item: { items: [] } } },
      answer([{ id: '5001' }]),
      answer([], { limit: 1 }),
      { request: `DELETE ${path}/estimate/5002`, status: 204, text: '' },
      {
        request: `DELETE ${path}/estimate/5002`,
        ...refusal(404, 'NONEXISTENT_ID', 'The record instance does not exist.'),
      },
    );
    expect(await run('getRecord')).toMatchObject({ id: '5001' });
    expect(await run('query')).toEqual({ rows: [{ id: '5001' }] });
    expect(await run('findCustomer', { email: "o'neil@x.example" })).toEqual({ customer: null });
    expect(asked().at(-1)).toContain("LOWER(email) = LOWER('o''neil@x.example')");
    expect(await run('deleteRecord')).toEqual({ id: '5002' });
    expect(await run('deleteRecord')).toEqual({ id: '5002' });
  });

  it('refuse what can’t be right', async () => {
    const postings = [
      { account: '58', debit: 100 },
      { account: '1', credit: 90 },
    ];
    await expect(run('createJournalEntry', { postings })).rejects.toThrow('differ by 10.00');
    app.play({ request: `POST ${at}/record/v1/customrecord_region`, status: 204, text: '' });
    await expect(run('createRecord')).rejects.toMatchObject({ details: { code: 'no_location' } });
  });
});

describe('triggers', () => {
  const poll = (name: string) => {
    const trigger = triggers[name];
    if (trigger?.via !== 'poll') throw new Error('It is looked for.');
    return trigger.poll;
  };

  it('find new records by their numbers, and look back for those that were seen late', async () => {
    app.play(answer([{ last: '5000' }], { limit: 1 }), answer([{ id: '5001' }, { id: '5002' }]), answer([]));
    const first = await poll('salesOrderCreated')(context(), { cursor: null });
    expect(first).toEqual({ items: [], cursor: { start: 5000, last: 5000 } });
    const second = await poll('salesOrderCreated')(context(), { cursor: first.cursor });
    expect(second).toMatchObject({ items: [{ id: '5001' }, { id: '5002' }], cursor: { start: 5000, last: 5002 } });
    await poll('salesOrderCreated')(context(), { cursor: { start: 5000, last: 9000 } });
    expect(asked()[1]).toBe("SELECT * FROM transaction WHERE type = 'SalesOrd' AND id > 5000 ORDER BY id");
    expect(asked()[2]).toContain('id > 8000');
  });

  it('find changed records by times that NetSuite wrote, page after page', async () => {
    const time = '2026-11-21 03:00:00';
    const page = Array.from({ length: 1_000 }, (_item, index) => ({ id: String(index + 1), changed: time }));
    app.play(
      latest('2026-11-21 01:30:00'),
      answer(page, { hasMore: true }),
      answer([{ id: '7', changed: '2026-11-21 03:00:01' }]),
    );
    const first = await poll('customerChanged')(context(), { cursor: null });
    expect(first).toMatchObject({ items: [], cursor: { at: '2026-11-21 01:30:00' } });
    const { items, cursor } = await poll('customerChanged')(context(), { cursor: first.cursor });
    expect(items).toHaveLength(1_001);
    expect(items.at(-1)).toMatchObject({ id: '7', version: '2026-11-21 03:00:01' });
    expect(cursor).toEqual({ start: '2026-11-21 01:30:00', at: '2026-11-21 03:00:01', after: 0 });
    // Never from before the trigger was switched on.
    expect(asked()[1]).toContain("lastmodifieddate >= TO_DATE('2026-11-21 01:30:00'");
    expect(asked()[2]).toContain('AND id > 1000)');
  });
});

describe('choices', () => {
  it('are searched as they were typed, and go on by position', async () => {
    app.play(
      answer([{ id: '107', label: "50% O'Brien" }], { limit: 50, hasMore: true }),
      answer([], { limit: 50, offset: 50 }),
    );
    const first = await options.customers?.(context(), { search: " 50% o'b ", cursor: null });
    expect(first).toEqual({ options: [{ value: '107', label: "50% O'Brien" }], next: 50 });
    expect(asked()[0]).toContain("UPPER(entityid) LIKE UPPER('%50% o''b%')");
    expect(await options.customers?.(context(), { search: '', cursor: 50 })).toEqual({ options: [], next: null });
  });

  it('are the lines of the order that was chosen', async () => {
    const asking = { search: '', cursor: null };
    expect(await options.orderLines?.(context(), asking)).toEqual({ options: [], next: null });
    app.play(answer([{ uniquekey: '296500001', label: 'LAMP', quantity: '-2' }]));
    expect(await options.orderLines?.(context(), { ...asking, parent: { id: '5001' } })).toEqual({
      options: [{ value: '296500001', label: 'LAMP', detail: '2' }],
      next: null,
    });
    expect(asked()[0]).toContain('WHERE transaction = 5001 ');
  });

  it('are record types, custom ones too', async () => {
    const items = [{ name: 'salesOrder' }, { name: 'customrecord_region' }];
    app.play({ request: `GET ${at}/record/v1/metadata-catalog`, json: { items } });
    const { options: found } = (await options.recordTypes?.(context(), { search: 'region', cursor: null })) ?? {};
    expect(found).toEqual([{ value: 'customrecord_region', label: 'customrecord_region' }]);
  });
});
