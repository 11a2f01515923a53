import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStage, type Stage } from '../test-stage.ts';

let stage: Stage;
let admin: (path: string, init?: RequestInit) => Promise<Response>;

beforeEach(async () => {
  stage = await openStage({ catchUpMs: 20 });
  stage.portico.change('globex', 'contact', 'added', 'ct_1', { name: 'Mara Lindqvist', title: 'Buyer' });
  admin = await stage.signIn('gwen@globex.example');
  for (let people = ''; !people.includes('Mara'); ) people = await (await admin('/api/people')).text();
});
afterEach(() => stage.close());

const address = '/person?sync=syn_globex_contact&id=ct_1';
const save = (title: string, as = admin) =>
  as('/person', { method: 'POST', body: new URLSearchParams({ sync: 'syn_globex_contact', id: 'ct_1', title }) });

test('a title that is changed here is changed in the app', async () => {
  expect(await (await admin('/people')).text()).toContain(address.replace('&', '&amp;'));
  expect(await (await admin(address)).text()).toContain('value="Buyer"');
  expect((await save(' Head of Sales ')).status).toBe(303);
  expect(stage.portico.writes).toEqual([
    { connection: 'con_globex_contact', object: 'contact', wait: true, items: [{ id: 'syn_globex_contact/ct_1', key: 'ct_1', data: { title: 'Head of Sales' } }] }, // biome-ignore format: one thought
  ]);
  expect(await (await admin('/api/people')).json()).toMatchObject({ people: [{ title: 'Head of Sales' }] });
});

test('what the app refuses is told, and nothing changes here', async () => {
  stage.portico.writeOutcome = { state: 'failed', error: { message: 'Too long.', remedy: 'Shorten it.' } };
  const answer = await save('x');
  expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('Too long. Shorten it.')]);
  expect(await (await admin('/api/people')).json()).toMatchObject({ people: [{ title: 'Buyer' }] });
});

test('only admins do it', async () => {
  const viewer = await stage.signIn('pete@globex.example');
  expect((await save('x', viewer)).status).toBe(403);
  expect(stage.portico.writes).toEqual([]);
});
