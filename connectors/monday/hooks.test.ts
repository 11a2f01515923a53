import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { answer, app, asked, context, date, failed, hooks, triggers } from './test-monday.ts';

const url = 'https://portico.example/h/1';
const now = Date.parse(date) / 1000;
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
function token(claims: object, { secret = 'signing-secret', alg = 'HS256' } = {}): string {
  const text = `${encoded({ alg, typ: 'JWT' })}.${encoded(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
const claims = { accountId: 99, userId: 4012689, aud: url, iat: now, exp: now + 300 };

const request = (body: unknown, authorization?: string) => ({
  method: 'POST',
  url: new URL(url),
  headers: new Headers(authorization === undefined ? {} : { authorization }),
  body: new TextEncoder().encode(JSON.stringify(body)),
});
const verify = (authorization?: string, secret = 'signing-secret') =>
  typeof hooks?.verify === 'function'
    ? hooks.verify(request({}, authorization), { secret }, new Date(date))
    : undefined;
const told = (event: object) => hooks?.events(request({ event }))[0];

describe('hooks', () => {
  it('are believed for the very address, while the token lasts', () => {
    expect(verify(token(claims))).toEqual({ ok: true });
    expect(verify(`Bearer ${token(claims)}`)).toEqual({ ok: true });
    expect(verify(token({ ...claims, aud: 'https://portico.example/h/2' }))).toEqual({
      ok: false,
      because: 'bad_signature',
    });
    expect(verify(token({ ...claims, exp: now - 61 }))).toEqual({ ok: false, because: 'too_old' });
  });

  it('are refused with another secret or algorithm, and without any', () => {
    expect(verify(token(claims, { secret: 'x' }))).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify(token(claims, { alg: 'none' }))).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify()).toEqual({ ok: false, because: 'missing_header' });
    expect(verify(token(claims), '')).toEqual({ ok: false, because: 'missing_header' });
  });

  it('answer the question whether the address is ours', () => {
    const answered = hooks?.challenge?.(request({ challenge: '3eZbrw1aB' }), { secret: 's' });
    expect(answered).toMatchObject({ status: 200, body: '{"challenge":"3eZbrw1aB"}' });
    expect(hooks?.challenge?.(request({ event: { type: 'create_pulse' } }), { secret: 's' })).toBeUndefined();
    expect(hooks?.events(request({ challenge: 'x' }))).toEqual([]);
  });

  it.each([
    [
      { type: 'create_pulse', pulseId: 7 },
      { type: 'create_item', object: 'item', key: '7' },
    ],
    [
      { type: 'delete_pulse', itemId: 7 },
      { type: 'item_deleted', object: 'item', key: '7' },
    ],
    [{ type: 'create_pulse', pulseId: 8, parentItemId: '7' }, { type: 'create_subitem' }],
    [{ type: 'update_column_value', pulseId: 8, parentItemId: 7 }, { type: 'change_subitem_column_value' }],
    [
      { type: 'create_update', pulseId: 7, updateId: 5 },
      { type: 'create_update', object: 'update', key: '5' },
    ],
    [{ type: 'something_new' }, { type: 'something_new' }],
  ])('%j', (event, expected) => {
    const { id, data, ...rest } = told(event) ?? {};
    expect({ id, ...rest }).toEqual({ id: '', ...expected });
    expect(data).toMatchObject({ type: event.type });
  });

  it('have the same name on a second delivery, another for another subscription', () => {
    const event = { type: 'create_pulse', triggerUuid: 'b5ed', triggerTime: '2026-11-20T09:00:00.000Z' };
    expect(told({ ...event, subscriptionId: 1 })).toMatchObject({ id: '1/b5ed', at: event.triggerTime });
    expect(told({ ...event, subscriptionId: 2 })?.id).toBe('2/b5ed');
  });

  it('bring what the triggers wait for', () => {
    for (const trigger of Object.values(triggers)) {
      if (trigger.via !== 'hook') continue;
      const [event] = hooks?.events(request({ event: trigger.sample })) ?? [];
      expect(trigger.events).toEqual([event?.type]);
      expect(trigger.output.safeParse(trigger.sample).success).toBe(true);
    }
  });
});

describe('subscriptions', () => {
  const wanted = { url, secret: 's', events: ['create_item', 'change_name', 'create_item'] };

  it('are one for each event, and are ended', async () => {
    app.play(answer({ create_webhook: { id: '1' } }), answer({ create_webhook: { id: '2' } }));
    const made = await hooks?.subscribe?.(context(), wanted);
    expect(made).toEqual({ id: '1,2', state: { ids: ['1', '2'] } });
    expect(asked(1).variables).toEqual({ board: '1234567890', url, event: 'change_name' });
    app.play(failed('ResourceNotFoundException'), answer({ delete_webhook: { id: '2' } }));
    if (made) await hooks?.unsubscribe?.(context(), made);
    expect(asked(3).variables).toEqual({ id: '2' });
  });

  it('are taken back where one of them is refused', async () => {
    app.play(answer({ create_webhook: { id: '1' } }), failed('USER_ACCESS_DENIED'));
    app.play(answer({ delete_webhook: { id: '1' } }));
    await expect(hooks?.subscribe?.(context(), wanted)).rejects.toMatchObject({ details: { class: 'permission' } });
    expect(asked(2).variables).toEqual({ id: '1' });
  });
});
