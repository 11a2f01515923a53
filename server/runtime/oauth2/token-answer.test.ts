import { describe, expect, it } from 'vitest';
import type { OAuth2Auth } from '#connectors/kit/index.ts';
import { lifeSeconds } from './life.ts';
import { oauthAccess } from './oauth-access.ts';
import { now, testAccess } from './test-access.ts';
import { readTokenAnswer } from './token-answer.ts';

interface Answer {
  status?: number;
  type?: string;
  body: string | Buffer;
}

function read({ status = 200, type = 'application/json', body }: Answer, auth: Partial<OAuth2Auth> = {}) {
  const headers = new Headers({ 'content-type': type, 'retry-after': '7' });
  const url = new URL('https://acme.example/token');
  const access = oauthAccess(testAccess('https://acme.example', { auth }));
  const response = { status, headers, body: Buffer.from(body), url, durationMs: 1 };
  return readTokenAnswer(response, { access, purpose: 'code', secrets: [], now });
}

describe('readTokenAnswer', () => {
  const form = 'access_token=a1&expires_in=300&scope=a%2Cb&token_type=bearer';
  const json = '{"access_token":"a1","expires_in":300,"scope":"a b","token_type":"bearer"}';

  it.each<[string, Answer]>([
    ['form-encoded', { type: 'application/x-www-form-urlencoded', body: form }],
    ['a form that is called something else', { type: 'text/html; charset=utf-8', body: `${form}\n` }],
    ['JSON', { body: json }],
    ['JSON that is called text', { type: 'text/html', body: json }],
    ['JSON behind a byte order mark', { body: `\ufeff${json}` }],
    ['JSON with text for a number', { body: '{"access_token":"a1","expires_in":"300","scope":["a","b"]}' }],
    ['JSON with a key twice, of which the last counts', { body: json.replace('{', '{"access_token":"a0",') }],
    ['a token of some other name', { body: json.replace('bearer', 'bot') }],
    ['an empty refresh token', { body: json.replace('{', '{"refresh_token":"",') }],
    ['a token beside an error', { body: json.replace('{', '{"error":"","code":0,') }],
    ['201', { status: 201, body: json }],
  ])('reads %s', (_what, answer) => {
    const { values: _values, ...kept } = read(answer);
    expect(kept).toEqual({
      accessToken: 'a1',
      refreshToken: null,
      tokenType: 'Bearer',
      expiresIn: 300,
      scope: ['a', 'b'],
    });
  });

  it('reads by the connector’s paths, in a list too', () => {
    const tokenPaths = { access_token: '0.token', expires_in: '0.expires' };
    const answer = read({ body: '[{"token":"a1","expires":"2026-11-21T11:00:00Z"}]' }, { tokenPaths });
    expect(answer).toMatchObject({ accessToken: 'a1', expiresIn: 3_600 });
    const old = read(
      { type: 'text/plain', body: 'access_token=a1&expires=60' },
      { tokenPaths: { expires_in: 'expires' } },
    );
    expect(old.expiresIn).toBe(60);
  });

  const refused = { class: 'protocol', code: 'token_answer' };
  it.each<[string, Answer, string, object]>([
    [
      'a web page',
      { type: 'text/html', body: '<!doctype html><title>Sign\n in</title>' },
      'a web page instead of a token: Sign in',
      refused,
    ],
    ['nothing', { body: '' }, 'is empty', refused],
    ['some text', { body: 'hello' }, 'neither JSON nor form-encoded', refused],
    ['a text in JSON', { body: '"a1"' }, 'neither JSON nor form-encoded', refused],
    ['a list', { body: '[1]' }, 'no usable access_token', refused],
    ['no token', { body: '{"token":"a1"}' }, 'no usable access_token', refused],
    ['an empty token', { body: '{"access_token":""}' }, 'no usable access_token', refused],
    ['a token that is a number', { body: '{"access_token":5}' }, 'no usable access_token', refused],
    ['a token that is an object', { body: '{"access_token":{"a":1}}' }, 'no usable access_token', refused],
    ['a token with a line break', { body: '{"access_token":"a\\r\\nx-evil: 1"}' }, 'can’t travel in a header', refused],
    ['a token of a megabyte', { body: `{"access_token":"${'a'.repeat(1_000_000)}"}` }, 'too long', refused],
    ['a token in the prototype', { body: '{"__proto__":{"access_token":"a1"}}' }, 'no usable access_token', refused],
    [
      'a refresh token that is a list',
      { body: '{"access_token":"a","refresh_token":["r"]}' },
      'no usable refresh_token',
      refused,
    ],
    [
      'a kind of token that needs proofs',
      { body: '{"access_token":"a","token_type":"DPoP"}' },
      'tokens of the type DPoP',
      refused,
    ],
    ['another encoding', { body: Buffer.from('ff7b7d', 'hex') }, 'neither JSON nor form-encoded', refused],
  ])('names %s', (_what, answer, words, details) => {
    expect(() => read(answer)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(words), details: expect.objectContaining(details) }),
    );
  });

  it.each<[string, Answer, object]>([
    [
      'a used code',
      { status: 400, body: '{"error":"invalid_grant","error_description":"used"}' },
      { class: 'auth', code: 'invalid_grant', appMessage: 'used' },
    ],
    ['the same under 200', { body: '{"error":"invalid_grant"}' }, { class: 'auth', code: 'invalid_grant' }],
    [
      'the same as a form',
      { body: 'error=invalid_grant&error_description=bad+code' },
      { class: 'auth', appMessage: 'bad code' },
    ],
    [
      'an error that is an object',
      { status: 400, body: '{"error":{"code":"invalid_grant","message":"no"}}' },
      { class: 'auth', appMessage: 'no' },
    ],
    [
      'a code that is a number',
      { body: '{"code":40001,"message":"app_id is wrong","data":{}}' },
      { class: 'permission', code: '40001', appMessage: 'app_id is wrong' },
    ],
    [
      'a list of errors',
      { status: 400, body: '{"errors":[{"code":"bad","detail":"Very"}]}' },
      { class: 'permission', code: 'bad', appMessage: 'Very' },
    ],
    ['only that it is not well', { body: '{"ok":false}' }, { class: 'permission', code: 'http_200' }],
    [
      'a refused client',
      { status: 401, body: '{"error":"invalid_client"}' },
      { class: 'permission', code: 'invalid_client' },
    ],
    ['a refusal without words', { status: 403, body: 'no' }, { class: 'permission', code: 'http_403' }],
    ['too many requests', { status: 429, body: '' }, { class: 'rate_limited', retryAfterMs: 7_000 }],
    ['the same under 200', { body: '{"error":"ratelimited"}' }, { class: 'rate_limited', retryAfterMs: 7_000 }],
    [
      'a server error',
      { status: 503, body: '{"error":"temporarily_unavailable"}' },
      { class: 'app_down', retryAfterMs: 7_000 },
    ],
    ['a server error under 400', { status: 400, body: '{"error":"server_error"}' }, { class: 'app_down' }],
    ['a gateway page', { status: 502, body: '<h1>Bad gateway</h1>' }, { class: 'app_down', code: 'http_502' }],
    ['a redirect', { status: 302, body: '' }, { class: 'protocol', code: 'http_302' }],
    [
      'words that are not text',
      { status: 400, body: '{"error":["a"],"message":{"b":1}}' },
      { class: 'permission', code: 'http_400', appMessage: undefined },
    ],
    [
      'words that are too many',
      { status: 400, body: `{"error":"x","message":"a\\u0000${'b'.repeat(9_000)}"}` },
      { appMessage: `a ${'b'.repeat(498)}` },
    ],
  ])('explains %s', (_what, answer, details) => {
    expect(() => read(answer)).toThrow(
      expect.objectContaining({ name: 'AppCallError', details: expect.objectContaining(details) }),
    );
  });
});

