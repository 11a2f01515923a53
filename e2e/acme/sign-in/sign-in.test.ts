import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Stage, signInAs } from '../test-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test('the right password opens a session that scripts cannot read and other sites do not send', async () => {
  const answer = await signInAs(stage.acme.origin, ' Gwen@globex.example');
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/people');
  expect(answer.headers.get('set-cookie')).toMatch(
    /^acme_session=[\w-]{32}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/,
  );
});

test.each([
  ['a wrong password', 'gwen@globex.example', 'wrong'],
  ['nobody', 'nobody@globex.example', 'acme'],
])('%s is told what to do, and the address is kept', async (_, email, password) => {
  const answer = await signInAs(stage.acme.origin, email, { password });
  expect(answer.status).toBe(401);
  expect(answer.headers.get('set-cookie')).toBeNull();
  const page = await answer.text();
  expect(page).toContain('E-mail and password do not belong together');
  expect(page).toContain(`value="${email}"`);
});

test('what was typed comes back as text, never as HTML', async () => {
  const page = await (await signInAs(stage.acme.origin, '"><script>alert(1)</script>')).text();
  expect(page).not.toContain('<script>alert');
  expect(page).toContain('&quot;&gt;&lt;script&gt;');
});

describe('forms and calls from another site', () => {
  test('do not sign in, although all ports of localhost share their cookies', async () => {
    const answer = await signInAs(stage.acme.origin, 'gwen@globex.example', {}, { origin: 'http://localhost:1' });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  test.each(['/portico-token', '/sign-out'])('are refused at %s', async (path) => {
    const gwen = await stage.signIn('gwen@globex.example');
    expect((await gwen(path, { method: 'POST', headers: { origin: 'https://evil.example' } })).status).toBe(403);
    expect((await gwen(path, { method: 'POST', headers: { origin: 'null' } })).status).toBe(403);
    expect((await gwen('/people')).status).toBe(200);
  });
});

test('whoever is not signed in comes back to the page they wanted', async () => {
  const asked = await fetch(`${stage.acme.origin}/people?q=mara`, { redirect: 'manual' });
  expect(asked.headers.get('location')).toBe('/sign-in?next=%2Fpeople%3Fq%3Dmara');
  const answer = await signInAs(stage.acme.origin, 'gwen@globex.example', { next: '/people?q=mara' });
  expect(answer.headers.get('location')).toBe('/people?q=mara');
});

test.each(['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example', 'people'])(
  'signing in never leads to %j',
  async (next) => {
    const answer = await signInAs(stage.acme.origin, 'gwen@globex.example', { next });
    expect(answer.headers.get('location')).toBe('/people');
  },
);

test('signing out ends the session itself, not only the cookie', async () => {
  const gwen = await stage.signIn('gwen@globex.example');
  expect((await gwen('/sign-out', { method: 'POST' })).headers.get('set-cookie')).toContain('Max-Age=0');
  expect((await gwen('/api/people')).status).toBe(401);
});
