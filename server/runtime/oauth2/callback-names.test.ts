import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCallback, signedCallbackProblem } from './callback-names.ts';
import { expectedIssuer } from './expected-issuer.ts';
import { testAccess } from './test-access.ts';

const origin = 'https://acme.example';
const query = (text: string) => new URLSearchParams(text);

describe('readCallback', () => {
  const { auth } = testAccess(origin);
  const renamed = testAccess(origin, {
    auth: { parameterNames: { code: 'auth_code', state: 'shop_state', client_id: 'k' } },
  }).auth;

  it('reads the standard’s names', () => {
    expect(readCallback(auth, query('code=c&state=s&iss=https://acme.example'))).toEqual({
      code: 'c',
      state: 's',
      iss: 'https://acme.example',
    });
    expect(readCallback(auth, query('error=access_denied&error_description=No&state=s'))).toEqual({
      error: 'access_denied',
      errorDescription: 'No',
      state: 's',
    });
  });

  it('reads the app’s own names, and not the standard’s beside them', () => {
    expect(readCallback(renamed, query('auth_code=c&shop_state=s&code=x&state=y'))).toEqual({ code: 'c', state: 's' });
  });

  it.each(['code=a&code=b', 'code=', ''])('takes nothing for a code from %j', (text) =>
    expect(readCallback(auth, query(text)).code).toBeUndefined(),
  );
});

describe('expectedIssuer', () => {
  it('is filled like every template, letter by letter', async () => {
    const issuer = (text: string | undefined) => expectedIssuer(testAccess(origin, { auth: { issuer: text } }));
    expect(await issuer('{{origin}}')).toBe(origin);
    expect(await issuer('https://acme.example/')).toBe('https://acme.example/');
    expect(await issuer('https://acme.example/{{origin?}}x')).toBe('https://acme.example/https%3A%2F%2Facme.examplex');
    expect(await issuer(undefined)).toBeUndefined();
  });
});

describe('signedCallbackProblem', () => {
  const auth = { signedCallback: { parameter: 'hmac' } };
  const access = testAccess(origin, { auth, client: { clientSecret: 'hush' } });
  const problem = (text: string) => signedCallbackProblem(access, query(text));
  const sign = (text: string) => createHmac('sha256', 'hush').update(text).digest('hex');
  const message = 'code=0907a61c0c8d55e99db179b68161bc00&shop=some-shop.myshopify.com&timestamp=1337178173';
  const hmac = '4712bf92ffc2917d15a2f5a273e39f0116667419aa4b6ac0b3baaf26fa3c4d20';

  it('takes the published example, in any order', () => {
    expect(problem(`${message}&hmac=${hmac}`)).toBeUndefined();
    expect(
      problem(`hmac=${hmac}&timestamp=1337178173&shop=some-shop.myshopify.com&code=0907a61c0c8d55e99db179b68161bc00`),
    ).toBeUndefined();
  });

  it('takes values with other characters, whether they were signed encoded or not', () => {
    expect(problem(`a=1%262&b=x%20y&hmac=${sign('a=1%262&b=x y')}`)).toBeUndefined();
    expect(problem(`a=1%262&b=x%20y&hmac=${sign('a=1%262&b=x+y')}`)).toBeUndefined();
  });

  it.each([
    ['one bit changed', `${message}&hmac=5${hmac.slice(1)}`, 'was not signed by Acme'],
    ['a value changed', `${message.replace('some-shop', 'evil-shop')}&hmac=${hmac}`, 'was not signed by Acme'],
    ['a value added', `${message}&x=1&hmac=${hmac}`, 'was not signed by Acme'],
    ['a value that hides two', `code=1%26shop%3Devil&hmac=${sign('code=1&shop=evil')}`, 'was not signed by Acme'],
    ['no signature', message, 'is not signed'],
    ['an empty signature', `${message}&hmac=`, 'was not signed by Acme'],
    ['two signatures', `${message}&hmac=${hmac}&hmac=${hmac}`, 'is not signed'],
  ])('refuses %s', (_what, text, words) => expect(problem(text)).toContain(words));

  it('is content without one where the app signs nothing, and never where there is no secret', () => {
    expect(signedCallbackProblem(testAccess(origin), query(message))).toBeUndefined();
    const empty = testAccess(origin, { auth, client: { clientSecret: '' } });
    const forged = createHmac('sha256', '').update(message).digest('hex');
    expect(signedCallbackProblem(empty, query(`${message}&hmac=${forged}`))).toContain('was not signed');
  });
});
