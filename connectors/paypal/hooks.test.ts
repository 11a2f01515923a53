import { createSign, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { crc32 } from './crc32.ts';
import { at, post, testPayPal } from './test-paypal.ts';

const { app, context, hooks, triggers = {} } = await testPayPal();
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const now = new Date('2026-11-21T09:00:00Z');
const webhook = '1JE4291016473214C';

const event = {
  id: 'WH-2WR32451HC0233532-67976317FL4543714',
  event_type: 'CUSTOMER.DISPUTE.CREATED',
  create_time: '2026-11-21T09:00:00.000Z',
  resource: { dispute_id: 'PP-D-4012' },
};
const text = JSON.stringify(event);

function hook(body: string, more: Record<string, string | undefined> = {}) {
  const time = more['paypal-transmission-time'] ?? '2026-11-21T09:00:00Z';
  const signer = createSign('RSA-SHA256').update(`t-1|${time}|${webhook}|${crc32(Buffer.from(text))}`);
  const all = {
    'paypal-transmission-id': 't-1',
    'paypal-transmission-time': time,
    'paypal-transmission-sig': signer.sign(keys.privateKey, 'base64'),
    'paypal-cert-url': 'https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77',
    'paypal-auth-algo': 'SHA256withRSA',
    ...more,
  };
  const headers = new Headers(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return { method: 'POST', url: new URL('https://portico.example/h'), headers, body: Buffer.from(body) };
}

describe('hooks', () => {
  const verify = (
    request: ReturnType<typeof hook>,
    secrets: { secret: string; certificate?: string } = { secret: webhook, certificate: pem },
  ) => (typeof hooks?.verify === 'function' ? hooks.verify(request, secrets, now) : undefined);
  const unreadable = { ok: false, because: 'unreadable' };

  it('count the checksum as everybody does', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
    expect(crc32(Buffer.from(''))).toBe(0);
  });

  it('are signed with the certificate', () => {
    expect(verify(hook(text))).toEqual({ ok: true });
    expect(verify(hook(`${text} `))).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify(hook(text), { secret: 'OTHERWEBHOOK', certificate: pem })).toEqual({
      ok: false,
      because: 'bad_signature',
    });
    expect(verify(hook(text), { secret: webhook })).toEqual({ ok: false, because: 'missing_header' });
    for (const name of ['paypal-transmission-id', 'paypal-transmission-sig', 'paypal-cert-url', 'paypal-auth-algo'])
      expect(verify(hook(text, { [name]: undefined })), name).toEqual({ ok: false, because: 'missing_header' });
    expect(verify(hook(text, { 'paypal-auth-algo': 'SHA1withRSA' }))).toEqual(unreadable);
  });

  it('may be as old as PayPal tries, and no older', () => {
    expect(verify(hook(text, { 'paypal-transmission-time': '2026-11-18T09:30:00Z' }))).toEqual({ ok: true });
    expect(verify(hook(text, { 'paypal-transmission-time': '2026-11-18T07:00:00Z' }))).toEqual({
      ok: false,
      because: 'too_old',
    });
  });

  it.each([
    'https://evil.example/v1/notifications/certs/CERT-1',
    'https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1',
    'https://evilpaypal.com/v1/notifications/certs/CERT-1',
    'https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1',
    'https://me@api.paypal.com/v1/notifications/certs/CERT-1',
    'http://api.paypal.com/v1/notifications/certs/CERT-1',
    'https://api.paypal.com:8443/v1/notifications/certs/CERT-1',
    'https://www.paypal.com/redirect?to=https://evil.example',
    'https://api.paypal.com/v1/notifications/certs/../../../redirect',
    'not an address',
  ])('take no certificate from %s', (address) => {
    const request = hook(text, { 'paypal-cert-url': address });
    expect(hooks?.certificateUrl?.(request)).toBeUndefined();
    expect(verify(request)).toEqual(unreadable);
  });

  it('say where the certificate is', () => {
    expect(hooks?.certificateUrl?.(hook(text))?.href).toContain('https://api.paypal.com/v1/notifications/certs/CERT-');
  });

  it('name the row that they speak of', () => {
    const of = (event_type: string, resource: object) =>
      hooks?.events(hook(JSON.stringify({ ...event, event_type, resource })))[0];
    expect(of('CUSTOMER.DISPUTE.CREATED', event.resource)).toMatchObject({
      id: event.id,
      object: 'dispute',
      key: 'PP-D-4012',
    });
    expect(of('INVOICING.INVOICE.PAID', { invoice: { id: 'INV2-1' } })).toMatchObject({
      object: 'invoice',
      key: 'INV2-1',
    });
    expect(of('BILLING.SUBSCRIPTION.ACTIVATED', { id: 'I-1' })).toMatchObject({ object: 'subscription', key: 'I-1' });
    expect(of('PAYMENT.CAPTURE.COMPLETED', { id: '4231' })).not.toHaveProperty('object');
    expect(() => hooks?.events(hook('<html>'))).toThrow('no event');
  });

  it('are asked for and ended; the webhook’s ID is what they are checked with', async () => {
    app.play(post('/v1/notifications/webhooks', { id: webhook, url: 'https://portico.example/h' }, 201));
    const wanted = { url: 'https://portico.example/h', secret: 's', events: ['A.B', 'C.D', 'A.B'] };
    const subscription = await hooks?.subscribe?.(context(), wanted);
    expect(subscription).toEqual({ id: webhook, secret: webhook });
    expect(app.received[0]?.json()).toEqual({ url: wanted.url, event_types: [{ name: 'A.B' }, { name: 'C.D' }] });
    const path = `DELETE ${at}/v1/notifications/webhooks/${webhook}`;
    app.play(
      { request: path, status: 204, text: '' },
      { request: path, status: 404, json: { name: 'INVALID_RESOURCE_ID' } },
    );
    await hooks?.unsubscribe?.(context(), { id: webhook });
    await hooks?.unsubscribe?.(context(), { id: webhook });
  });

  it('have triggers whose samples fit', () => {
    for (const trigger of Object.values(triggers)) expect(trigger.output.safeParse(trigger.sample).success).toBe(true);
  });
});
