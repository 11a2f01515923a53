import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { FakePortico } from '../fake-portico.ts';
import type { AcmeOptions } from '../settings.ts';
import { openStage, type Stage } from '../test-stage.ts';

const answerSchema = z.object({
  customer: z.string(),
  total: z.number(),
  people: z.array(
    z.object({ id: z.string(), name: z.string(), email: z.string().nullable(), from: z.string().nullable() }),
  ),
});

let stage: Stage | undefined;
afterEach(() => stage?.close());

async function open(portico: FakePortico, more: Partial<AcmeOptions> = {}): Promise<Stage> {
  stage = await openStage({ webhookSecret: 'whsec_c2VjcmV0', catchUpMs: 40, ...more }, portico);
  return stage;
}

async function peopleOf({ signIn }: Stage, email: string) {
  const answer: unknown = await (await (await signIn(email))('/api/people')).json();
  return answerSchema.parse(answer);
}

const named = (name: string) => ({ first_name: null, last_name: name, email: `${name}@example.com` });

test('reads all pages of the feed at the start, and says which app they came from', async () => {
  const portico = await new FakePortico().start();
  portico.pageSize = 100;
  for (let row = 0; row < 1240; row += 1)
    portico.change('globex', 'contact', 'added', `ct_${row}`, named(`Person ${row}`));
  const opened = await open(portico);
  await vi.waitFor(async () => expect((await peopleOf(opened, 'gwen@globex.example')).total).toBe(1240));
  const gwen = await opened.signIn('gwen@globex.example');
  await vi.waitFor(async () =>
    expect(await (await gwen('/people')).text()).toContain('1,240 people</strong> from Tidewater'),
  );
});

test('changes and deletions arrive by the next catch-up, although no webhook told of them', async () => {
  const portico = await new FakePortico().start();
  for (const name of ['Anna', 'Bert', 'Cleo']) portico.change('globex', 'contact', 'added', name, named(name));
  const opened = await open(portico);
  const names = async () => (await peopleOf(opened, 'gwen@globex.example')).people.map(({ name }) => name);
  await vi.waitFor(async () => expect(await names()).toEqual(['Anna', 'Bert', 'Cleo']));
  portico.change('globex', 'contact', 'deleted', 'Anna', null);
  portico.change('globex', 'contact', 'updated', 'Bert', named('Berta'));
  portico.change('globex', 'contact', 'added', 'Dora', named('Dora'));
  await vi.waitFor(async () => expect(await names()).toEqual(['Berta', 'Cleo', 'Dora']));
  portico.change('globex', 'contact', 'added', 'Anna', named('Anna'));
  await vi.waitFor(async () => expect(await names()).toEqual(['Anna', 'Berta', 'Cleo', 'Dora']));
});

test('an account that is disconnected keeps its people; connected anew, nobody is there twice', async () => {
  const portico = await new FakePortico().start();
  for (const name of ['Anna', 'Bert']) portico.change('globex', 'contact', 'added', name, named(name));
  const opened = await open(portico);
  const names = async () => (await peopleOf(opened, 'gwen@globex.example')).people.map(({ name }) => name);
  await vi.waitFor(async () => expect(await names()).toEqual(['Anna', 'Bert']));
  portico.connectAnew('globex', 'contact');
  await vi.waitFor(() => expect(portico.calls.length).toBeGreaterThan(20));
  expect(await names()).toEqual(['Anna', 'Bert']);
  portico.change('globex', 'contact', 'added', 'Bert', named('Bert'));
  portico.change('globex', 'contact', 'added', 'Cleo', named('Cleo'));
  await vi.waitFor(async () => expect(await names()).toEqual(['Bert', 'Cleo']));
});

test('another customer sees nothing of it, not even by asking for it', async () => {
  const portico = await new FakePortico().start();
  portico.change('globex', 'contact', 'added', 'ct_1', named('Secretary'));
  portico.change('initech', 'place', 'added', '1', { name: 'Springfield', country: 'US', population: '170000' });
  const opened = await open(portico);
  await vi.waitFor(async () => expect((await peopleOf(opened, 'gwen@globex.example')).total).toBe(1));
  const ivan = await opened.signIn('ivan@initech.example');
  await vi.waitFor(async () => expect(await (await ivan('/places')).text()).toContain('Springfield'));
  expect(await peopleOf(opened, 'ivan@initech.example')).toEqual(
    expect.objectContaining({ customer: 'initech', total: 0, people: [] }),
  );
  for (const path of ['/people', '/people?q=Secretary', '/people?customer=globex', '/activity']) {
    expect(await (await ivan(path)).text()).not.toContain('Secretary');
  }
  const gwen = await opened.signIn('gwen@globex.example');
  expect(await (await gwen('/places')).text()).not.toContain('Springfield');
});

