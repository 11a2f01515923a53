import { createHmac } from 'node:crypto';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

const app = testApp();
const zendesk = await loadTestConnector(basename(import.meta.dirname));
const { hooks, triggers = {}, options = {} } = zendesk.connector;

const api = 'https://acme.zendesk.com/api/v2';
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const context = () => createTestContext({ connector: zendesk, app, learnt: { subdomain: 'acme' } });

describe('hooks', () => {
  const now = new Date(date);
  const secret = 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==';
  const body = JSON.stringify({
    type: 'zen:event-type:ticket.status_changed',
    account_id: 12514403,
    id: '2b24ef10-19d4-4740-93cf-8f98ec4776c0',
    time: '2026-11-21T08:59:59Z',
    subject: 'zen:ticket:35436',
    detail: { id: '35436', status: 'OPEN' },
    event: { current: 'OPEN', previous: 'NEW' },
  });
  const request = (text: string, at = now.toISOString(), key = secret) => ({
    method: 'POST',
    url: new URL('https://portico.example/h'),
    headers: new Headers({
      'x-zendesk-webhook-signature': createHmac('sha256', key).update(`${at}${body}`).digest('base64'),
      'x-zendesk-webhook-signature-timestamp': at,
    }),
    body: Buffer.from(text),
  });
  const verify = (one: ReturnType<typeof request>) =>
    typeof hooks?.verify === 'function' ? hooks.verify(one, { secret }, now) : undefined;

  it('are signed over time and body', () => {
    expect(verify(request(body))).toEqual({ ok: true });
    expect(verify(request(`${body} `))).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify(request(body, now.toISOString(), 'other'))).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify(request(body, '2026-11-21T08:00:00Z'))).toEqual({ ok: false, because: 'too_old' });
    expect(verify({ ...request(body), headers: new Headers() })).toEqual({ ok: false, because: 'missing_header' });
  });

  it('tell which record is meant, in the words that triggers wait for', () => {
    const [event] = hooks?.events(request(body)) ?? [];
    expect(event).toMatchObject({ object: 'ticket', key: '35436', at: '2026-11-21T08:59:59Z' });
    const trigger = triggers.ticketStatusChanged;
    expect(trigger?.via === 'hook' && trigger.events).toContain(event?.type);
    expect(trigger?.output.safeParse(event?.data).success).toBe(true);
    expect(() => hooks?.events(request('<html>'))).toThrow('no event');
  });

  it('are asked for, with the secret that Zendesk chooses, and ended', async () => {
    app.play(
      { request: `POST ${api}/webhooks`, status: 201, json: { webhook: { id: '01H', name: 'Portico' } } },
      { request: `GET ${api}/webhooks/01H/signing_secret`, json: { signing_secret: { algorithm: 'SHA256', secret } } },
      { request: `DELETE ${api}/webhooks/01H`, status: 404, json: { errors: [{ code: 'ResourceNotFound' }] } },
    );
    const wanted = { url: 'https://portico.example/h', secret: 's', events: ['zen:event-type:ticket.created'] };
    const subscription = await hooks?.subscribe?.(context(), wanted);
    expect(subscription).toEqual({ id: '01H', secret });
    expect(app.received[0]?.json()).toMatchObject({
      webhook: { endpoint: wanted.url, subscriptions: wanted.events, http_method: 'POST', status: 'active' },
    });
    await hooks?.unsubscribe?.(context(), { id: '01H' });
  });
});

describe('options', () => {
  it('are agents, and organizations as far as they are typed', async () => {
    app.play(
      {
        request: `GET ${api}/users.json?role%5B%5D=agent&role%5B%5D=admin&page%5Bsize%5D=100`,
        json: {
          users: [
            { id: 1, name: 'Ada', email: 'ada@acme.example' },
            { id: 2, name: 'Bo' },
          ],
          meta: {},
        },
      },
      {
        request: `GET ${api}/organizations/autocomplete.json?name=glo`,
        json: { organizations: [{ id: 5, name: 'Globex' }] },
      },
    );
    expect(await options.agents?.(context(), { search: 'ADA@', cursor: null })).toEqual({
      options: [{ value: '1', label: 'Ada', detail: 'ada@acme.example' }],
      next: null,
    });
    expect(await options.organizations?.(context(), { search: 'glo', cursor: null })).toMatchObject({
      options: [{ value: '5', label: 'Globex' }],
    });
  });
});
