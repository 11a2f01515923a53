import { describe, expect, it } from 'vitest';
import { at, hash, testMailchimp } from './test-mailchimp.ts';

const { app, context, hooks } = await testMailchimp();

describe('hooks', () => {
  const hook = (body = '', method = 'POST') => ({
    method,
    url: new URL('https://p.example/hooks/1'),
    headers: new Headers(),
    body: new TextEncoder().encode(body),
  });

  it('are subscribed at the audience, and ended there', async () => {
    app.play(
      { request: `POST ${at}/lists/l1/webhooks`, json: { id: 'w1' } },
      { request: `DELETE ${at}/lists/l1/webhooks/w1`, status: 204 },
    );
    const request = { url: 'https://p.example/hooks/1', secret: 's', events: [] };
    const subscription = await hooks?.subscribe?.(context(), request);
    expect(subscription).toEqual({ id: 'w1', state: { audience: 'l1' } });
    expect(app.received[0]?.json()).toMatchObject({ url: request.url, sources: { api: false } });
    if (subscription) await hooks?.unsubscribe?.(context(), subscription);
  });

  it('answer when Mailchimp asks whether somebody is there', () => {
    expect(hooks?.challenge?.(hook('', 'GET'), { secret: '' })?.status).toBe(200);
    expect(hooks?.challenge?.(hook('type=subscribe'), { secret: '' })).toBeUndefined();
  });

  it('name the contact that is to be read again', () => {
    const told = new URLSearchParams({
      type: 'upemail',
      fired_at: '2026-11-21 09:00:00',
      'data[new_email]': 'Ada@acme.example',
      'data[old_email]': 'old@acme.example',
    });
    expect(hooks?.events(hook(told.toString()))).toMatchObject([
      { type: 'upemail', object: 'contact', key: hash, at: '2026-11-21T09:00:00.000Z' },
    ]);
  });
});
