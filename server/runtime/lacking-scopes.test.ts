import { describe, expect, it } from 'vitest';
import { errorOf } from './answer-error.ts';
import { lackingScopes } from './lacking-scopes.ts';

const headers = (challenge?: string) =>
  new Headers(challenge === undefined ? {} : { 'www-authenticate': `Bearer ${challenge}` });

describe('lackingScopes', () => {
  it.each([
    [
      403,
      'error="insufficient_scope", scope="files:write mail", resource_metadata="https://a"',
      ['files:write', 'mail'],
    ],
    [403, 'error=insufficient_scope', []],
    [403, 'error="invalid_token", scope="mail"', undefined],
    [403, undefined, undefined],
    [401, 'error="insufficient_scope", scope="mail"', undefined],
  ])('%i %s', (status, challenge, scopes) => expect(lackingScopes(status, headers(challenge))).toEqual(scopes));

  it('is bounded, whatever the app sends', () => {
    const many = Array.from({ length: 200 }, (_, index) => `scope-${index}`).join(' ');
    expect(lackingScopes(403, headers(`error="insufficient_scope", scope="${many}"`))).toHaveLength(50);
    expect(lackingScopes(403, headers(`error="insufficient_scope", scope="${'x'.repeat(400)} b"`))).toEqual(['b']);
    expect(lackingScopes(403, headers('error=insufficient_scope, scope="a \\\\b c\u00e9 d"'))).toEqual(['a', 'd']);
  });
});

describe('an error of scopes that lack', () => {
  it('names them', () => {
    const challenge = headers('error="insufficient_scope", scope="files:write mail"');
    const error = errorOf({ status: 403, headers: challenge, body: { message: 'No.' } }, { name: 'Acme' });
    expect(error?.message).toBe(
      'Acme wants more than this connection was allowed: files:write, mail. Connect it again to allow it. It said: No.',
    );
    expect(error?.details).toMatchObject({
      class: 'permission',
      code: 'insufficient_scope',
      missingScopes: ['files:write', 'mail'],
    });
  });

  it('is a refusal like any other where none is named', () => {
    const error = errorOf({ status: 403, headers: headers('error="insufficient_scope"'), body: {} }, { name: 'Acme' });
    expect(error?.message).toBe('Acme does not allow this to the connected account.');
    expect(error?.details.missingScopes).toBeUndefined();
  });
});
