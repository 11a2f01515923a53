import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { date, testTwilio } from './test-twilio.ts';

const { hooks } = await testTwilio();

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
