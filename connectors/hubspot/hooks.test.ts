import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { changedTask, events } from './fixtures/hooks.ts';
import { api, date, testHubspot } from './test-hubspot.ts';

const { app, connector, context, sent } = await testHubspot();
const { hooks, triggers = {} } = connector;
const secret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const now = new Date(date);

const at = 'https://hooks.acme.example/api/hooks/h1';
const plain: { address: string; signed?: string } = { address: at };

function request(body: unknown, { address, signed = address } = plain) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const timestamp = String(now.getTime());
  const signature = createHmac('sha256', secret).update(`POST${signed}${text}${timestamp}`).digest('base64');
  return {
    method: 'POST',
    url: new URL(address),
    headers: new Headers({ 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': timestamp }),
    body: Buffer.from(text),
  };
}
const verify = (one: ReturnType<typeof request>) =>
  typeof hooks?.verify === 'function' ? hooks.verify(one, { secret, clientSecret: secret }, now) : undefined;

describe('hooks', () => {
  it('are signed over the address as it was typed in, letters such as a colon as themselves', () => {
    const address = 'https://hooks.acme.example/h1?to=a%3Ab%2Cc&x=%C3%A9';
    expect(verify(request(events, { address, signed: 'https://hooks.acme.example/h1?to=a:b,c&x=%C3%A9' }))).toEqual({
      ok: true,
    });
    expect(verify(request(events, { address, signed: 'https://hooks.acme.example/h1' }))).toMatchObject({ ok: false });
  });

  it('hold many events, each for its account and record', () => {
    const found = hooks?.events(request(events)) ?? [];
    expect(found.map(({ type, account, object, key }) => [type, account, object, key])).toEqual([
      ['contact.creation', '62515', 'contact', '123'],
      ['deal.stageChange', '62515', 'deal', '7001'],
      ['deal.propertyChange', '62515', 'deal', '7001'],
      ['contact.merge', '62515', 'contact', '900'],
      ['line_item.deletion', '62515', 'lineItem', '5001'],
      ['company.associationChange', '62515', 'company', '9001'],
      ['0-27.creation', '62515', undefined, '88001'],
    ]);
    expect(found[1]).toMatchObject({
      at: '2026-11-21T08:59:00.000Z',
      data: { property: 'dealstage', value: 'closedwon' },
    });
  });

  it('are known again when they are delivered once more', () => {
    const [first] = hooks?.events(request(events)) ?? [];
    const [again] = hooks?.events(request([{ ...events[0], attemptNumber: 1 }])) ?? [];
    expect(again?.id).toBe(first?.id);
    expect(new Set(hooks?.events(request(events)).map(({ id }) => id)).size).toBe(events.length);
  });

  it.each([
    ['no JSON', '<html>'],
    ['no list', { subscriptionType: 'contact.creation' }],
    ['events without a type', [{}]],
  ])('are refused when they are %s', (_what, body) =>
    expect(() => hooks?.events(request(body))).toThrow('no list of events'),
  );
});

describe('triggers', () => {
  it('wait for events that hooks can bring, and give what they promise', () => {
    const found = hooks?.events(request(events)) ?? [];
    for (const trigger of Object.values(triggers)) {
      if (trigger.via !== 'hook') continue;
      for (const { type, data } of found)
        if (trigger.events.includes(type)) expect(trigger.output.safeParse(data).success).toBe(true);
    }
    const waiting = (type: string) =>
      Object.entries(triggers).flatMap(([name, one]) =>
        one.via === 'hook' && one.events.includes(type) ? [name] : [],
      );
    expect(waiting('deal.stageChange')).toEqual(['dealChanged', 'dealStageChanged']);
    expect(waiting('contact.creation')).toEqual(['contactCreated']);
  });

  const crm = `${api}/crm/objects/2026-09/tasks`;
  const found = (results: unknown[]) => ({ request: `POST ${crm}/search`, headers: { date }, json: { results } });
  const read = (results: unknown[]) => [
    { request: `POST ${crm}/batch/read`, json: { results } },
    ...['contacts', 'companies', 'deals'].map((link) => ({
      request: `POST ${api}/crm/associations/2026-09/tasks/${link}/batch/read`,
      json: { results: [] },
    })),
  ];
  const names = { request: `GET ${api}/crm/properties/2026-09/tasks`, json: { results: [] } };
  const poll = async (cursor: Parameters<Extract<(typeof triggers)[string], { via: 'poll' }>['poll']>[1]['cursor']) => {
    const trigger = triggers.taskAdded;
    return trigger?.via === 'poll' ? trigger.poll(context(), { cursor }) : undefined;
  };

  it('begin now, by HubSpot’s clock, with nothing', async () => {
    app.play(found([]));
    expect(await poll(null)).toEqual({ items: [], cursor: { at: now.getTime() } });
  });

  it('bring what is new, oldest first, and look back a little the next time', async () => {
    const [one, two] = [changedTask('1', '2026-11-21T08:50:00.000Z'), changedTask('2', '2026-11-21T08:58:00.000Z')];
    app.play(found([one, two]), names, ...read([two, one]));
    const from = Date.parse('2026-11-21T08:45:00Z');
    const polled = await poll({ at: from });
    expect(polled?.items.map(({ id }) => id)).toEqual(['1', '2']);
    expect(triggers.taskAdded?.output.parse(polled?.items[0]?.data)).toMatchObject({ id: '1' });
    expect(polled?.cursor).toEqual({ at: Date.parse('2026-11-21T08:53:00Z') });
    expect(sent('tasks/search')).toMatchObject([{ filterGroups: [{ filters: [{ value: String(from) }] }] }]);
  });

  it('stay where they are when nothing is new', async () => {
    app.play(found([]));
    expect(await poll({ at: 5 })).toEqual({ items: [], cursor: { at: 5 } });
  });

  it('go on another time where there is very much', async () => {
    const page = (number: number) =>
      Array.from({ length: 100 }, (_, index) =>
        changedTask(String(number * 100 + index), new Date(number * 1000 + index).toISOString()),
      );
    app.play(
      names,
      ...Array.from({ length: 10 }, (_, number) => [found(page(number + 1)), ...read(page(number + 1))]).flat(),
    );
    const polled = await poll({ at: 0 });
    expect(polled?.items.length).toBe(1000);
    expect(polled?.cursor).toEqual({ at: 10_099 });
  });
});
