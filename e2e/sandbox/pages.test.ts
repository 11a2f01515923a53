import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { api, app, connect, control, Visitor } from './test-visitor.ts';

let sandbox: Sandbox;
let visitor: Visitor;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clients: [app], contacts: 60 });
});
beforeEach(async () => {
  await control(sandbox, 'reset');
  visitor = new Visitor(sandbox);
});
afterAll(() => sandbox.close());

const signIn = (next = '/') =>
  visitor.post('/sign-in/login', { email: 'Mara@tidewater.example', password: 'tide', next });

test('signing in leads to where one wanted to go, never elsewhere', async () => {
  expect((await visitor.get('/apps')).url).toContain('/sign-in?next=%2Fapps');
  expect((await signIn('/apps')).url).toBe(`${sandbox.origin}/apps`);
  for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example']) {
    expect((await signIn(next)).url).toBe(`${sandbox.origin}/`);
  }
  await visitor.post('/sign-out');
  expect((await visitor.get('/')).text).toContain('name="password"');
});

test('contacts are added, found, changed and deleted by hand', async () => {
  await signIn();
  const wrong = await visitor.post('/contacts/new', { last_name: '', email: 'x' });
  expect(wrong.status).toBe(422);
  const added = await visitor.post('/contacts/new', {
    first_name: '<script>',
    last_name: 'Ångström',
    email: 'a@b.example',
  });
  expect(added.text).toContain('The contact was added');
  expect(added.text).toContain('&lt;script&gt; Ångström');
  expect(added.text).not.toContain('<script>');
  const found = await visitor.get('/?q=%C3%A5ngstr%C3%B6m');
  expect(found.text).toContain('1 person found');
  const id = /contacts\/(ct_\d+)/.exec(found.text)?.[1];
  const saved = await visitor.post(`/contacts/${id}`, { last_name: 'Ångström', title: 'Oceanographer' });
  expect(saved.text).toContain('Oceanographer');
  const deleted = await visitor.post(`/contacts/${id}/delete`);
  expect(deleted.text).toContain('The contact was deleted');
  expect((await visitor.get(`/contacts/${id}`)).status).toBe(404);
  expect((await visitor.get('/?page=3')).text).toContain('Page 3 of 3');
});

test('connected apps can be revoked by the person', async () => {
  const { access_token } = await connect(sandbox);
  const other = await connect(sandbox, { email: 'jonas@tidewater.example' });
  const apps = await signIn('/apps');
  expect(apps.text).toContain('Acme &amp; Sons');
  const action = /\/apps\/[\w-]+\/revoke/.exec(apps.text)?.[0] ?? '';
  expect((await visitor.post(action)).text).toContain('No app is connected');
  expect((await api(sandbox, access_token, 'me')).status).toBe(401);
  expect((await api(sandbox, other.access_token, 'me')).status).toBe(200);
});

test('forms of other web pages change nothing', async () => {
  for (const path of ['/control/do/reset', '/control/api/reset', '/sign-out', '/contacts/ct_00001/delete']) {
    const answer = await fetch(sandbox.origin + path, { method: 'POST', headers: { origin: 'http://localhost:9' } });
    expect(answer.status, path).toBe(403);
  }
});

test('the buttons of the control room do what they say', async () => {
  await connect(sandbox);
  const broken = await visitor.post('/control/do/faults', {
    down: 'api',
    slowMs: '0',
    renameFrom: 'phone',
    renameTo: 'tel',
  });
  expect(broken.text).toContain('The API answers 503');
  expect(sandbox.state().faults).toMatchObject({ down: 'api', renameField: { from: 'phone', to: 'tel' } });
  expect((await visitor.post('/control/do/heal')).text).toContain('Everything works');
  await visitor.post('/control/do/contacts', { account: 'tw_1002', create: '2', update: '1', delete: '4' });
  expect(sandbox.state().accounts.tw_1002).toMatchObject({ contacts: 35, deleted: 4 });
  await visitor.post('/control/do/revoke', { account: '' });
  expect(sandbox.state().grants).toEqual([]);
  const refused = await visitor.post('/control/do/seed', { contacts: '900000' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('could not do that');
});
