import { describe, expect, it } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import { accountSid, at, date, keySid, message, refusal, testTwilio } from './test-twilio.ts';

const { app, context, withToken, objects, check } = await testTwilio();

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
