import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testSquare } from './test-square.ts';

const { hooks, triggers = {} } = await testSquare();
const address = 'https://portico.example/api/hooks/hok_1?x=1';

const request = (text: string, signature?: string) => ({
  method: 'POST',
  url: new URL(address),
  headers: new Headers(signature === undefined ? {} : { 'x-square-hmacsha256-signature': signature }),
  body: Buffer.from(text),
});
const sign = (text: string, key = 'key') => createHmac('sha256', key).update(address).update(text).digest('base64');
const verify = (text: string, signature?: string) =>
  typeof hooks?.verify === 'function'
    ? hooks.verify(request(text, signature), { secret: 'key' }, new Date())
    : undefined;

describe('hooks', () => {
  const event = {
    merchant_id: 'MLEFBHHSJGVHD',
    type: 'order.fulfillment.updated',
    event_id: 'e1',
    created_at: '2026-11-21T09:18:03Z',
    data: { type: 'order_fulfillment_updated', id: 'O1', object: {} },
  };
  const text = JSON.stringify(event);

  it('are signed over address and body', () => {
    expect(verify(text, sign(text))).toEqual({ ok: true });
    expect(verify(`${text} `, sign(text))).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify(text, sign(text, 'other'))).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify(text)).toEqual({ ok: false, because: 'missing_header' });
  });

  it('name seller, object and row, where there is one', () => {
    expect(hooks?.events(request(text))).toMatchObject([
      { id: 'e1', account: 'MLEFBHHSJGVHD', object: 'order', key: 'O1', at: '2026-11-21T09:18:03Z' },
    ]);
    const [of] = hooks?.events(request(JSON.stringify({ ...event, type: 'team_member.updated' }))) ?? [];
    expect(of).toMatchObject({ object: 'teamMember', key: 'O1' });
    const [catalog] = hooks?.events(request(JSON.stringify({ ...event, type: 'catalog.version.updated' }))) ?? [];
    expect(catalog).not.toHaveProperty('object');
    expect(() => hooks?.events(request('[]'))).toThrow('no event');
    expect(() => hooks?.events(request('<html>'))).toThrow('no event');
  });

  it('have triggers whose samples fit', () => {
    for (const trigger of Object.values(triggers)) expect(trigger.output.safeParse(trigger.sample).success).toBe(true);
  });
});