test('two webhooks at once never read one customer’s feed side by side', async () => {
  const portico = await new FakePortico().start();
  portico.delayMs = 15;
  const opened = await open(portico, { webhookSecret: undefined, catchUpMs: 60_000 });
  await vi.waitFor(() => expect(portico.endpoints).toHaveLength(1));
  await vi.waitFor(() => expect(portico.calls.filter((call) => call === 'GET /api/v1/records').length).toBe(4));
  for (let row = 0; row < 20; row += 1) {
    portico.change('globex', 'contact', 'added', `ct_${row}`, named(`Person ${row}`));
    await portico.deliver(
      'records.changed',
      portico.recordsChanged('globex', row % 2 ? 'contact' : 'place', { added: 1 }),
    );
  }
  await vi.waitFor(async () => expect((await peopleOf(opened, 'gwen@globex.example')).total).toBe(20));
  expect(portico.mostAtOnce).toBe(1);
});

test('after a restart it has the same people again, from the feed alone', async () => {
  const portico = await new FakePortico().start();
  portico.change('globex', 'contact', 'added', 'ct_1', named('Anna'));
  portico.change('globex', 'contact', 'added', 'ct_2', named('Bert'));
  portico.change('globex', 'contact', 'deleted', 'ct_1', null);
  const first = await openStage({ webhookSecret: 'whsec_c2VjcmV0' }, portico);
  await vi.waitFor(async () => expect((await peopleOf(first, 'gwen@globex.example')).total).toBe(1));
  await first.acme.close();
  const second = await open(portico);
  await vi.waitFor(async () => expect((await peopleOf(second, 'gwen@globex.example')).people[0]?.name).toBe('Bert'));
});

test('a Portico with a new database: the old cursor is refused, and Acme begins again', async () => {
  const portico = await new FakePortico().start();
  portico.change('globex', 'contact', 'added', 'ct_1', named('Old'));
  const opened = await open(portico);
  const names = async () => (await peopleOf(opened, 'gwen@globex.example')).people.map(({ name }) => name);
  await vi.waitFor(async () => expect(await names()).toEqual(['Old']));
  portico.forgetEverything();
  portico.change('globex', 'contact', 'added', 'ct_9', named('New'));
  await vi.waitFor(async () => expect(await names()).toEqual(['New']));
});

test('while Portico is down the page says so and keeps what is there; then it catches up', async () => {
  const portico = await new FakePortico().start();
  portico.change('globex', 'contact', 'added', 'ct_1', named('Anna'));
  const opened = await open(portico, { catchUpMs: 500 });
  const gwen = await opened.signIn('gwen@globex.example');
  const page = async () => (await gwen('/people')).text();
  await vi.waitFor(async () => expect(await page()).toContain('Anna'));
  portico.failures.push(...Array.from({ length: 40 }, () => 403));
  await vi.waitFor(
    async () => expect(await page()).toContain('This list may be out of date. Portico is not well.'),
    3000,
  );
  expect(await page()).toContain('Anna');
  portico.failures.length = 0;
  portico.change('globex', 'contact', 'added', 'ct_2', named('Bert'));
  await vi.waitFor(async () => expect(await page()).toContain('Bert'), 3000);
  expect(await page()).not.toContain('out of date');
});

test('a 503 is tried again before anybody hears of it', async () => {
  const portico = await new FakePortico().start();
  portico.change('globex', 'contact', 'added', 'ct_1', named('Anna'));
  portico.failures.push(503, 429);
  const opened = await open(portico, { catchUpMs: 60_000 });
  await vi.waitFor(async () => expect((await peopleOf(opened, 'gwen@globex.example')).total).toBe(1), 5000);
  expect(opened.reports).toEqual([]);
});
