import { describe, expect, it } from 'vitest';
import { encode, type Parameter, signatureBase, signatureOf } from './signature.ts';

const form = (text: string): Parameter[] => [...new URLSearchParams(text)];
const protocol = (values: Record<string, string>): Parameter[] =>
  Object.entries(values).map(([name, value]) => [`oauth_${name}`, value]);

describe('the signature of OAuth 1.0a', () => {
  // RFC 5849, 3.4.1.1, with the signature of its erratum 2550.
  const base = signatureBase({
    method: 'POST',
    url: new URL('http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b'),
    parameters: [
      ...protocol({
        consumer_key: '9djdj82h48djs9d2',
        token: 'kkk9d7dh3k39sjv7',
        signature_method: 'HMAC-SHA1',
        timestamp: '137131201',
        nonce: '7d8f3e4a',
      }),
      ...form('c2&a3=2+q'),
    ],
  });

  it('is made of the text that RFC 5849 prints', () => {
    expect(base).toBe(
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
    );
    const keys = { consumerSecret: 'j49sk3j29djd', tokenSecret: 'dh893hdasih9' };
    expect(signatureOf(base, 'HMAC-SHA1', keys)).toBe('r6/TJjbCOr97/+UU0NsvSne7s5g=');
  });

  // RFC 5849, 1.2: the three legs and a request.
  it.each([
    [
      'POST',
      'https://photos.example.net/initiate',
      { timestamp: '137131200', nonce: 'wIjqoS', callback: 'http://printer.example.com/ready' },
      undefined,
      '74KNZJeDHnMBp0EMJ9ZHt/XKycU=',
    ],
    [
      'POST',
      'https://photos.example.net/token',
      { token: 'hh5s93j4hdidpola', timestamp: '137131201', nonce: 'walatlh', verifier: 'hfdp7dh39dks9884' },
      'hdhd0244k9j7ao03',
      'gKgrFCywp7rO0OXSjdot/IHF7IU=',
    ],
    [
      'GET',
      'http://photos.example.net/photos?file=vacation.jpg&size=original',
      { token: 'nnch734d00sl2jdk', timestamp: '137131202', nonce: 'chapoH' },
      'pfkkdhi9sl3r4s00',
      'MdpQcU8iPSUjWoN/UDMsK2sui9I=',
    ],
  ])('is that of RFC 5849 for %s %s', (method, url, values, tokenSecret, expected) => {
    const parameters = protocol({ consumer_key: 'dpf43f3p2l4k3l03', signature_method: 'HMAC-SHA1', ...values });
    const text = signatureBase({ method, url: new URL(url), parameters });
    expect(signatureOf(text, 'HMAC-SHA1', { consumerSecret: 'kd94hf93k423kf44', tokenSecret })).toBe(expected);
  });

  it('orders by bytes, also what comes twice, and leaves the port out where it is the usual one', () => {
    const text = signatureBase({
      method: 'get',
      url: new URL('HTTPS://Example.COM:443/?b=2&a=z&a=Z&a=%C3%A4'),
      parameters: [],
    });
    expect(text).toBe('GET&https%3A%2F%2Fexample.com%2F&a%3D%25C3%25A4%26a%3DZ%26a%3Dz%26b%3D2');
    expect(signatureBase({ method: 'GET', url: new URL('http://a.example:8080/x'), parameters: [] })).toContain(
      'a.example%3A8080',
    );
  });

  it('encodes what the browser’s encoding leaves alone', () => {
    expect(encode("!*'()~-._ ☃")).toBe('%21%2A%27%28%29~-._%20%E2%98%83');
  });
});
