import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { app, at, context, event, events, hooks, now, position, refusal, triggers } from './test-box.ts';

/** Box escapes what is not ASCII: only the very bytes have this signature. */
const body =
  '{"type":"webhook_event","id":"e1","trigger":"FILE.UPLOADED","created_at":"2026-11-21T01:00:00-08:00","webhook":{"id":"w"},"source":{"id":"7","type":"file","name":"\\u30b9.txt"}}';
const time = '2026-11-21T01:00:00-08:00';
const at9 = new Date('2026-11-21T09:00:30Z');
const sign = (key: string, text = body) => createHmac('sha256', key).update(text).update(time).digest('base64');
const request = (headers: Record<string, string>, text = body) => ({
  method: 'POST',
  url: new URL('https://portico.example/h'),
  headers: new Headers(headers),
  body: Buffer.from(text),
});
const verify = (headers: Record<string, string>, secret = 'one two', text = body, clock = at9) =>
  typeof hooks?.verify === 'function' ? hooks.verify(request(headers, text), { secret }, clock) : undefined;
const signed = (primary: string, secondary: string) => ({
  'box-delivery-timestamp': time,
  'box-signature-primary': sign(primary),
  'box-signature-secondary': sign(secondary),
});

describe('hooks', () => {
  it('are right by either key, over the raw bytes', () => {
    expect(verify(signed('one', 'two'))).toEqual({ ok: true });
    expect(verify(signed('new', 'two'))).toEqual({ ok: true });
    expect(verify(signed('one', 'new'))).toEqual({ ok: true });
    expect(verify(signed('new', 'newer'))).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify(signed('one', 'two'), 'one two', body.replace('\\u30b9', 'ス'))).toMatchObject({ ok: false });
  });

  it('are refused without signature, time or key, and when they are old', () => {
    const { 'box-delivery-timestamp': _time, ...timeless } = signed('one', 'two');
    expect(verify(timeless)).toEqual({ ok: false, because: 'missing_header' });
    expect(verify({ 'box-delivery-timestamp': time })).toEqual({ ok: false, because: 'missing_header' });
    expect(verify(signed('one', 'two'), ' ')).toEqual({ ok: false, because: 'missing_header' });
    const later = new Date('2026-11-21T09:11:00Z');
    expect(verify(signed('one', 'two'), 'one two', body, later)).toEqual({ ok: false, because: 'too_old' });
  });

  it('name what happened to which file, the same on a second delivery', () => {
    const [told] = hooks?.events(request({})) ?? [];
    expect(told).toMatchObject({ id: 'e1', type: 'FILE.UPLOADED', object: 'file', key: '7', at: time });
    const comment =
      '{"type":"webhook_event","id":"e2","trigger":"COMMENT.CREATED","source":{"id":"8","type":"comment"}}';
    expect(hooks?.events(request({}, comment))[0]?.object).toBeUndefined();
    expect(() => hooks?.events(request({}, '{}'))).toThrow('no event');
  });

  const wanted = { url: 'https://portico.example/h', secret: 's', events: ['FILE.UPLOADED', 'FOLDER.CREATED'] };

  it('are asked for at the chosen folder, and ended', async () => {
    app.play(
      { request: at('POST', '/webhooks'), status: 201, json: { id: '4165' } },
      { request: at('DELETE', '/webhooks/4165'), ...refusal(404, 'not_found') },
    );
    const chosen = context({ settings: { folder: '7' } });
    const subscription = await hooks?.subscribe?.(chosen, wanted);
    expect(app.received[0]?.json()).toEqual({
      target: { id: '7', type: 'folder' },
      address: 'https://portico.example/h',
      triggers: ['FILE.UPLOADED', 'FOLDER.CREATED'],
    });
    if (subscription !== undefined) await hooks?.unsubscribe?.(chosen, subscription);
  });

  it('need a folder', async () => {
    await expect(hooks?.subscribe?.(context(), wanted)).rejects.toMatchObject({ details: { field: 'folder' } });
  });
});

it('events of the account are told from where watching began', async () => {
  const trigger = triggers.somethingChanged;
  if (trigger?.via !== 'poll') throw new Error('It is polled.');
  app.play(now);
  const { items, cursor } = await trigger.poll(context(), { cursor: null });
  expect([items, cursor]).toEqual([[], position(1)]);
  app.play(events(position(1), [event('ITEM_UPLOAD', 'file', 'a')], position(2)), events(position(2), [], position(2)));
  const next = await trigger.poll(context(), { cursor });
  expect(next.items.map(({ id }) => id)).toEqual(['e-a-ITEM_UPLOAD']);
  expect(next.cursor).toBe(position(2));
});