describe('lifeSeconds', () => {
  it.each([
    [3_600, 3_600],
    ['3600', 3_600],
    [' 59.9 ', 59],
    [1e99, 315_360_000],
    ['9'.repeat(400), undefined],
    [2_147_483_647, 315_360_000],
    [now.getTime() / 1000 + 60, 60],
    [now.getTime() + 60_000, 60],
    [String(now.getTime() / 1000 + 60), 60],
    ['2026-11-21T10:01:00Z', 60],
    ['2020-01-01T00:00:00Z', undefined],
    ['soon', undefined],
    ['1e9', undefined],
    ['', undefined],
    [0, undefined],
    [-5, undefined],
    [0.4, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    [Number.NaN, undefined],
    [{ in: 5 }, undefined],
    [null, undefined],
    [undefined, undefined],
  ])('%j lasts %j', (told, seconds) => expect(lifeSeconds(told, now)).toBe(seconds));

  it('is the connector’s where the app tells none', () => {
    expect(read({ body: '{"access_token":"a1"}' }, { defaultExpiresIn: 300 }).expiresIn).toBe(300);
    expect(read({ body: '{"access_token":"a1","expires_in":60}' }, { defaultExpiresIn: 300 }).expiresIn).toBe(60);
    expect(read({ body: '{"access_token":"a1"}' }).expiresIn).toBeUndefined();
  });
});
