import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hooks } from './hooks.ts';
import { date } from './test-quickbooks.ts';

describe('hooks', () => {
  const request = (value: unknown, key = 'verifier') => {
    const body = Buffer.from(JSON.stringify(value));
    const signature = createHmac('sha256', key).update(body).digest('base64');
    return {
      method: 'POST',
      url: new URL('https://p.example/h'),
      headers: new Headers({ 'intuit-signature': signature }),
      body,
    };
  };
  const verify = (value: unknown, key?: string) =>
    typeof hooks.verify === 'function'
      ? hooks.verify(request(value, key), { secret: 'verifier' }, new Date(date))
      : undefined;
  const event = {
    specversion: '1.0',
    id: 'e1',
    type: 'qbo.customer.merged.v1',
    time: '2026-09-10T21:31:25.179851517Z',
    intuitentityid: '123',
    intuitaccountid: '310687',
    data: { deletedid: '27' },
  };

  it('are signed with the verifier token', () => {
    expect(verify([event])).toEqual({ ok: true });
    expect(verify([event], 'other')).toEqual({ ok: false, because: 'bad_signature' });
  });

  it('are read in the new form and the old one', () => {
    expect(
      hooks.events(request([event, { ...event, id: 'e2', type: 'qbo.salesreceipt.updated.v1', data: undefined }])),
    ).toMatchObject([
      {
        id: 'e1',
        type: 'customer.merged',
        account: '310687',
        object: 'customer',
        key: '123',
        at: '2026-09-10T21:31:25.179Z',
        data: { mergedId: '27' },
      },
      { id: 'e2', type: 'salesreceipt.updated', object: 'salesReceipt', data: { mergedId: null } },
    ]);
    const entities = [{ name: 'Invoice', id: '1', operation: 'Void', lastUpdated: '2026-10-05T14:42:19-0700' }];
    expect(
      hooks.events(request({ eventNotifications: [{ realmId: '1', dataChangeEvent: { entities } }] })),
    ).toMatchObject([
      { type: 'invoice.voided', account: '1', object: 'invoice', key: '1', at: '2026-10-05T21:42:19.000Z' },
    ]);
    expect(() => hooks.events(request({}))).toThrow('no list of events');
  });
});
