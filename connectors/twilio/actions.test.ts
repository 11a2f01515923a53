import { describe, expect, it } from 'vitest';
import { accountSid, at, message, refusal, testTwilio } from './test-twilio.ts';

const { app, context, run, actions = {}, options = {} } = await testTwilio();

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
