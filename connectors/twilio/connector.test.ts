import { createHash, createHmac } from 'node:crypto';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const twilio = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {}, options = {}, hooks, check } = twilio.connector;
const accountSid = `AC${'a'.repeat(32)}`;
const keySid = `SK${'b'.repeat(32)}`;
const context = (more: Record<string, unknown> = {}) =>
  createTestContext({
    connector: twilio,
    app,
    accountType: 'key',
    fields: { accountSid, keySid, keySecret: 's', ...more },
  });
const withToken = () =>
  createTestContext({ connector: twilio, app, accountType: 'token', fields: { accountSid, authToken: 't' } });

const at = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}`;
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const message = (number: number) => ({
  sid: `SM${String(number).padStart(32, '0')}`,
  status: 'delivered',
  date_sent: 'Sat, 21 Nov 2026 08:00:00 +0000',
  error_code: null,
});
const run = (name: string, input: unknown = actions[name]?.example) => {
  const action = actions[name];
  if (!action) throw new Error(`There is no action ${name}.`);
  return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
};
const refusal = (request: string, status: number, code: number, message = 'No'): Exchange => ({
  request,
  status,
  json: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

describe('check', () => {
  it('names the first number, where a key may not read the account', async () => {
    const incoming_phone_numbers = [{ account_sid: accountSid, phone_number: '+15005550006' }];
    app.play({ request: `GET ${at}/IncomingPhoneNumbers.json?PageSize=1`, json: { incoming_phone_numbers } });
    expect(await check?.(context())).toEqual({ id: accountSid, name: 'Twilio (+15005550006)' });
    expect(app.received[0]?.headers.authorization).toBe(`Basic ${Buffer.from(`${keySid}:s`).toString('base64')}`);
  });

  it('names the account, and warns of a trial', async () => {
    app.play({
      request: `GET ${at}.json`,
      json: { sid: accountSid, friendly_name: 'Acme', status: 'active', type: 'Trial' },
    });
    expect(await check?.(withToken())).toMatchObject({ name: 'Acme', notice: expect.stringContaining('trial') });
  });

  it('goes to the region of the account', async () => {
    app.play({
      request: `GET ${at.replace('api.', 'api.dublin.ie1.')}/IncomingPhoneNumbers.json?PageSize=1`,
      json: { incoming_phone_numbers: [] },
    });
    expect(await check?.(context({ host: 'api.dublin.ie1.twilio.com' }))).toMatchObject({
      notice: expect.stringContaining('no phone number'),
    });
  });

  it("shows Twilio's own words for a wrong key", async () => {
    app.play(refusal(`GET ${at}.json`, 401, 20_003, 'Authenticate'));
    await expect(check?.(withToken())).rejects.toMatchObject({
      details: { class: 'auth', appMessage: 'Authenticate' },
    });
  });
});

describe('lists', () => {
  const next = `/2010-04-01/Accounts/${accountSid}/Messages.json?PageSize=1000&Page=1&PageToken=PA1`;
  const first = `GET ${at}/Messages.json?PageSize=1000`;

  it('go on where Twilio says, over an empty page', async () => {
    const third = next.replace('PA1', 'PA2');
    app.play(
      { request: first, headers: { date }, json: { messages: [message(1)], next_page_uri: next } },
      { request: `GET https://api.twilio.com${next}`, json: { messages: [], next_page_uri: third } },
      { request: `GET https://api.twilio.com${third}`, json: { messages: [message(2)], next_page_uri: null } },
    );
    const pass = await readPass(objects.message, context(), { mode: 'full' });
    expect(pass.rows.map(({ sid }) => sid)).toEqual([message(1).sid, message(2).sid]);
    expect(pass.watermark).toBe('2026-11-20T09:00:00.000Z');
  });

  it.each([
    ['message', 'Messages', 'DateSent', 'messages'],
    ['call', 'Calls', 'StartTime', 'calls'],
    ['recording', 'Recordings', 'DateCreated', 'recordings'],
  ])('ask for %s since a day before the last pass', async (object, path, by, rows) => {
    app.play({
      request: `GET ${at}/${path}.json?${by}%3E=2026-11-20T09%3A00%3A00Z&PageSize=1000`,
      headers: { date },
      json: { [rows]: [], next_page_uri: null },
    });
    await readPass(objects[object], context(), { mode: 'incremental', watermark: '2026-11-20T09:00:00.000Z' });
  });

  it('do not follow a link to somebody else', async () => {
    app.play({ request: first, json: { messages: [message(1)], next_page_uri: 'https://evil.example/x' } });
    await expect(readPass(objects.message, context(), { mode: 'full' })).rejects.toThrow();
  });

  it('do not go round in a circle', async () => {
    app.play(
      { request: first, json: { messages: [message(1)], next_page_uri: next } },
      { request: `GET https://api.twilio.com${next}`, json: { messages: [message(2)], next_page_uri: next } },
    );
    await expect(readPass(objects.message, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { code: 'repeated_cursor' },
    });
  });

  it('wait when too many requests run, as long as is said', async () => {
    app.play(
      { ...refusal(first, 429, 20_429, 'Too Many Requests'), headers: { 'retry-after': '2' } },
      { request: first, status: 429, headers: { 'retry-after': 'Sat, 21 Nov 2026 09:00:03 GMT', date }, text: '' },
      { request: first, json: { messages: [] } },
    );
    const patient = context();
    await readPass(objects.message, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([2_000, 3_000]);
  });

  it('are not taken from a web page, nor a row without a SID', async () => {
    app.play({ request: first, headers: { 'content-type': 'text/html' }, text: '<html>' });
    await expect(readPass(objects.message, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
    app.play({ request: first, json: { messages: [{ status: 'sent' }] } });
    await expect(readPass(objects.message, context(), { mode: 'full' })).rejects.toThrow();
  });

  it('bring one row as the list does, or none', async () => {
    app.play(
      { request: `GET ${at}/Messages/SM1.json`, json: message(1) },
      refusal(`GET ${at}/Calls/CA1.json`, 404, 20_404),
    );
    expect(await objects.message?.get?.(context(), 'SM1')).toEqual(message(1));
    expect(await objects.call?.get?.(context(), 'CA1')).toBeNull();
  });
});

describe('actions', () => {
  const sent = message(1);
  const call = { sid: 'CA1', status: 'queued' };
  const verification = { sid: 'VE1', status: 'pending' };
  const service = 'https://verify.twilio.com/v2/Services/VA00000000000000000000000000000001';
  const one = `${at}/Messages/SM00000000000000000000000000000001.json`;

  it.each<[string, string, unknown, Record<string, string>?]>([
    [
      'sendSms',
      `POST ${at}/Messages.json`,
      sent,
      { To: '+15005550010', From: '+15005550006', Body: 'Your order 42 is on its way.' },
    ],
    [
      'sendWhatsApp',
      `POST ${at}/Messages.json`,
      sent,
      { To: 'whatsapp:+15005550010', From: 'whatsapp:+14155238886', Body: 'Your order 42 is on its way.' },
    ],
    ['cancelMessage', `POST ${one}`, sent, { Status: 'canceled' }],
    ['redactMessage', `POST ${one}`, sent, { Body: '' }],
    ['deleteMessage', `DELETE ${one}`, undefined],
    ['endCall', `POST ${at}/Calls/CA00000000000000000000000000000001.json`, call, { Status: 'completed' }],
    ['lookUpNumber', 'GET https://lookups.twilio.com/v2/PhoneNumbers/%2B14159929960', { valid: true }],
    ['sendCode', `POST ${service}/Verifications`, verification, { To: '+15005550010', Channel: 'sms' }],
    ['checkCode', `POST ${service}/VerificationCheck`, verification, { To: '+15005550010', Code: '123456' }],
  ])('%s sends exactly what was given', async (name, request, json, form = {}) => {
    app.play(json === undefined ? { request, status: 204 } : { request, json });
    await run(name);
    expect(app.received[0]?.form()).toEqual(form);
  });

  it('schedule in the time that Twilio reads', async () => {
    app.play({ request: `POST ${at}/Messages.json`, status: 201, json: { ...sent, status: 'scheduled' } });
    await run('scheduleSms', { ...(actions.scheduleSms?.example as object), at: '2026-12-01T17:00:00+01:00' });
    expect(app.received[0]?.form()).toMatchObject({ ScheduleType: 'fixed', SendAt: '2026-12-01T16:00:00Z' });
  });

  it('fill a template of WhatsApp', async () => {
    app.play({ request: `POST ${at}/Messages.json`, json: sent });
    const template = `HX${'0'.repeat(32)}`;
    await run('sendWhatsApp', { from: '+14155238886', to: '+15005550010', template, values: { 1: 'Ada' } });
    expect(app.received[0]?.form()).toMatchObject({ ContentSid: template, ContentVariables: '{"1":"Ada"}' });
  });

  it('say what was typed, and nothing else', async () => {
    app.play({ request: `POST ${at}/Calls.json`, json: call });
    await run('callAndSay', { from: '+15005550006', to: '+15005550010', text: '</Say><Dial>+1900</Dial>' });
    expect(app.received[0]?.form().Twiml).toBe(
      '<Response><Say language="en-US">&lt;/Say&gt;&lt;Dial&gt;+1900&lt;/Dial&gt;</Say></Response>',
    );
  });

  it('send once, also when the answer gets lost', async () => {
    app.play({ request: `POST ${at}/Messages.json`, status: 503, text: '' });
    await expect(run('sendSms')).rejects.toMatchObject({ details: { class: 'app_down' } });
  });

  it.each([
    [400, 21_211, 'invalid', 'to'],
    [400, 21_606, 'invalid', 'from'],
    [400, 21_608, 'permission', 'to'],
    [400, 21_617, 'too_large', 'text'],
    [400, 21_610, 'permission', 'to'],
    [404, 20_404, 'not_found', undefined],
  ])('read %i %i as %s', async (status, code, errorClass, field) => {
    app.play(refusal(`POST ${at}/Messages.json`, status, code));
    await expect(run('sendSms')).rejects.toMatchObject({
      details: { class: errorClass, code: String(code), field, appMessage: 'No' },
    });
  });
});

describe('options', () => {
  it('follow the next page of numbers', async () => {
    const phone_number = '+15005550006';
    const next_page_uri = `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers.json?Page=1`;
    app.play({
      request: `GET ${at}/IncomingPhoneNumbers.json?PageSize=200`,
      json: { incoming_phone_numbers: [{ sid: 'PN1', phone_number, friendly_name: 'Shop' }], next_page_uri },
    });
    expect(await options.numbers?.(context(), { search: 'sho', cursor: null })).toEqual({
      options: [{ value: phone_number, label: phone_number, detail: 'Shop' }],
      next: `https://api.twilio.com${next_page_uri}`,
    });
  });

  it('name services', async () => {
    const next = 'https://verify.twilio.com/v2/Services?Page=1';
    app.play({ request: `GET ${next}`, json: { services: [{ sid: 'VA1', friendly_name: 'Shop' }], meta: {} } });
    expect(await options.verifyServices?.(context(), { search: '', cursor: next })).toEqual({
      options: [{ value: 'VA1', label: 'Shop' }],
      next: null,
    });
  });
});

describe('hooks', () => {
  const secret = 'auth-token';
  const address = 'https://portico.example/api/hooks/h1';
  const hook = (body: string, signed: string, url = address) => ({
    method: 'POST',
    url: new URL(url),
    headers: new Headers({ 'x-twilio-signature': createHmac('sha1', secret).update(signed).digest('base64') }),
    body: new TextEncoder().encode(body),
  });
  const verify = (request: ReturnType<typeof hook>) =>
    typeof hooks?.verify === 'function' ? hooks.verify(request, { secret }, new Date()) : undefined;

  it('are believed with and without the port, each value once and sorted', () => {
    const body = 'b=2&a=1&b=1&b=2';
    expect(verify(hook(body, `${address}a1b1b2`))).toEqual({ ok: true });
    expect(verify(hook(body, 'https://portico.example:443/api/hooks/h1a1b1b2'))).toEqual({ ok: true });
    expect(verify(hook('a=1', 'https://portico.example:8443/xa1', 'https://portico.example:8443/x'))).toEqual({
      ok: true,
    });
    expect(verify(hook(body, `${address}b2a1b1b2`))).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify({ ...hook(body, ''), headers: new Headers() })).toEqual({ ok: false, because: 'missing_header' });
  });

  it('are believed as JSON by the hash in the address, and only then', () => {
    const body = '[]';
    const url = `${address}?bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
    expect(verify(hook(body, url, url))).toEqual({ ok: true });
    expect(verify(hook('[1]', url, url))).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify(hook(body, address))).toEqual({ ok: false, because: 'bad_signature' });
  });

  it.each([
    ['MessageSid=SM1&SmsStatus=received&AccountSid=AC1&Body=Hi', 'message.received', 'message', 'SM1'],
    [
      'SmsSid=SM1&MessageSid=SM1&SmsStatus=sent&MessageStatus=delivered&AccountSid=AC1',
      'message.delivered',
      'message',
      'SM1',
    ],
    ['CallSid=CA1&CallStatus=completed&AccountSid=AC1', 'call.completed', 'call', 'CA1'],
    [
      'CallSid=CA1&RecordingSid=RE1&RecordingStatus=completed&AccountSid=AC1',
      'recording.completed',
      'recording',
      'RE1',
    ],
  ])('name what %s speaks of', (body, type, object, key) => {
    const [event] = hooks?.events(hook(body, '')) ?? [];
    expect(event).toMatchObject({ id: `${key}/${type.split('.')[1]}`, type, account: 'AC1', object, key });
  });

  it('hold many events of a stream', () => {
    const event = { id: 'EZ1', type: 'com.twilio.messaging.message.sent', time: date, data: { accountSid: 'AC1' } };
    expect(hooks?.events(hook(JSON.stringify([event, { ...event, id: 'EZ2' }]), ''))).toMatchObject([
      { id: 'EZ1', account: 'AC1' },
      { id: 'EZ2' },
    ]);
  });
});
