import { generateKeyPairSync, sign } from 'node:crypto';
import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const sendgrid = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {}, options = {}, hooks, check } = sendgrid.connector;
const context = (accountType = 'global') =>
  createTestContext({ connector: sendgrid, app, accountType, fields: { apiKey: 'SG.1' } });
const at = 'https://api.sendgrid.com/v3';
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const run = (name: string, input: unknown) => {
  const action = actions[name];
  if (!action) throw new Error(`There is no action ${name}.`);
  return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
};

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('check', () => {
  it('warns of a key that may not send, and goes where the account is', async () => {
    app.play({ request: 'GET https://api.eu.sendgrid.com/v3/scopes', json: { scopes: ['templates.read'] } });
    expect(await check?.(context('eu'))).toMatchObject({
      name: 'SendGrid',
      notice: expect.stringContaining('Mail Send'),
    });
  });

  it('names a verified sender', async () => {
    app.play(
      { request: `GET ${at}/scopes`, json: { scopes: ['mail.send', 'verified_senders.read'] } },
      {
        request: `GET ${at}/verified_senders?limit=1`,
        json: { results: [{ id: 1, from_email: 'shop@acme.example' }] },
      },
    );
    expect(await check?.(context())).toEqual({ id: 'sendgrid', name: 'shop@acme.example' });
  });
});

describe('suppressions', () => {
  it('come by offset, since the pass before', async () => {
    const since = Date.parse('2026-11-20T00:00:00Z') / 1000;
    const page = Array.from({ length: 500 }, (_, index) => ({
      email: `${index}@acme.example`,
      created: since + index,
    }));
    app.play(
      {
        request: `GET ${at}/suppression/unsubscribes?start_time=${since}&limit=500&offset=0`,
        headers: { date },
        json: page,
      },
      {
        request: `GET ${at}/suppression/unsubscribes?start_time=${since}&limit=500&offset=500`,
        headers: { date },
        json: [],
      },
    );
    const pass = await readPass(objects.unsubscribe, context(), {
      mode: 'incremental',
      watermark: '2026-11-20T00:00:00.000Z',
    });
    expect(pass.rows).toHaveLength(500);
    expect(pass.watermark).toBe('2026-11-21T08:58:00.000Z');
  });

  it('wait until the limit comes back', async () => {
    const request = `GET ${at}/suppression/bounces`;
    const headers = { 'x-ratelimit-reset': String(Date.parse(date) / 1000 + 4) };
    app.play(
      { request, status: 429, headers, json: { errors: [{ message: 'too many requests' }] } },
      { request, headers: { date }, json: [] },
    );
    const patient = context();
    await readPass(objects.bounce, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([4_000]);
  });
});

describe('lists', () => {
  it('go on at the address that SendGrid names', async () => {
    const next = `${at}/marketing/lists?page_size=1000&page_token=t`;
    app.play(
      {
        request: `GET ${at}/marketing/lists?page_size=1000`,
        json: { result: [{ id: 'l1', name: 'A' }], _metadata: { next } },
      },
      { request: `GET ${next}`, json: { result: [], _metadata: {} } },
    );
    expect((await readPass(objects.list, context(), { mode: 'full' })).rows).toHaveLength(1);
  });
});

describe('sending', () => {
  const mail = {
    from: 'shop@acme.example',
    to: ['ada@acme.example'],
    subject: 'Hi',
    text: 'T',
    html: '<p>T</p>',
    cc: ['bo@acme.example'],
  };

  it('puts the plain text first and gives the name of the message', async () => {
    app.play({ request: `POST ${at}/mail/send`, status: 202, headers: { 'x-message-id': 'm1' }, text: '' });
    expect(await run('sendEmail', mail)).toEqual({ messageId: 'm1' });
    expect(app.received[0]?.json()).toEqual({
      from: { email: 'shop@acme.example' },
      personalizations: [{ to: [{ email: 'ada@acme.example' }], cc: [{ email: 'bo@acme.example' }] }],
      subject: 'Hi',
      content: [
        { type: 'text/plain', value: 'T' },
        { type: 'text/html', value: '<p>T</p>' },
      ],
    });
  });

  it('happens once, also when SendGrid stumbles', async () => {
    app.play({ request: `POST ${at}/mail/send`, status: 503, text: '' });
    await expect(run('sendEmail', mail)).rejects.toMatchObject({ details: { class: 'app_down' } });
  });

  it('says which field was not taken', async () => {
    const errors = [{ message: 'The from address does not match a verified Sender Identity.', field: 'from' }];
    app.play({ request: `POST ${at}/mail/send`, status: 403, json: { errors } });
    await expect(run('sendEmail', mail)).rejects.toMatchObject({ details: { class: 'permission', field: 'from' } });
  });

  it('needs something to send', () => {
    expect(actions.sendEmail?.input.safeParse({ ...mail, text: '', html: undefined }).success).toBe(false);
  });
});

describe('options', () => {
  it('follow the next page', async () => {
    app.play({
      request: `GET ${at}/templates?generations=dynamic&page_size=200`,
      json: { result: [{ id: 'd-1', name: 'Welcome' }], _metadata: { next: `${at}/templates?page_token=t` } },
    });
    expect(await options.templates?.(context(), { search: 'wel', cursor: null })).toEqual({
      options: [{ value: 'd-1', label: 'Welcome' }],
      next: `${at}/templates?page_token=t`,
    });
  });
});

describe('hooks', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const secret = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const body = new TextEncoder().encode(
    '[{"event":"open","sg_event_id":"e1","email":"ada@acme.example","timestamp":1795251600}]\r\n',
  );
  const timestamp = String(Date.parse(date) / 1000);
  const signature = sign('sha256', Buffer.concat([Buffer.from(timestamp), body]), privateKey).toString('base64');
  const hook = (headers: Record<string, string>) => ({
    method: 'POST',
    url: new URL('https://p.example'),
    headers: new Headers(headers),
    body,
  });
  const names = {
    signature: 'x-twilio-email-event-webhook-signature',
    timestamp: 'x-twilio-email-event-webhook-timestamp',
  };
  const verify = (headers: Record<string, string>, key = secret) =>
    typeof hooks?.verify === 'function' ? hooks.verify(hook(headers), { secret: key }, new Date(date)) : undefined;

  it('are believed by the public key', () => {
    expect(verify({ [names.signature]: signature, [names.timestamp]: timestamp })).toEqual({ ok: true });
    expect(verify({ [names.signature]: signature, [names.timestamp]: String(Number(timestamp) + 1) })).toEqual({
      ok: false,
      because: 'bad_signature',
    });
    expect(verify({ [names.signature]: `${signature}=`, [names.timestamp]: timestamp })).toEqual({
      ok: false,
      because: 'bad_signature',
    });
    expect(verify({ [names.signature]: signature, [names.timestamp]: timestamp }, 'no key')).toEqual({
      ok: false,
      because: 'unreadable',
    });
    expect(verify({ [names.signature]: signature })).toEqual({ ok: false, because: 'missing_header' });
  });

  it('hold many events', () => {
    expect(hooks?.events(hook({}))).toMatchObject([{ id: 'e1', type: 'open', data: { email: 'ada@acme.example' } }]);
  });
});
