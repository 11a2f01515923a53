import { jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage, type Stage } from '../test-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function tokenOf(email: string) {
  const browser = await stage.signIn(email);
  const answer = await browser('/portico-token', { method: 'POST' });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return jwtVerify(await answer.text(), stage.publicKey, { algorithms: ['ES256'], audience: 'portico:env_test' });
}

test.each([
  [
    'gwen@globex.example',
    { sub: 'usr_gwen', name: 'Gwen Castellano', customer: 'globex', customer_name: 'Globex', role: 'admin' },
  ],
  [
    'pete@globex.example',
    { sub: 'usr_pete', name: 'Pete Okafor', customer: 'globex', customer_name: 'Globex', role: 'member' },
  ],
  [
    'ivan@initech.example',
    { sub: 'usr_ivan', name: 'Ivan Petrenko', customer: 'initech', customer_name: 'Initech', role: 'admin' },
  ],
])('the token of %s says who is signed in, for whom and for how long', async (email, claims) => {
  const { payload, protectedHeader } = await tokenOf(email);
  expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: 'ek_test' });
  expect(payload).toMatchObject({ ...claims, email });
  expect(Number(payload.exp) - Number(payload.iat)).toBeLessThanOrEqual(600);
});

test('every token is another one: each is exchanged once', async () => {
  const [one, two] = [await tokenOf('gwen@globex.example'), await tokenOf('gwen@globex.example')];
  expect(one.payload.jti).not.toBe(two.payload.jti);
});

test('nobody signed in: no token, as a sentence', async () => {
  const answer = await fetch(`${stage.acme.origin}/portico-token`, { method: 'POST' });
  expect(answer.status).toBe(401);
  expect(await answer.text()).toContain('Sign in to Acme again');
});

test('reading the address gives no token', async () => {
  const gwen = await stage.signIn('gwen@globex.example');
  expect((await gwen('/portico-token')).status).toBe(405);
});
