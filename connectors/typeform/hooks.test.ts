import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { app, at, context, date, hooks, triggers } from './test-typeform.ts';

describe('hooks', () => {
  const text = JSON.stringify({
    event_id: 'e1',
    event_type: 'form_response',
    form_response: { form_id: 'u6nXL7', token: 't1', submitted_at: '2026-11-20T09:00:00Z' },
  });
  const hook = (secret: string, body = text) => {
    const signature = `sha256=${createHmac('sha256', secret).update(text).digest('base64')}`;
    const headers = new Headers({ 'typeform-signature': signature });
    return { method: 'POST', url: new URL('https://portico.example/h'), headers, body: new TextEncoder().encode(body) };
  };
  const verify = (secret: string, body = text, headers = hook(secret).headers) =>
    typeof hooks?.verify === 'function'
      ? hooks.verify({ ...hook(secret, body), headers }, { secret: 's' }, new Date(date))
      : undefined;

  it('are signed, and name the answer', () => {
    expect(verify('s')).toEqual({ ok: true });
    expect(verify('another')).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify('s', text.replace('e1', 'e2'))).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify('s', text, new Headers())).toEqual({ ok: false, because: 'missing_header' });
    expect(hooks?.events(hook('s'))).toMatchObject([
      { id: 'e1', type: 'form_response', object: 'response', key: 't1', at: '2026-11-20T09:00:00Z' },
    ]);
  });

  it('bring what the triggers wait for', () => {
    for (const trigger of Object.values(triggers)) {
      if (trigger.via !== 'hook') continue;
      const [told] = hooks?.events(hook('s', JSON.stringify(trigger.sample))) ?? [];
      expect(trigger.events).toEqual([told?.type]);
      expect(trigger.output.safeParse(trigger.sample).success).toBe(true);
    }
  });

  it('can’t be ended where nobody knows at which form they are', async () => {
    await expect(hooks?.unsubscribe?.(context(), { id: 'x' })).rejects.toMatchObject({ details: { code: 'no_state' } });
  });

  it('are put at the form, once for each address, and taken away', async () => {
    const request = { url: 'https://portico.example/h', secret: 's', events: ['form_response'] };
    const tag = 'portico-6177f65a87b5a915';
    const path = `${at}/forms/u6nXL7/webhooks/`;
    app.play({ request: `PUT ${path}${tag}`, json: { id: 'w1', tag, enabled: true } });
    const made = await hooks?.subscribe?.(context(), request);
    expect(made).toEqual({ id: tag, state: { form: 'u6nXL7', tag } });
    expect(app.received[0]?.json()).toMatchObject({ secret: 's', event_types: { form_response_partial: false } });
    app.play({ request: `DELETE ${path}${tag}`, status: 404, json: { code: 'WEBHOOK_NOT_FOUND', description: 'x' } });
    if (made) await hooks?.unsubscribe?.(context(), made);
  });
});

describe('new forms', () => {
  const forms = (items: unknown[]) =>
    app.play({
      request: `GET ${at}/forms?page=1&page_size=200&sort_by=created_at&order_by=desc`,
      json: { page_count: 1, items },
    });
  const form = (id: string, created_at: string) => ({ id, title: id, created_at });
  const trigger = triggers.formCreated;
  const poll = async (cursor: unknown) =>
    trigger?.via === 'poll' ? trigger.poll(context(), { cursor: JSON.parse(JSON.stringify(cursor)) }) : undefined;

  it('begin with nothing, and miss none of the same second', async () => {
    forms([form('a', '2026-11-20T09:00:00Z')]);
    const first = await poll(null);
    expect(first?.items).toEqual([]);
    forms([form('b', '2026-11-20T09:00:00Z'), form('a', '2026-11-20T09:00:00Z')]);
    const second = await poll(first?.cursor ?? null);
    expect(second?.items.map(({ id }) => id)).toEqual(['b']);
  });
});
