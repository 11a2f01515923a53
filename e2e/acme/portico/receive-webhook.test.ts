import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStage, type Stage } from '../test-stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
  await vi.waitFor(() => expect(stage.portico.endpoints).toHaveLength(1));
  await vi.waitFor(async () => expect(await health()).toEqual({ status: 'ok', webhooks: 'ready' }));
});
afterEach(() => stage.close());

const health = async (): Promise<unknown> => (await fetch(`${stage.acme.origin}/healthz`)).json();
const pageOf = async (email: string, path: string) => (await (await stage.signIn(email))(path)).text();
const feedReads = () => stage.portico.calls.filter((call) => call === 'GET /api/v1/records').length;

function addMara(): void {
  stage.portico.change('globex', 'contact', 'added', 'ct_1', { first_name: 'Mara', last_name: 'Lindqvist' });
}

test('a signed webhook brings the records that it tells of, and is told under Activity', async () => {
  addMara();
  const { portico } = stage;
  expect(await portico.deliver('records.changed', portico.recordsChanged('globex', 'contact', { added: 1 }))).toBe(204);
  await vi.waitFor(async () => expect(await pageOf('gwen@globex.example', '/people')).toContain('Mara Lindqvist'));
  const activity = await pageOf('gwen@globex.example', '/activity');
  expect(activity).toContain('1 person added');
  expect(activity).toContain('In Acme after');
});

test('it is answered before it is applied', async () => {
  const { portico } = stage;
  addMara();
  portico.delayMs = 3_000;
  expect(await portico.deliver('records.changed', portico.recordsChanged('globex', 'contact', { added: 1 }))).toBe(204);
  expect(await pageOf('gwen@globex.example', '/activity')).toContain('Reading the feed');
  await vi.waitFor(async () => expect(await pageOf('gwen@globex.example', '/people')).toContain('Mara'), 15_000);
});

test.each([
  [
    'signed with another secret',
    { secret: `whsec_${Buffer.from('somebody else, thirty-two bytes').toString('base64')}` },
  ],
  ['signed an hour ago', { at: new Date(Date.now() - 3_600_000) }],
])('one that was %s is refused, shown nowhere and changes nothing', async (_, delivered) => {
  const { portico } = stage;
  addMara();
  const readsBefore = feedReads();
  const message = portico.recordsChanged('globex', 'contact', { added: 1 });
  expect(await portico.deliver('records.changed', message, { id: 'msg_forged', ...delivered })).toBe(401);
  expect(await pageOf('gwen@globex.example', '/activity')).not.toContain('msg_forged');
  expect(feedReads()).toBe(readsBefore);
  // The id is not used up: the true message still counts.
  expect(await portico.deliver('records.changed', message, { id: 'msg_forged' })).toBe(204);
  await vi.waitFor(async () => expect(await pageOf('gwen@globex.example', '/people')).toContain('Mara'));
});

test('one without signature is refused', async () => {
  const answer = await fetch(`${stage.acme.origin}/webhooks/portico`, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(401);
});

test('one that is too large is refused', async () => {
  const answer = await fetch(`${stage.acme.origin}/webhooks/portico`, { method: 'POST', body: 'x'.repeat(300_000) });
  expect(answer.status).toBe(413);
});

test('delivered again, it is answered and not applied again', async () => {
  const { portico } = stage;
  addMara();
  const message = portico.recordsChanged('globex', 'contact', { added: 1 });
  await portico.deliver('records.changed', message, { id: 'msg_same' });
  await vi.waitFor(async () => expect(await pageOf('gwen@globex.example', '/people')).toContain('Mara'));
  const readsBefore = feedReads();
  expect(await portico.deliver('records.changed', message, { id: 'msg_same' })).toBe(204);
  const activity = await pageOf('gwen@globex.example', '/activity');
  expect(activity.match(/msg_same/g)).toHaveLength(1);
  expect(activity).toContain('Delivered 2 times, applied once');
  expect(feedReads()).toBe(readsBefore);
});

test('messages that name the customer only by Portico’s id find their customer', async () => {
  await stage.portico.deliver('connection.created', {
    connectionId: 'con_1',
    customerId: 'cus_globex',
    connector: 'tidewater',
  });
  await vi.waitFor(async () =>
    expect(await pageOf('gwen@globex.example', '/activity')).toContain('Tidewater was connected'),
  );
  expect(await pageOf('ivan@initech.example', '/activity')).toContain('Nothing has happened yet');
});

test('a signed message of a kind that Acme does not know is accepted and reported, not repeated for days', async () => {
  expect(await stage.portico.deliver('something.new', { added: 'many' })).toBe(204);
  expect(stage.reports.join()).toContain('does not understand');
});
