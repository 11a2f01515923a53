import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bearerOf,
  bearerTokenHash,
  newBearerToken,
  refuseTokenInAddress,
  secretKeyPrefixes,
  tokenPrefixes,
} from './bearer-token.ts';

const { token, hash } = newBearerToken(tokenPrefixes.development);

test('a token is its prefix, 30 random characters and a checksum, and is found by its hash', () => {
  expect(token).toMatch(/^sk_dev_[0-9A-Za-z]{36}$/);
  expect(bearerTokenHash(token, secretKeyPrefixes)).toEqual(hash);
  expect(newBearerToken(tokenPrefixes.development).token).not.toBe(token);
});

test('a token with any one character changed, added or cut is known as malformed without asking the database', () => {
  fc.assert(
    fc.property(
      fc.nat(token.length - 1),
      fc.constantFrom(...'0aZ_ -'),
      fc.constantFrom('change', 'add', 'cut'),
      (at, char, how) => {
        fc.pre(how !== 'change' || token[at] !== char);
        const rest = how === 'add' ? token.slice(at) : token.slice(at + 1);
        const changed = token.slice(0, at) + (how === 'cut' ? '' : char) + rest;
        fc.pre(changed !== token);
        expect(bearerTokenHash(changed, secretKeyPrefixes)).toBeUndefined();
      },
    ),
  );
});

test('a token of another kind is not taken', () => {
  expect(bearerTokenHash(token, [tokenPrefixes.embedSession])).toBeUndefined();
});

test.each(['Basic YWJj', 'Bearer', 'Bearer a b', token])('the header %s is refused with a sentence', (value) => {
  expect(() => bearerOf(new Headers({ authorization: value }))).toThrow(/Authorization/);
});

test('no header is nobody', () => {
  expect(bearerOf(new Headers())).toBeNull();
  expect(bearerOf(new Headers({ authorization: `bearer  ${token}` }))).toBe(token);
});

test.each([token, 'ps_Zm9vYmFyYmF6cXV4-_', 'sk_prod_12345678901234567890'])(
  'a token in the address is refused: %s',
  (secret) => {
    expect(() => refuseTokenInAddress(new URL(`http://portico.test/?any=${secret}`))).toThrow(/address/);
  },
);

test('an ordinary address is not refused', () => {
  expect(() => refuseTokenInAddress(new URL('http://portico.test/?search=sk_dev_&cursor=ps_x'))).not.toThrow();
});
