import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { at, date, guest, learnt, testCalendly } from './test-calendly.ts';

const { app, context, hooks, triggers = {} } = await testCalendly();

describe('hooks', () => {
  const text = JSON.stringify({
    event: 'invitee.created',
    created_at: '2026-11-20T09:00:00.000000Z',
    created_by: learnt.user,
    payload: guest('E1', 'I1'),
  });
  const hook = (time: number, secret = 's', body = text) => {
    const signature = createHmac('sha256', secret).update(`${time}.${text}`).digest('hex');
    const headers = new Headers({ 'calendly-webhook-signature': `t=${time},v1=${signature}` });
    return { method: 'POST', url: new URL('https://portico.example/h'), headers, body: new TextEncoder().encode(body) };
  };
  const now = Date.parse(date) / 1000;
  const verify = (request: ReturnType<typeof hook>) =>
    typeof hooks?.verify === 'function' ? hooks.verify(request, { secret: 's' }, new Date(date)) : undefined;

  it('are believed for three minutes', () => {
    expect(verify(hook(now - 179))).toEqual({ ok: true });
    expect(verify(hook(now - 181))).toEqual({ ok: false, because: 'too_old' });
    expect(verify(hook(now, 'another'))).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify(hook(now, 's', `${text} `))).toEqual({ ok: false, because: 'bad_signature' });
    const unsigned = { ...hook(now), headers: new Headers({ 'calendly-webhook-signature': `t=${now}` }) };
    expect(verify(unsigned)).toEqual({ ok: false, because: 'missing_header' });
  });

  it('say who was invited to what', () => {
    expect(hooks?.events(hook(now))).toMatchObject([
      {
        id: `invitee.created ${at}/scheduled_events/E1/invitees/I1 2026-11-20T09:00:00.000000Z`,
        type: 'invitee.created',
        account: 'U1',
        object: 'invitee',
        key: 'E1/I1',
      },
    ]);
  });

  it('bring what the triggers wait for', () => {
    for (const trigger of Object.values(triggers)) {
      if (trigger.via !== 'hook') continue;
      const [told] = hooks?.events(hook(now, 's', JSON.stringify(trigger.sample))) ?? [];
      expect(trigger.events).toEqual([told?.type]);
      expect(trigger.output.safeParse(trigger.sample).success).toBe(true);
    }
  });

  it('of who did not come name the invitee', () => {
    const absence = { uri: `${at}/invitee_no_shows/N1`, invitee: guest('E1', 'I1').uri };
    const told = { event: 'invitee_no_show.created', created_at: '2026-11-20T09:00:00.000000Z', payload: absence };
    expect(hooks?.events(hook(now, 's', JSON.stringify(told)))).toMatchObject([{ object: 'invitee', key: 'E1/I1' }]);
  });

  it('are asked for the organisation where it was so chosen', async () => {
    const uri = `${at}/webhook_subscriptions/W2`;
    app.play({ request: `POST ${at}/webhook_subscriptions`, status: 201, json: { resource: { uri } } });
    const asked = { url: 'https://portico.example/h', secret: 's', events: ['event_type.created'] };
    await hooks?.subscribe?.(context({ settings: { whose: 'organization' } }), asked);
    expect(app.received[0]?.json()).toEqual({
      url: asked.url,
      events: asked.events,
      scope: 'organization',
      organization: learnt.organization,
      signing_key: 's',
    });
  });

  it('are asked for the person, and ended', async () => {
    app.play({
      request: `POST ${at}/webhook_subscriptions`,
      json: { resource: { uri: `${at}/webhook_subscriptions/W1` } },
    });
    const asked = { url: 'https://portico.example/h', secret: 's', events: ['invitee.created', 'invitee.created'] };
    const made = await hooks?.subscribe?.(context(), asked);
    expect(app.received[0]?.json()).toEqual({
      url: asked.url,
      events: ['invitee.created'],
      scope: 'user',
      ...learnt,
      signing_key: 's',
    });
    app.play({ request: `DELETE ${at}/webhook_subscriptions/W1`, status: 404, json: { title: 'Resource Not Found' } });
    if (made) await hooks?.unsubscribe?.(context(), made);
  });
});
