import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { verifyWebhook, WebhookVerificationError } from './verify-webhook.ts';

const secret = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`;
const other = `whsec_${Buffer.from('another secret, of other bytes..').toString('base64')}`;
const payload = JSON.stringify({
  type: 'record.added',
  data: { name: 'Zoë 🌊', size: 12345678901234567890n.toString() },
});

function signed({ by = secret, body = payload, at = new Date(), id = 'evt_1' } = {}) {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(by).sign(id, at, body),
  };
}

function refusal(verify: () => unknown): string {
  try {
    verify();
  } catch (error) {
    if (error instanceof WebhookVerificationError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('what the standardwebhooks package signs', () => {
  test.each([
    ['text', payload],
    ['bytes', Buffer.from(payload)],
  ])('is verified as %s, and parsed', (_, body) => {
    expect(verifyWebhook({ payload: body, headers: signed(), secret })).toEqual(JSON.parse(payload));
  });

  test('is verified from Headers, and whatever the case of the names', () => {
    expect(verifyWebhook({ payload, headers: new Headers(signed()), secret })).toBeTruthy();
    const shouted = Object.fromEntries(Object.entries(signed()).map(([name, value]) => [name.toUpperCase(), value]));
    expect(verifyWebhook({ payload, headers: shouted, secret })).toBeTruthy();
  });

  test('is verified while a secret is rotated, on either side', () => {
    expect(verifyWebhook({ payload, headers: signed(), secret: [other, secret] })).toBeTruthy();
    const headers = signed();
    const both = {
      ...headers,
      'webhook-signature': `v1a,AAAA ${signed({ by: other })['webhook-signature']} ${headers['webhook-signature']}`,
    };
    expect(verifyWebhook({ payload, headers: both, secret })).toBeTruthy();
  });
});

test('what this accepts, the standardwebhooks package accepts, and the other way round', () => {
  const changes = [
    signed(),
    signed({ by: other }),
    signed({ at: new Date(Date.now() - 400_000) }),
    { ...signed(), 'webhook-id': 'evt_2' },
    { ...signed(), 'webhook-signature': 'v1,AAAA' },
    { ...signed(), 'webhook-signature': signed()['webhook-signature'].slice(3) },
  ];
  for (const headers of changes) {
    const ours = refusal(() => verifyWebhook({ payload, headers, secret })) === 'accepted';
    let theirs = true;
    try {
      new Webhook(secret).verify(payload, headers);
    } catch {
      theirs = false;
    }
    expect(ours).toBe(theirs);
  }
});

test.each([
  ['another secret', 'bad_signature', { headers: signed({ by: other }) }],
  ['a changed body', 'bad_signature', { payload: payload.replace('added', 'removed') }],
  ['no header', 'missing_header', { headers: {} }],
  ['an old one', 'too_old', { headers: signed({ at: new Date(Date.now() - 400_000) }) }],
  ['one of the future', 'too_new', { headers: signed({ at: new Date(Date.now() + 400_000) }) }],
  ['no JSON', 'not_json', { payload: 'hello', headers: signed({ body: 'hello' }) }],
  ['an empty secret', 'no_secret', { secret: 'whsec_' }],
  ['no secret at all', 'no_secret', { secret: [] }],
])('%s is refused as %s', (_, code, change) => {
  expect(refusal(() => verifyWebhook({ payload, headers: signed(), secret, ...change }))).toBe(code);
});

test('a time that is no number is refused, even if it was signed', () => {
  const headers = { ...signed(), 'webhook-timestamp': 'yesterday' };
  expect(['bad_signature', 'bad_timestamp']).toContain(refusal(() => verifyWebhook({ payload, headers, secret })));
});
